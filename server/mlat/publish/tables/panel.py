"""Pairs and years: which instruments bind two jurisdictions on the last day of each year.

Three values of certainty become two numbers: ``_min`` counts what certainly binds, ``_max`` also what nothing
known rules out. The rule for a period on a day is that of ``ontology/README.md``; a pair is certainly bound
where both certainly are, and may be bound where neither is certainly not.

A set of years is an int here: bit n is the nth year. So "both" is ``&``, and a year of a pair costs a shift.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from mlat.publish.tables.facts import Facts, Instrument, Period

Years = int
Pair = tuple[str, str]


@dataclass(frozen=True)
class Link:
    """An instrument between two jurisdictions, or of one: when it certainly and when it perhaps binds."""

    instrument: Instrument
    certain: Years
    possible: Years
    signed: Years = 0


@dataclass(frozen=True)
class Panel:
    """All links; ``days`` are the days on which each year is measured, and ``kinds`` the columns' kinds."""

    days: tuple[str, ...]
    kinds: tuple[str, ...]
    pairs: dict[Pair, list[Link]]
    single: dict[str, list[Link]]
    listed: dict[str, frozenset[str]]

    def open_lists(self, pair: Pair) -> list[Years]:
        """For each instrument that may bind one of a pair and doesn't name the other, its years.

        Only those count whose list of parties isn't known to be complete, so that the other may be a party.
        """
        return [
            link.possible
            for one, other in (pair, pair[::-1])
            for link in self.single.get(one, ())
            if not link.instrument.complete and other not in self.listed[link.instrument.name]
        ]


def make_panel(facts: Facts) -> Panel:
    """Compute the links of all pairs."""
    days = _days(facts)
    pairs: dict[Pair, list[Link]] = defaultdict(list)
    single: dict[str, list[Link]] = defaultdict(list)
    listed = {}
    for instrument in facts.instruments:
        parties = facts.parties[instrument.name]
        listed[instrument.name] = frozenset(parties)
        alone = {party: _link(facts, instrument, party, days) for party in sorted(parties)}
        for party, link in alone.items():
            if link.possible:
                single[party].append(link)
        for one, other in combinations(alone, 2):
            if _bind_each_other(parties[one], parties[other], one, other):
                both = _both(instrument, alone[one], alone[other])
                if both.possible or both.signed:
                    pairs[one, other].append(both)
    return Panel(days, facts.kinds, dict(pairs), dict(single), listed)


def _days(facts: Facts) -> tuple[str, ...]:
    """The last day of each year, from the first year of which anything is known to the day of the graph."""
    last = int(facts.day[:4])
    years = [int(day[:4]) for day in facts.known_days()]
    first = min((year for year in years if year > 1), default=last)
    return (*(f"{year:04}-12-31" for year in range(first, last)), facts.day)


def _bind_each_other(of_one: frozenset[str], of_other: frozenset[str], one: str, other: str) -> bool:
    """Whether an instrument can bind two of its parties towards each other.

    A territory to which a state extended an instrument stands beside that state, not opposite it; nor do two
    territories of the same state stand opposite each other. Each set is who extended the instrument to the
    party; a party in its own right has an empty name in it.
    """
    sides = {name or one for name in of_one}, {name or other for name in of_other}
    return any(left != right for left in sides[0] for right in sides[1])


def _link(facts: Facts, instrument: Instrument, party: str, days: tuple[str, ...]) -> Link:
    periods = facts.periods.get((instrument.name, party), [])
    certain = possible = 0
    for bit, day in enumerate(days):
        certain |= any(_holds(period, day) for period in periods) << bit
        possible |= any(_may_hold(period, day) for period in periods) << bit
    return Link(instrument, certain, possible, _signed(facts, instrument, party, days))


def _holds(period: Period, day: str) -> bool:
    return bool(period.latest_from) and period.latest_from <= day < (period.earliest_until or "9999")


def _may_hold(period: Period, day: str) -> bool:
    return period.earliest_from <= day < (period.latest_until or "9999")


def _signed(facts: Facts, instrument: Instrument, party: str, days: tuple[str, ...]) -> Years:
    """The year of the party's first signature."""
    signed = facts.signed.get((instrument.name, party))
    return 1 << (int(signed[:4]) - int(days[0][:4])) if signed else 0


def _both(instrument: Instrument, one: Link, other: Link) -> Link:
    """What holds of two parties together; they have signed when the later of them has."""
    signed = max(one.signed, other.signed) if one.signed and other.signed else 0
    return Link(instrument, one.certain & other.certain, one.possible & other.possible, signed)


def bits(years: Years) -> Iterator[int]:
    """The places of the years in a set, in order."""
    while years:
        lowest = years & -years
        yield lowest.bit_length() - 1
        years ^= lowest

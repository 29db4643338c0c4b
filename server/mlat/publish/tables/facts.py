"""What the panel and the network are computed from: instruments, parties, signatures and binding periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from mlat.errors import PublishError
from mlat.graph.query_files import queries_folder, read_folder
from mlat.graph.store import Store


@dataclass(frozen=True)
class Instrument:
    """A binding instrument; ``complete`` tells that no party can be missing from the graph."""

    name: str
    kind: str
    bilateral: bool
    united_nations: bool
    complete: bool


@dataclass(frozen=True)
class Period:
    """A binding period, each end a span; whole days as text, empty where there is none."""

    earliest_from: str
    latest_from: str
    earliest_until: str
    latest_until: str


@dataclass(frozen=True)
class Facts:
    """``day`` is up to when the graph knows; keys are ids of instruments and codes of jurisdictions.

    ``parties`` holds for each party of an instrument who extended it to that party: an empty name for a party
    in its own right.
    """

    day: str
    kinds: tuple[str, ...]
    instruments: tuple[Instrument, ...]
    parties: dict[str, dict[str, frozenset[str]]]
    signed: dict[tuple[str, str], str]
    periods: dict[tuple[str, str], list[Period]]

    def known_days(self) -> Iterator[str]:
        """All days on which something was signed or may have begun; the year 1 where nothing is known."""
        yield from self.signed.values()
        for periods in self.periods.values():
            yield from (period.earliest_from for period in periods)


def read_facts(store: Store) -> Facts:
    """Ask the graph; raises PublishError for one that doesn't tell up to which day it knows."""
    asked = {name: _texts(store, query.text) for name, query in read_folder(queries_folder("panel")).items()}
    day = asked["day"][0][0]
    if not day:
        raise PublishError("the graph doesn't tell up to which day it knows: no record has mlat:recorded")
    instruments = tuple(
        Instrument(name, kind, bilateral == "true", nations == "true", complete == "true")
        for name, kind, bilateral, nations, complete in asked["instruments"]
    )
    extending: dict[str, dict[str, set[str]]] = {
        instrument.name: defaultdict(set) for instrument in instruments
    }
    signed: dict[tuple[str, str], str] = {}
    for name, party, extended_by, signature in asked["participations"]:
        extending[name][party].add(extended_by)
        if signature:
            signed[name, party] = min(signature, signed.get((name, party), signature))
    periods: dict[tuple[str, str], list[Period]] = defaultdict(list)
    for name, party, *ends in asked["periods"]:
        periods[name, party].append(Period(*ends))
    parties = {
        name: {party: frozenset(names) for party, names in found.items()} for name, found in extending.items()
    }
    return Facts(day, tuple(row[0] for row in asked["kinds"]), instruments, parties, signed, dict(periods))


def _texts(store: Store, query: str) -> list[list[str]]:
    return [[getattr(term, "value", "") for term in row] for row in store.table(query).rows]

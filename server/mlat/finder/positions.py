"""Where jurisdictions stand to instruments: their participations with the periods that these bind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mlat.finder.asking import Asker, iris
from mlat.finder.periods import Period, Verdict, together, verdict
from mlat.finder.rows import Row


@dataclass(frozen=True)
class Position:
    """One participation of one party; ``periods`` with the IRI and certainty of each."""

    row: Row
    periods: tuple[tuple[str, str, Period], ...]

    @property
    def participation(self) -> str:
        """The IRI of the participation."""
        return self.row.iri("participation")

    @property
    def spans(self) -> list[Period]:
        """The times in which it binds."""
        return [period for _, _, period in self.periods]


#: The participations of a jurisdiction by instrument; a party that left and came back has two.
Positions = Mapping[str, tuple[Position, ...]]


def read_positions(asker: Asker, parties: Iterable[str]) -> dict[str, Positions]:
    """The positions of each of the parties, by IRI; raises EvaluationError."""
    names = iris(sorted(set(parties)))
    periods: dict[str, list[tuple[str, str, Period]]] = defaultdict(list)
    for row in asker.rows("periods", party=names):
        periods[row.iri("participation")].append((row.iri("period"), row.iri("certainty"), period_of(row)))
    found: dict[str, dict[str, list[Position]]] = {name.value: defaultdict(list) for name in names}
    for row in asker.rows("participations", party=names):
        known = tuple(sorted(periods.get(row.iri("participation"), ()), key=lambda one: one[0]))
        found[row.iri("party")][row.iri("instrument")].append(Position(row, known))
    return {
        party: {
            iri: tuple(sorted(positions, key=lambda one: one.participation)) for iri, positions in by.items()
        }
        for party, by in found.items()
    }


def joint_periods(ones: Iterable[Position], others: Iterable[Position]) -> list[Period]:
    """The times in which an instrument binds both."""
    return together(
        (span for position in ones for span in position.spans),
        [span for position in others for span in position.spans],
    )


def binds(positions: Iterable[Position], day: str) -> Verdict:
    """Whether an instrument binds a party on a day."""
    return verdict((span for position in positions for span in position.spans), day)


def period_of(row: Row) -> Period:
    """The period of a row with its four bounds."""
    return Period(
        row.text("earliestFrom"),
        row.optional("latestFrom"),
        row.optional("earliestUntil"),
        row.optional("latestUntil"),
    )

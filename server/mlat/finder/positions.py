"""Where jurisdictions stand to instruments: participations with the periods that they bind, declarations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mlat.finder.asking import Asker, iris
from mlat.finder.periods import Period, Verdict, together, verdict
from mlat.finder.records import Record, records_of
from mlat.finder.rows import Row


@dataclass(frozen=True)
class Position:
    """One participation of one party; ``periods`` with the IRI and certainty of each."""

    record: Record
    periods: tuple[tuple[str, str | None, Period], ...]

    @property
    def party(self) -> str:
        """The IRI of the party."""
        return self.record.one("party") or ""

    @property
    def instrument(self) -> str:
        """The IRI of the instrument."""
        return self.record.one("instrument") or ""

    @property
    def spans(self) -> list[Period]:
        """The times in which it binds."""
        return [period for _, _, period in self.periods]


#: The participations of a jurisdiction by instrument; a party that left and came back has two.
Positions = Mapping[str, tuple[Position, ...]]


@dataclass(frozen=True)
class Parts:
    """What some jurisdictions have part in: the positions of each, by IRI, and the declarations of all."""

    positions: Mapping[str, Positions]
    declarations: tuple[Record, ...]


def read_parts(asker: Asker, parties: Iterable[str]) -> Parts:
    """The positions and declarations of some parties; raises EvaluationError."""
    names = iris(sorted(set(parties)))
    records = records_of(asker.tuples("parts", party=names))
    periods: dict[str, list[tuple[str, str | None, Period]]] = defaultdict(list)
    for iri, record in sorted(records.items()):
        if participation := record.one("participation"):
            periods[participation].append((iri, record.one("certainty"), _period(record)))
    found: dict[str, dict[str, list[Position]]] = {name.value: defaultdict(list) for name in names}
    for iri, record in sorted(records.items()):
        if record.is_a("Participation"):
            position = Position(record, tuple(periods.get(iri, ())))
            found[position.party][position.instrument].append(position)
    positions = {party: {name: tuple(some) for name, some in by.items()} for party, by in found.items()}
    return Parts(positions, tuple(one for one in records.values() if one.is_a("Declaration")))


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


def _period(record: Record) -> Period:
    return Period(
        record.one("earliestFrom") or "",
        record.one("latestFrom"),
        record.one("earliestUntil"),
        record.one("latestUntil"),
    )

"""What instruments say by themselves, whoever asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mlat.finder.asking import Asker, iris
from mlat.finder.records import IDENTIFIER, Record, grouped, records_of
from mlat.finder.rows import Row


@dataclass(frozen=True)
class Dossier:
    """One instrument: its own record, and how it is cited."""

    instrument: Record
    citations: tuple[Record, ...]

    @property
    def iri(self) -> str:
        """The IRI of the instrument."""
        return self.instrument.iri

    @property
    def bilateral(self) -> bool:
        """Whether it is between two parties only."""
        return self.instrument.is_a("BilateralInstrument")

    @property
    def multilateral(self) -> bool:
        """Whether it is open to more than two parties."""
        return self.instrument.is_a("MultilateralInstrument")


def read_dossiers(asker: Asker, instruments: Sequence[str]) -> dict[str, Dossier]:
    """The dossiers of instruments, by IRI; raises EvaluationError."""
    records = records_of(asker.tuples("instruments", instrument=iris(instruments)))
    return {iri: Dossier(records[iri], _citations(records, iri)) for iri in instruments if iri in records}


def read_gives(asker: Asker, instruments: Sequence[str]) -> dict[str, tuple[Row, ...]]:
    """Which kinds of assistance instruments give, by IRI; raises EvaluationError."""
    found = grouped(asker.rows("gives", instrument=iris(instruments)), "instrument")
    return {iri: tuple(found.get(iri, ())) for iri in instruments}


def read_provisions(asker: Asker, instruments: Sequence[str]) -> dict[str, tuple[Row, ...]]:
    """All provisions of instruments, by IRI, in the order of their articles; raises EvaluationError."""
    found = grouped(asker.rows("provisions", instrument=iris(instruments)), "instrument")
    return {iri: tuple(sorted(found.get(iri, ()), key=_place)) for iri in instruments}


def _citations(records: Mapping[str, Record], instrument: str) -> tuple[Record, ...]:
    cited = (records[iri] for iri in records[instrument].all("citation") if iri in records)
    return tuple(sorted(cited, key=lambda record: record.one(IDENTIFIER) or ""))


def _place(row: Row) -> tuple[object, ...]:
    """Articles in the order of their numbers: 2 before 10, 2(a) after 2."""
    article = row.text("article")
    digits = "".join(character if character.isdigit() else " " for character in article).split()
    return (not article, [int(number) for number in digits[:4]], article, row.text("provision"))

"""What instruments say by themselves, whoever asks: kept, because conventions come up in nearly every answer."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mlat.finder.asking import Asker, iris
from mlat.finder.records import IDENTIFIER, Record, grouped, records_of
from mlat.finder.rows import Row

#: So many dossiers are kept, some kilobytes each.
_KEPT = 2_000


@dataclass(frozen=True)
class Dossier:
    """One instrument: its own record, how it is cited, and its provisions in the order of their articles."""

    instrument: Record
    citations: tuple[Record, ...]
    provisions: tuple[Row, ...]

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


class Dossiers:
    """The dossiers of one release, those asked for last; for any thread."""

    def __init__(self, kept: int = _KEPT) -> None:
        """Keep so many."""
        self._kept = kept
        self._lock = threading.Lock()
        self._known: OrderedDict[str, Dossier] = OrderedDict()

    def of(self, asker: Asker, instruments: Iterable[str]) -> dict[str, Dossier]:
        """The dossiers of instruments by IRI; the unknown are read in one go. Raises EvaluationError."""
        wanted = sorted(set(instruments))
        with self._lock:
            found = {iri: self._known[iri] for iri in wanted if iri in self._known}
        if missing := [iri for iri in wanted if iri not in found]:
            found |= _read(asker, missing)
        with self._lock:
            for iri, dossier in found.items():
                self._known[iri] = dossier
                self._known.move_to_end(iri)
            while len(self._known) > self._kept:
                self._known.popitem(last=False)
        return found


def _read(asker: Asker, instruments: Iterable[str]) -> dict[str, Dossier]:
    names = iris(list(instruments))
    records = records_of(asker.tuples("instruments", instrument=names))
    provisions = grouped(asker.rows("provisions", instrument=names), "instrument")
    return {
        name.value: Dossier(
            records[name.value],
            _citations(records, name.value),
            tuple(sorted(provisions.get(name.value, ()), key=_place)),
        )
        for name in names
        if name.value in records
    }


def _citations(records: Mapping[str, Record], instrument: str) -> tuple[Record, ...]:
    cited = (records[iri] for iri in records[instrument].all("citation") if iri in records)
    return tuple(sorted(cited, key=lambda record: record.one(IDENTIFIER) or ""))


def _place(row: Row) -> tuple[object, ...]:
    """Articles in the order of their numbers: 2 before 10, 2(a) after 2."""
    article = row.text("article")
    digits = "".join(character if character.isdigit() else " " for character in article).split()
    return (not article, [int(number) for number in digits[:4]], article, row.text("provision"))

"""What instruments say by themselves, whoever asks: kept, because conventions come up in nearly every answer.

Asking for the parts of an instrument takes the engine a look at each of its parties, so a convention of 190
parties costs a millisecond; its dossier is therefore made once a release.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mlat.finder.asking import Asker, Row, iris
from mlat.finder.records import Record, gather

T = TypeVar("T")

#: So many dossiers are kept, some kilobytes each.
_KEPT = 2_000


@dataclass(frozen=True)
class Dossier:
    """One instrument: its own record, its parts, and its provisions as rows."""

    instrument: Record
    citations: tuple[Record, ...]
    suspensions: tuple[Record, ...]
    coverage: Record | None
    rule: Record | None
    provisions: tuple[Row, ...]
    disagreements: tuple[Row, ...]

    @property
    def iri(self) -> str:
        """The IRI of the instrument."""
        return self.instrument.iri

    @property
    def bilateral(self) -> bool:
        """Whether it is between two parties only."""
        return self.instrument.is_a("BilateralInstrument")


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
            found |= read_dossiers(asker, missing)
        with self._lock:
            for iri, dossier in found.items():
                self._known[iri] = dossier
                self._known.move_to_end(iri)
            while len(self._known) > self._kept:
                self._known.popitem(last=False)
        return found


def read_dossiers(asker: Asker, instruments: Iterable[str]) -> dict[str, Dossier]:
    """Read the dossiers of instruments, by IRI; raises EvaluationError."""
    names = iris(list(instruments))
    records = gather(asker.rows("instruments", instrument=names), "instrument")
    part_rows = asker.rows("parts", instrument=names)
    provisions = asker.rows("provisions", instrument=names)
    owners = {row.text("part"): row.text("instrument") for row in part_rows}
    owners |= {row.text("provision"): row.text("instrument") for row in provisions}
    owners |= {record: record for record in records}
    parts = _grouped(gather(part_rows, "part").values(), lambda part: owners[part.iri])
    articles = _grouped(provisions, lambda row: row.text("instrument"))
    disputed = _grouped(
        asker.rows("disagreements", record=iris(sorted(owners))), lambda row: owners[row.text("record")]
    )
    return {
        iri: _dossier(record, parts.get(iri, ()), articles.get(iri, ()), disputed.get(iri, ()))
        for iri, record in records.items()
    }


def _dossier(
    record: Record, parts: Sequence[Record], provisions: Iterable[Row], disagreements: Iterable[Row]
) -> Dossier:
    return Dossier(
        record,
        tuple(part for part in parts if part.is_a("Citation")),
        tuple(part for part in parts if part.is_a("Suspension")),
        next((part for part in parts if part.is_a("Coverage")), None),
        next((part for part in parts if part.is_a("EntryIntoForceRule")), None),
        tuple(sorted(provisions, key=_place)),
        tuple(disagreements),
    )


def _grouped(things: Iterable[T], owner: Callable[[T], str]) -> Mapping[str, list[T]]:
    found: dict[str, list[T]] = {}
    for thing in things:
        found.setdefault(owner(thing), []).append(thing)
    return found


def _place(row: Row) -> tuple[object, ...]:
    """Articles in the order of their numbers: 2 before 10, 2(a) after 2."""
    article = row.text("article")
    digits = "".join(character if character.isdigit() else " " for character in article).split()
    return (not article, [int(number) for number in digits[:4]], article, row.text("provision"))

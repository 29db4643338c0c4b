"""What changed from one dump to another: facts added, removed and changed, record by record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from mlat.graph.loading import read_quads
from mlat.graph.namespaces import BASE, DCTERMS, GRAPHS, RDFS, SKOS
from mlat.graph.tables_text import shorten

#: The file of a dump that two dumps are compared by: one quad a line, literals as written.
COMPARED = "mlat.nq"

_NAMES = (f"{RDFS}label", f"{SKOS}prefLabel", f"{DCTERMS}title")
_CATALOGUE = ox.NamedNode(GRAPHS["catalogue"])


@dataclass(frozen=True)
class Fact:
    """What happened to one property of a record: the values that went, and those that came."""

    property: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """What happened to a record; ``kind`` is added, removed or changed."""

    name: str
    label: str
    kind: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Changes:
    """All quads of two dumps."""

    older: frozenset[ox.Quad]
    newer: frozenset[ox.Quad]

    @cached_property
    def removed(self) -> tuple[str, ...]:
        """The quads that went, sorted, as N-Quads writes them."""
        return tuple(sorted(map(str, self.older - self.newer)))

    @cached_property
    def added(self) -> tuple[str, ...]:
        """The quads that came, sorted, as N-Quads writes them."""
        return tuple(sorted(map(str, self.newer - self.older)))

    def records(self) -> Iterator[Record]:
        """The records with a change, sorted by name; what the catalogue counts follows and is left out."""
        removed, added = _by_property(self.older - self.newer), _by_property(self.newer - self.older)
        were, are = {q.subject for q in self.older}, {q.subject for q in self.newer}
        labels = _labels(self.older) | _labels(self.newer)
        for subject in sorted(removed.keys() | added.keys(), key=str):
            gone, come = removed.get(subject, {}), added.get(subject, {})
            facts = (
                Fact(shorten(name), tuple(sorted(gone.get(name, ()))), tuple(sorted(come.get(name, ()))))
                for name in sorted(gone.keys() | come.keys())
            )
            kind = "added" if subject not in were else "removed" if subject not in are else "changed"
            name = str(getattr(subject, "value", subject)).removeprefix(BASE)
            yield Record(name, labels.get(subject, ""), kind, tuple(facts))


def compare(older: Path, newer: Path) -> Changes:
    """Compare two folders of dumps; raises StoreError for one without the file that they are compared by."""
    first, second = (frozenset(read_quads(folder / COMPARED)) for folder in (older, newer))
    return Changes(first, second)


def _by_property(quads: frozenset[ox.Quad]) -> Mapping[object, Mapping[str, set[str]]]:
    """The values of each property of each record."""
    found: defaultdict[object, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        if quad.graph_name != _CATALOGUE:
            found[quad.subject][quad.predicate.value].add(_shown(quad.object))
    return found


def _labels(quads: frozenset[ox.Quad]) -> dict[object, str]:
    """A name for each record that has one; English before others."""
    named = (q for q in quads if q.predicate.value in _NAMES and isinstance(q.object, ox.Literal))
    ordered = sorted(named, key=lambda q: (q.object.language == "en", q.object.value))  # type: ignore[union-attr]
    return {q.subject: q.object.value for q in ordered}  # type: ignore[union-attr]


def _shown(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    if isinstance(term, ox.Literal) and term.language is None:
        kind = shorten(term.datatype.value)
        return str(ox.Literal(term.value)) + ("" if kind == "xsd:string" else f"^^{kind}")
    return str(term)

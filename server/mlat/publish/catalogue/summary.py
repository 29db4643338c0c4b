"""The description of the data set read back from its triples, for pages and for formats that aren't RDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from mlat.graph.namespaces import DCAT, DCTERMS, FOAF, VOID
from mlat.publish.catalogue.places import DATASET


@dataclass(frozen=True)
class Graph:
    """A named graph, with its title and its number of statements; a class, with that of its records."""

    iri: str
    title: str
    count: int


@dataclass(frozen=True)
class Links:
    """How many records are linked to the same thing in another data set."""

    target: str
    space: str
    count: int


@dataclass(frozen=True)
class Summary:
    """What people want to know of a data set; empty where its graph doesn't say."""

    title: str
    description: str
    licence: str
    modified: str
    author: str
    provenance: str
    triples: int
    keywords: tuple[str, ...]
    graphs: tuple[Graph, ...]
    classes: tuple[Graph, ...]
    links: tuple[Links, ...]


def summarise(description: Sequence[ox.Triple]) -> Summary:
    """The summary of a data set from its description."""
    said = _Said(description)
    return Summary(
        said.one(DATASET, f"{DCTERMS}title"),
        said.one(DATASET, f"{DCTERMS}description"),
        said.one(DATASET, f"{DCTERMS}license"),
        said.one(DATASET, f"{DCTERMS}modified"),
        said.one(said.one(DATASET, f"{DCTERMS}creator"), f"{FOAF}name"),
        said.one(said.one(DATASET, f"{DCTERMS}provenance"), "http://www.w3.org/2000/01/rdf-schema#label"),
        said.number(DATASET, f"{VOID}triples"),
        tuple(sorted(said.all(DATASET, f"{DCAT}keyword"))),
        tuple(
            Graph(iri, title, said.number(iri, f"{VOID}triples"))
            for iri in sorted(said.all(DATASET, f"{VOID}subset"))
            if (title := said.one(iri, f"{DCTERMS}title"))
        ),
        tuple(
            Graph(said.one(iri, f"{VOID}class"), "", said.number(iri, f"{VOID}entities"))
            for iri in sorted(said.all(DATASET, f"{VOID}classPartition"))
        ),
        tuple(_links(said)),
    )


def _links(said: _Said) -> Sequence[Links]:
    sets = [iri for iri in said.all(DATASET, f"{VOID}subset") if said.one(iri, f"{VOID}linkPredicate")]
    found = []
    for iri in sorted(sets):
        target = said.one(iri, f"{VOID}objectsTarget")
        space = said.one(target, f"{VOID}uriSpace")
        found.append(
            Links(said.one(target, f"{DCTERMS}title") or space, space, said.number(iri, f"{VOID}triples"))
        )
    return found


class _Said:
    """The values of each property of each subject."""

    def __init__(self, triples: Sequence[ox.Triple]) -> None:
        self._values: dict[tuple[str, str], list[str]] = {}
        for triple in triples:
            subject, value = triple.subject, triple.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                self._values.setdefault((subject.value, triple.predicate.value), []).append(value.value)

    def all(self, subject: str, predicate: str) -> Sequence[str]:
        """All values of a property."""
        return self._values.get((subject, predicate), ())

    def one(self, subject: str, predicate: str) -> str:
        """The value of a property that has one; empty where nothing is said."""
        return next(iter(self.all(subject, predicate)), "")

    def number(self, subject: str, predicate: str) -> int:
        """A count; 0 where nothing is said."""
        text = self.one(subject, predicate)
        return int(text) if text.isdigit() else 0

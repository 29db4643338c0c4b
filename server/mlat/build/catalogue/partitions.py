"""VoID partitions: records of each class, statements of each property, and what their values are."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Store

from mlat.build.catalogue.counts import DATASET, number, part, rows, void
from mlat.build.turtle import Fact
from mlat.graph.namespaces import VOID_EXT

_TOTALS = ("entities", "distinctSubjects", "distinctObjects", "properties", "classes")
_DATATYPE = NamedNode(f"{VOID_EXT}datatype")
_DATATYPE_PARTITION = NamedNode(f"{VOID_EXT}datatypePartition")


def partition_facts(store: Store) -> Iterator[Fact]:
    """The totals of the data set, and its partitions, each with an IRI."""
    for totals in rows(store, "totals"):
        for name, count in zip(_TOTALS, totals, strict=True):
            yield DATASET, void(name), number(int(count))
    for iri, count in rows(store, "classes"):
        node = part("class", iri)
        yield DATASET, void("classPartition"), node
        yield node, void("class"), NamedNode(iri)
        yield node, void("entities"), number(int(count))
    for iri, count in rows(store, "properties"):
        yield from _property(DATASET, part("property", iri), iri, count)
    for owner, iri, count in rows(store, "properties-of-classes"):
        yield from _property(part("class", owner), part("class", owner, iri), iri, count)
    yield from _values(store, "classes-of-values", void("classPartition"), void("class"))
    yield from _values(store, "datatypes-of-values", _DATATYPE_PARTITION, _DATATYPE)


def _property(owner: NamedNode, node: NamedNode, iri: str, count: str) -> Iterator[Fact]:
    yield owner, void("propertyPartition"), node
    yield node, void("property"), NamedNode(iri)
    yield node, void("triples"), number(int(count))


def _values(store: Store, query: str, partition: NamedNode, kind: NamedNode) -> Iterator[Fact]:
    for owner, iri, target, count in rows(store, query):
        node = part("class", owner, iri, target)
        yield part("class", owner, iri), partition, node
        yield node, kind, NamedNode(target)
        yield node, void("triples"), number(int(count))

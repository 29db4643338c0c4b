"""Rows of ``statements``, ``sources`` and ``aliases`` as triples."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal

from mlat.build.rows import Record
from mlat.build.schema import BY_NAME
from mlat.build.triples.columns import (
    column_facts,
    mlat,
    node,
    property_of,
    record_node,
    type_facts,
    value_terms,
)
from mlat.build.turtle import Fact
from mlat.graph.namespaces import DCTERMS, SKOS


def statement(record: Record, about: Record) -> Iterator[Fact]:
    """What a second source says of a record: the value quoted as its column would hold it."""
    yield from type_facts(record, "Statement")
    yield from column_facts(record)
    subject = record_node(record.table, record.id)
    column = next(each for each in BY_NAME[about.table].columns if each.name == record.one("column"))
    yield subject, mlat("about"), record_node(about.table, about.id)
    predicate = property_of(about, column.name)
    if predicate is not None:
        yield subject, mlat("statedProperty"), predicate
    yield from (
        (subject, mlat("statedValue"), term) for term in value_terms(about, column, record.many("value"))
    )


def publisher(record: Record) -> Iterator[Fact]:
    """A publisher; a data set is a source itself, too."""
    yield from type_facts(record, "Publisher", *(["Source"] if record.one("kind") == "data-set" else []))
    yield from column_facts(record)


def alias(record: Record) -> Iterator[Fact]:
    """The retired IRI, which leads to the one that stands for it, and why."""
    retired = record_node(record.one("table"), record.id)
    yield retired, node(f"{DCTERMS}isReplacedBy"), record_node(record.one("table"), record.one("current"))
    yield retired, node(f"{SKOS}note"), Literal(record.one("reason"), language="en")

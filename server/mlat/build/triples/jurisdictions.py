"""A row of ``jurisdictions`` as triples."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal

from mlat.build.cells import JURISDICTION_CLASSES
from mlat.build.rows import Record
from mlat.build.triples.columns import column_facts, node, record_node, type_facts
from mlat.build.turtle import Fact
from mlat.graph.namespaces import DCTERMS


def jurisdiction(record: Record) -> Iterator[Fact]:
    """The jurisdiction with its names and identifiers; its code is both identifier and alpha-3 code."""
    specific = JURISDICTION_CLASSES[record.one("kind")]
    yield from type_facts(record, "Jurisdiction", *([specific] if specific else []))
    yield (record_node(record.table, record.id), node(f"{DCTERMS}identifier"), Literal(record.id))
    yield from column_facts(record)

"""A row of ``laws`` as triples."""

from __future__ import annotations

from collections.abc import Iterator

from mlat.build.rows import Record
from mlat.build.triples.columns import column_facts, mlat, record_node, type_facts
from mlat.build.triples.instruments import titles
from mlat.build.turtle import Fact


def law(record: Record) -> Iterator[Fact]:
    """A domestic law, and that the instruments which it gives effect to are implemented by it."""
    yield from type_facts(record, "DomesticLaw")
    yield from column_facts(record)
    yield from titles(record, "title")
    subject = record_node(record.table, record.id)
    for instrument in record.many("implements"):
        yield record_node("instruments", instrument), mlat("implementedBy"), subject

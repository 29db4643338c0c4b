"""A row of ``declarations`` as triples."""

from __future__ import annotations

from collections.abc import Iterator

from mlat.build.rows import Record
from mlat.build.triples.columns import column_facts, type_facts
from mlat.build.triples.provisions import articles
from mlat.build.turtle import Fact


def declaration(record: Record) -> Iterator[Fact]:
    """A reservation, declaration or notification by a party."""
    yield from type_facts(
        record, "Declaration", *(["Reservation"] if record.one("kind") == "reservation" else [])
    )
    yield from column_facts(record)
    yield from articles(record)

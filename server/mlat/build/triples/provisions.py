"""A row of ``provisions`` as triples."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal

from mlat.build.articles import article_keys, with_ancestors
from mlat.build.rows import Record
from mlat.build.triples.columns import column_facts, mlat, record_node, type_facts
from mlat.build.turtle import Fact


def provision(record: Record) -> Iterator[Fact]:
    """What an article provides: assistance, a ground for refusal, or procedure."""
    yield from type_facts(record, "Provision")
    yield from column_facts(record)
    yield from articles(record)


def articles(record: Record) -> Iterator[Fact]:
    """The article cell for comparison: each article by itself, and each article that contains it."""
    subject = record_node(record.table, record.id)
    for key in article_keys(record.one("article")):
        yield subject, mlat("articleKey"), Literal(key)
        yield from ((subject, mlat("withinArticle"), Literal(part)) for part in with_ancestors(key))

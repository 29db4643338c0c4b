"""A row of ``instruments`` as triples: the instrument, its titles and its citations."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal

from mlat.build.rows import Record
from mlat.build.triples.citations import scheme_of, with_keys
from mlat.build.triples.columns import (
    ALT_LABEL,
    LABEL,
    TYPE,
    column_facts,
    mlat,
    node,
    record_node,
    title,
    type_facts,
)
from mlat.build.turtle import Fact
from mlat.graph import iris
from mlat.graph.namespaces import DCTERMS


def instrument(record: Record) -> Iterator[Fact]:
    """The instrument; one between two parties is bilateral whatever its kind."""
    yield from type_facts(
        record, "Instrument", "BilateralInstrument" if record.one("party_b") else "MultilateralInstrument"
    )
    yield from column_facts(record)
    yield from titles(record, "titles_other", labelled="en")
    yield from _citations(record)


def titles(record: Record, column: str, labelled: str | None = None) -> Iterator[Fact]:
    """The first official title in each language is a label; all others are other labels.

    ``labelled`` is a language whose label another column gives. Without that, a record whose titles all lack
    a language has the first of them for its label.
    """
    subject = record_node(record.table, record.id)
    entries = [(entry.startswith("~"), *title(entry)) for entry in record.many(column)]
    tagged = labelled is not None or any(language for _, _, language in entries)
    seen = {labelled, ""} if tagged else {labelled}
    for unofficial, text, language in entries:
        yield subject, node(ALT_LABEL if unofficial or language in seen else LABEL), text
        if not unofficial:
            seen.add(language)


def _citations(record: Record) -> Iterator[Fact]:
    """Each citation is a record of its own, so that a query can ask for a series; its source is the row's."""
    subject = record_node(record.table, record.id)
    for key, text in with_keys(record.many("citations")):
        citation = node(iris.part(record.id, "citation", key))
        yield subject, mlat("citation"), citation
        yield citation, node(TYPE), mlat("Citation")
        yield citation, mlat("citationScheme"), node(iris.concept("citation-scheme", scheme_of(text)))
        yield citation, node(f"{DCTERMS}identifier"), Literal(text)
        yield citation, node(f"{DCTERMS}source"), node(record.one("source_url"))

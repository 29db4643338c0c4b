"""The generated catalogue: its counts are those of the graph, and no day but that of the data is in it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from desk import FIXTURES

from mlat.build.catalogue import FILE, catalogue
from mlat.build.catalogue.counts import part
from mlat.build.tree import build
from mlat.graph.namespaces import BASE, ONTOLOGY, SCHEMA, SHACL, VOID


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return build(FIXTURES, Path(__file__).parents[2] / "ontology")


@pytest.fixture(scope="module")
def store(files: dict[str, bytes]) -> ox.Store:
    """All generated files, and the catalogue."""
    found = ox.Store()
    for content in files.values():
        found.load(content, format=ox.RdfFormat.TURTLE)
    return found


def counted(store: ox.Store, *steps: str, count: str) -> int:
    (quad,) = store.quads_for_pattern(part(*steps), ox.NamedNode(VOID + count), None)
    assert isinstance(quad.object, ox.Literal)
    return int(quad.object.value)


def test_records_and_statements_are_counted(store: ox.Store) -> None:
    kind, instrument = f"{ONTOLOGY}Participation", f"{ONTOLOGY}instrument"
    records = list(store.query(f"SELECT ?r {{ ?r a <{kind}> }}"))
    statements = list(store.query(f"SELECT ?r ?i {{ ?r a <{kind}> ; <{instrument}> ?i }}"))
    assert counted(store, "class", kind, count="entities") == len(records)
    assert counted(store, "class", kind, instrument, count="triples") == len(statements)


def test_links_to_other_data_sets_are_counted(store: ox.Store) -> None:
    same = f"{SCHEMA}sameAs"
    linked = store.query(f"SELECT ?r {{ ?r <{same}> ?o FILTER(CONTAINS(STR(?o), 'wikidata')) }}")
    steps = "links", f"{ONTOLOGY}Jurisdiction", same, "wikidata"
    assert counted(store, *steps, count="triples") == len(list(linked))


def test_the_catalogue_does_not_count_itself(files: dict[str, bytes]) -> None:
    others = {name: content for name, content in files.items() if name != FILE}
    again = catalogue(others, Path(__file__).parents[2] / "ontology", "2026-11-20")
    assert again == files[FILE]


def test_examples_ask_for_the_day_of_the_data_where_they_would_ask_for_today(store: ox.Store) -> None:
    query = f"{BASE}query/possible-without-a-treaty"
    (row,) = store.query(f"SELECT ?text {{ <{query}> <{SHACL}select> ?text }}")
    assert '"2026-11-20"^^<http://www.w3.org/2001/XMLSchema#date>' in row["text"].value

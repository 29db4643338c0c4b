"""Whether a query names its graphs, read as the engine reads it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mlat.graph.dataset_clause import names_graphs

_PREFIX = "PREFIX x: <x:>"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SELECT * FROM <x:a> { ?s ?p ?o }", True),
        ("SELECT * from <x:a> { ?s ?p ?o }", True),
        ("SELECT *FROM<x:a>{ ?s ?p ?o }", True),
        ("SELECT * FROM NAMED <x:a> { GRAPH ?g { ?s ?p ?o } }", True),
        (f"{_PREFIX} SELECT * FROM x:a {{ ?s ?p ?o }}", True),
        (f"{_PREFIX} SELECT * FROMx:a {{ ?s ?p ?o }}", True),
        (f"{_PREFIX} CONSTRUCTFROM x:a WHERE {{ ?s ?p ?o }}", True),
        ("CONSTRUCT { ?s ?p ?o } FROM <x:a> WHERE { ?s ?p ?o }", True),
        ("DESCRIBE ?s FROM <x:a> { ?s ?p ?o }", True),
        ("SELECT ?from { ?s ?from ?o }", False),
        ("SELECT (COUNT(?o) AS ?from) { ?s ?p ?o } # FROM <x:a>", False),
        ("SELECT * { ?s ?p ?o FILTER (?o != 'FROM <x:a>') }", False),
        ("SELECT * { ?s <x:from> ?o }", False),
        ("PREFIX from: <x:> SELECT * { ?s from:p ?o }", False),
        ("PREFIX from: <x:> DESCRIBE from:s", False),
        ("SELECT * { ?s ?p 'from }", False),
    ],
)
def test_a_dataset_clause_is_found(text: str, named: bool) -> None:
    assert names_graphs(text) is named


@pytest.mark.parametrize("text", ["*FROM<x:a>{?s ?p ?o}", "* FROMx:a {?s ?p ?o}", "* FROM x:a {?s ?p ?o}"])
def test_the_engine_reads_the_clause_in_the_same_way(text: str) -> None:
    store = ox.Store()
    store.update("INSERT DATA { GRAPH <x:a> { <x:s> <x:p> 1 } GRAPH <x:b> { <x:s> <x:p> 2 } }")
    assert len(list(store.query(f"{_PREFIX} SELECT {text}"))) == 1  # type: ignore[arg-type]

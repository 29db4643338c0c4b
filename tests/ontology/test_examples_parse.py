"""Every example is a sentence of English and then triples that the ontology knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, BNode, Graph, URIRef

from mlat.graph.namespaces import BASE, ONTOLOGY
from mlat.layout import find_layout

FOLDER = find_layout().ontology / "examples"
EXAMPLES = sorted(FOLDER.glob("*.ttl"))
#: Computed from other records, and so without a source of its own.
DERIVED = URIRef(f"{ONTOLOGY}BindingPeriod")
SITUATIONS = {
    "hong-kong-united-states",
    "left-and-returned",
    "letters-rogatory",
    "partial-date",
    "reservation",
    "successor-state",
    "suspended-agreement",
    "tax-carve-out",
    "territorial-extension",
}


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def example(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


@pytest.fixture(scope="module")
def known() -> set[str]:
    ontology = Graph().parse(find_layout().ontology / "mlat.ttl")
    return {str(subject) for subject in ontology.subjects(RDF.type) if str(subject).startswith(ONTOLOGY)}


def comment(path: Path) -> str:
    """The comment that the file opens with, as one line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    end = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    return " ".join(line.removeprefix("#").strip() for line in lines[:end])


def test_every_situation_has_an_example() -> None:
    assert SITUATIONS - {path.stem for path in EXAMPLES} == set()


def test_example_opens_with_a_sentence(example: Path) -> None:
    assert re.match(r"[A-Z][^.]{30,}\.( |$)", comment(example))


def test_example_uses_only_terms_that_exist(example: Path, known: set[str]) -> None:
    used = {str(node) for triple in Graph().parse(example) for node in triple}
    assert {node for node in used if node.startswith(ONTOLOGY)} <= known


def test_example_has_no_blank_nodes(example: Path) -> None:
    assert not any(isinstance(node, BNode) for triple in Graph().parse(example) for node in triple)


def test_every_record_has_a_source(example: Path) -> None:
    graph = Graph().parse(example)
    for record, kind in graph.subject_objects(RDF.type):
        if kind != DERIVED:
            assert isinstance(graph.value(record, DCTERMS.source), URIRef), record


def test_records_it_points_to_are_in_it(example: Path) -> None:
    graph = Graph().parse(example)
    records = (f"{BASE}instrument/", f"{BASE}jurisdiction/", f"{BASE}law/", f"{BASE}example/")
    for node in graph.objects():
        if str(node).startswith(records):
            assert (node, RDF.type, None) in graph, node


def test_invented_records_say_so(example: Path) -> None:
    graph = Graph().parse(example)
    invented = any(str(subject).startswith(f"{BASE}example/jurisdiction/") for subject in graph.subjects())
    assert not invented or "does not exist" in comment(example)

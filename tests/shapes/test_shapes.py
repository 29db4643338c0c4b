"""Each shape against the smallest graphs that keep it, break it, or earn its advice.

A case is ``<shape>/<valid|invalid|warning>.<reason>.ttl``; what it must find stands beside it in
``.expected.txt``, one finding a line. Run with ``WRITE_EXPECTED=1`` to write these files, and read the diff.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import RDF, SH, Graph, URIRef

from mlat.graph.namespaces import BASE, SKOS
from mlat.graph.validate import Finding, Shapes, read_shapes, validate
from mlat.layout import find_layout

HERE = Path(__file__).parent
BACKGROUND = HERE / "background.ttl"
ONTOLOGY = find_layout().ontology
SHAPES = sorted((ONTOLOGY / "shapes").glob("*.ttl"))
CASES = sorted(path for path in HERE.glob("*/*.ttl"))

Triples = dict[str, set[ox.Triple]]


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return read_shapes(SHAPES)


@pytest.fixture(scope="module")
def concepts() -> Triples:
    """What is said of each concept and scheme; a scheme without the list of its concepts."""
    found: Triples = {}
    for path in (ONTOLOGY / "schemes").glob("*.ttl"):
        for triple in _triples(path):
            if triple.predicate.value != f"{SKOS}hasTopConcept":
                found.setdefault(str(triple.subject), set()).add(triple)
    return found


def _triples(path: Path) -> Iterator[ox.Triple]:
    for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=BASE):
        yield quad.triple


def _mentioned(paths: list[Path], concepts: Triples) -> bytes:
    """The concepts that files name, those that these name, and so on: all would take ten times as long."""
    ahead = [str(term) for path in paths for triple in _triples(path) for term in triple]
    seen: set[str] = set()
    while ahead:
        name = ahead.pop()
        if name in concepts and name not in seen:
            seen.add(name)
            ahead += [str(triple.object) for triple in concepts[name]]
    return "".join(f"{triple} .\n" for name in seen for triple in concepts[name]).encode()


def _find(paths: list[Path], shapes: Shapes, concepts: Triples) -> list[Finding]:
    return validate([ONTOLOGY / "mlat.ttl", _mentioned(paths, concepts), *paths], shapes)


def _line(finding: Finding) -> str:
    focus = (
        "a blank node" if re.fullmatch("[0-9a-f]{20,}", finding.focus) else finding.focus.removeprefix(BASE)
    )
    return f"{finding.severity} | {focus} | {finding.path} | {finding.message}\n"


def test_background_is_without_fault(shapes: Shapes, concepts: Triples) -> None:
    assert _find([BACKGROUND], shapes, concepts) == []


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case_is_judged_as_expected(case: Path, shapes: Shapes, concepts: Triples) -> None:
    findings = _find([BACKGROUND, case], shapes, concepts)
    gravest = findings[0].severity if findings else "valid"
    assert case.name.split(".")[0] == {"violation": "invalid"}.get(gravest, gravest)
    expected = case.with_suffix(".expected.txt")
    text = "".join(sorted(map(_line, findings)))
    if os.environ.get("WRITE_EXPECTED") and findings:
        expected.write_text(text, encoding="utf-8")
    assert text == (expected.read_text(encoding="utf-8") if findings else "")


def test_every_shape_has_a_valid_and_an_invalid_case() -> None:
    kinds = {(path.parent.name, path.name.split(".")[0]) for path in CASES}
    assert {(path.stem, kind) for path in SHAPES for kind in ("valid", "invalid")} <= kinds


def test_every_message_is_earned_by_a_case(shapes: Shapes) -> None:
    earned = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("*/*.expected.txt"))
    patterns = {
        str(message): ".*".join(map(re.escape, re.split(r"\{\?\w+\}", str(message))))
        for message in shapes.rules.objects(None, SH.message)
    }
    assert [
        m for m, pattern in patterns.items() if not re.search(rf"\| {pattern}$", earned, re.MULTILINE)
    ] == []


def test_every_property_and_constraint_has_a_message() -> None:
    for path in SHAPES:
        graph = Graph().parse(path)
        for node in {*graph.objects(None, SH.property), *graph.objects(None, SH.sparql)}:
            imported = isinstance(node, URIRef) and (node, RDF.type, None) not in graph
            assert imported or (node, SH.message, None) in graph, f"{path.name}: {dict(graph[node])}"


def test_shapes_are_shapes_by_the_shapes_of_shacl() -> None:
    graph = Graph()
    for path in SHAPES:
        graph.parse(path)
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms, text

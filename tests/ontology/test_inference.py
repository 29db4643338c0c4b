"""What an OWL RL reasoner infers from the ontology, and what it finds inconsistent."""

from __future__ import annotations

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from mlat.graph.namespaces import ONTOLOGY
from mlat.layout import find_layout

#: How owlrl reports an inconsistency: a node of this class in the closure.
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
ONE = URIRef("https://w3id.org/mlat/example/one")
OTHER = URIRef("https://w3id.org/mlat/example/other")


def term(name: str) -> URIRef:
    return URIRef(f"{ONTOLOGY}{name}")


def closure(*types: str, links: tuple[tuple[URIRef, str, URIRef], ...] = ()) -> Graph:
    """The ontology and the given facts about ONE, closed under the OWL RL rules."""
    graph = Graph().parse(find_layout().ontology / "mlat.ttl")
    for name in types:
        graph.add((ONE, RDF.type, term(name)))
    for subject, name, value in links:
        graph.add((subject, term(name), value))
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


def errors(graph: Graph) -> list[Literal]:
    return [
        value
        for node in graph.subjects(RDF.type, ERROR)
        for value in graph.objects(node)
        if isinstance(value, Literal)
    ]


@pytest.mark.parametrize(
    ("narrow", "broad"),
    [
        ("SpecialAdministrativeRegion", "Jurisdiction"),
        ("HistoricState", "Jurisdiction"),
        ("Reservation", "Declaration"),
        ("CentralAuthority", "Authority"),
        ("BilateralInstrument", "Instrument"),
    ],
)
def test_narrow_class_implies_the_broad_one(narrow: str, broad: str) -> None:
    graph = closure(narrow)
    assert (ONE, RDF.type, term(broad)) in graph
    assert errors(graph) == []


def test_historic_state_is_no_state() -> None:
    assert (ONE, RDF.type, term("State")) not in closure("HistoricState")


def test_plain_jurisdiction_gets_no_subclass() -> None:
    graph = closure("Jurisdiction")
    assert (ONE, RDF.type, term("State")) not in graph
    assert errors(graph) == []


@pytest.mark.parametrize(
    "types",
    [
        ("BilateralInstrument", "MultilateralInstrument"),
        ("State", "HistoricState"),
        ("DependentTerritory", "SpecialAdministrativeRegion"),
        ("Participation", "Provision"),
        ("Reservation", "Provision"),
    ],
)
def test_disjoint_classes_are_found_inconsistent(types: tuple[str, str]) -> None:
    assert errors(closure(*types))


def test_shared_property_tells_nothing_of_its_subject() -> None:
    graph = closure("Provision", links=((ONE, "instrument", OTHER),))
    assert (OTHER, RDF.type, term("Instrument")) in graph
    assert (ONE, RDF.type, term("Participation")) not in graph


@pytest.mark.parametrize(("name", "part"), [("provision", "Provision"), ("declaration", "Declaration")])
def test_what_an_instrument_leads_to_is_about_it(name: str, part: str) -> None:
    graph = closure(links=((ONE, name, OTHER),))
    assert (OTHER, term("instrument"), ONE) in graph
    assert (OTHER, RDF.type, term(part)) in graph
    assert errors(graph) == []


def test_codes_are_concepts() -> None:
    graph = closure("Provision", links=((ONE, "refusalGround", OTHER),))
    assert (OTHER, RDF.type, SKOS.Concept) in graph


def test_examples_are_consistent_with_the_ontology() -> None:
    graph = Graph().parse(find_layout().ontology / "mlat.ttl")
    for path in sorted((find_layout().ontology / "examples").glob("*.ttl")):
        graph.parse(path)
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    assert errors(graph) == []

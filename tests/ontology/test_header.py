"""The header says what the ontology is, who made it, under which licence and in which version."""

from __future__ import annotations

import re

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from mlat.graph.namespaces import BASE, ONTOLOGY
from mlat.layout import find_layout

VANN = Namespace("http://purl.org/vocab/vann/")
HEADER = URIRef(f"{BASE}ontology")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(find_layout().ontology / "mlat.ttl")


def test_there_is_one_ontology_and_it_imports_nothing(ontology: Graph) -> None:
    assert list(ontology.subjects(RDF.type, OWL.Ontology)) == [HEADER]
    assert not list(ontology.objects(HEADER, OWL.imports))


@pytest.mark.parametrize("property_", [RDFS.label, DCTERMS.title, DCTERMS.description])
def test_names_are_english_and_given_once(ontology: Graph, property_: URIRef) -> None:
    (value,) = ontology.objects(HEADER, property_)
    assert isinstance(value, Literal)
    assert value.language == "en"
    assert value.strip()


@pytest.mark.parametrize(
    ("property_", "value"),
    [
        (DCTERMS.license, URIRef("https://creativecommons.org/publicdomain/zero/1.0/")),
        (DCTERMS.created, Literal("2026-11-20", datatype=XSD.date)),
        (VANN.preferredNamespacePrefix, Literal("mlat")),
        (VANN.preferredNamespaceUri, Literal(ONTOLOGY)),
    ],
)
def test_metadata_is_as_published(ontology: Graph, property_: URIRef, value: Node) -> None:
    assert list(ontology.objects(HEADER, property_)) == [value]


def test_creator_is_named(ontology: Graph) -> None:
    assert ontology.value(HEADER, DCTERMS.creator)


def test_it_was_modified_on_or_after_its_creation(ontology: Graph) -> None:
    (modified,) = ontology.objects(HEADER, DCTERMS.modified)
    assert str(ontology.value(HEADER, DCTERMS.created)) <= str(modified)


def test_version_iri_ends_in_the_semantic_version(ontology: Graph) -> None:
    (version,) = ontology.objects(HEADER, OWL.versionInfo)
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(version))
    assert list(ontology.objects(HEADER, OWL.versionIRI)) == [URIRef(f"{HEADER}/{version}")]

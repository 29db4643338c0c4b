"""The concept schemes: labels in six languages, one definition, a place in the hierarchy, no concept lost."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from mlat.graph.namespaces import BASE, ONTOLOGY
from mlat.layout import find_layout

LANGUAGES = {"en", "pt", "zh-Hant", "zh-Hans", "fr", "es"}
TERMS_USED = {f"{ONTOLOGY}rank", f"{ONTOLOGY}hinderedBy"}
LICENCE = URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
FILES = sorted((find_layout().ontology / "schemes").glob("*.ttl"))
PUBLISHED = Path(__file__).parents[1] / "golden" / "concepts.txt"

each_scheme = pytest.mark.parametrize("name", [file.stem for file in FILES])


@cache
def scheme_graph(name: str) -> Graph:
    return Graph().parse(find_layout().ontology / "schemes" / f"{name}.ttl")


@cache
def all_schemes() -> Graph:
    union = Graph()
    for file in FILES:
        union += scheme_graph(file.stem)
    return union


def concepts(name: str) -> list[URIRef]:
    return sorted(c for c in scheme_graph(name).subjects(RDF.type, SKOS.Concept) if isinstance(c, URIRef))


def ancestors(graph: Graph, concept: Node) -> set[Node]:
    """The concepts above this one; holds the concept itself when the hierarchy turns back on it."""
    found: set[Node] = set()
    waiting = list(graph.objects(concept, SKOS.broader))
    while waiting:
        above = waiting.pop()
        if above not in found:
            found.add(above)
            waiting.extend(graph.objects(above, SKOS.broader))
    return found


def by_language(graph: Graph, subject: URIRef, predicate: URIRef) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for label in graph.objects(subject, predicate):
        assert isinstance(label, Literal)
        found.setdefault(label.language or "", []).append(str(label))
    return found


@each_scheme
def test_file_describes_the_scheme_of_its_name(name: str) -> None:
    graph, scheme = scheme_graph(name), URIRef(f"{BASE}{name}")
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    assert set(by_language(graph, scheme, DCTERMS.title)) == LANGUAGES
    assert set(by_language(graph, scheme, DCTERMS.description)) == {"en"}
    assert graph.value(scheme, DCTERMS.license) == LICENCE
    assert graph.value(scheme, RDFS.isDefinedBy) is not None


@each_scheme
def test_concept_has_one_label_in_each_language(name: str) -> None:
    graph = scheme_graph(name)
    for concept in concepts(name):
        preferred = by_language(graph, concept, SKOS.prefLabel)
        assert set(preferred) == LANGUAGES, concept
        assert all(len(labels) == 1 and labels[0].strip() == labels[0] != "" for labels in preferred.values())
        assert by_language(graph, concept, RDFS.label) == preferred, concept


@each_scheme
def test_preferred_labels_name_one_concept_only(name: str) -> None:
    labels = [label for c in concepts(name) for label in scheme_graph(name).objects(c, SKOS.prefLabel)]
    assert len(labels) == len(set(labels))


@each_scheme
def test_alternative_label_differs_from_the_preferred_one(name: str) -> None:
    graph = scheme_graph(name)
    for concept in concepts(name):
        assert not set(graph.objects(concept, SKOS.altLabel)) & set(graph.objects(concept, SKOS.prefLabel))


@each_scheme
def test_concept_has_one_definition_that_no_other_shares(name: str) -> None:
    graph = scheme_graph(name)
    definitions = []
    for concept in concepts(name):
        found = by_language(graph, concept, SKOS.definition)
        assert set(found) == {"en"} and len(found["en"]) == 1, concept
        definitions.append(found["en"][0])
    assert len(definitions) == len(set(definitions))


@each_scheme
def test_definition_is_a_phrase_that_does_not_begin_with_its_label(name: str) -> None:
    graph = scheme_graph(name)
    for concept in concepts(name):
        (definition,) = by_language(graph, concept, SKOS.definition)["en"]
        label = by_language(graph, concept, SKOS.prefLabel)["en"][0]
        assert not definition.lower().startswith(label.lower()), concept
        assert not definition.endswith("."), concept


@each_scheme
def test_notation_is_the_last_segment_of_the_iri(name: str) -> None:
    graph = scheme_graph(name)
    for concept in concepts(name):
        slug = str(concept).removeprefix(f"{BASE}{name}/")
        assert "/" not in slug
        assert list(graph.objects(concept, SKOS.notation)) == [Literal(slug)]
        assert list(graph.objects(concept, SKOS.inScheme)) == [URIRef(f"{BASE}{name}")]


@each_scheme
def test_concept_is_top_or_below_a_top_concept(name: str) -> None:
    graph, scheme = scheme_graph(name), URIRef(f"{BASE}{name}")
    tops = set(graph.objects(scheme, SKOS.hasTopConcept))
    assert tops == set(graph.subjects(SKOS.topConceptOf, scheme))
    for concept in concepts(name):
        above = ancestors(graph, concept)
        assert concept not in above, f"{concept} is broader than itself"
        assert above <= set(concepts(name)), f"{concept} is below a concept that does not exist"
        assert (concept in tops) != bool(above & tops), concept


@each_scheme
def test_related_concepts_exist_say_so_both_ways_and_are_not_above_each_other(name: str) -> None:
    graph = scheme_graph(name)
    for concept, other in graph.subject_objects(SKOS.related):
        assert isinstance(other, URIRef) and isinstance(concept, URIRef)
        assert other in concepts(name)
        assert (other, SKOS.related, concept) in graph, f"{other} does not name {concept}"
        assert other not in ancestors(graph, concept)


@each_scheme
def test_history_names_its_sources(name: str) -> None:
    graph = scheme_graph(name)
    for subject in graph.subjects(SKOS.historyNote):
        assert graph.value(subject, DCTERMS.source) is not None, subject


def test_own_terms_used_are_known() -> None:
    used = {str(p) for p in all_schemes().predicates() if str(p).startswith(ONTOLOGY)}
    assert used == TERMS_USED


def test_every_kind_of_source_has_one_rank() -> None:
    for kind in concepts("source-kind"):
        (rank,) = all_schemes().objects(kind, URIRef(f"{ONTOLOGY}rank"))
        assert isinstance(rank, Literal) and isinstance(rank.value, int) and 1 <= rank.value <= 6


def test_every_path_is_hindered_by_known_obstacles_and_every_obstacle_hinders_one() -> None:
    hindered_by = URIRef(f"{ONTOLOGY}hinderedBy")
    assert all((path, hindered_by, None) in all_schemes() for path in concepts("path"))
    assert set(all_schemes().objects(None, hindered_by)) == set(concepts("obstacle"))


def test_published_concepts_are_still_there_and_new_ones_are_listed() -> None:
    published = PUBLISHED.read_text(encoding="utf-8").splitlines()
    present = sorted(str(c).removeprefix(BASE) for file in FILES for c in concepts(file.stem))
    assert published == sorted(set(published))
    assert present == published

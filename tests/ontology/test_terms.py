"""Every term is there, named, defined and placed, and none that was published has gone."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef

from mlat.graph.namespaces import BASE, ONTOLOGY
from mlat.layout import find_layout

FILE = find_layout().ontology / "mlat.ttl"
PUBLISHED = Path(__file__).parents[1] / "golden" / "terms.txt"

CLASSES = {
    *("Jurisdiction", "State", "DependentTerritory", "SpecialAdministrativeRegion", "HistoricState"),
    *("SupranationalOrganisation", "Instrument", "BilateralInstrument", "MultilateralInstrument"),
    *("Participation", "Suspension", "BindingPeriod", "Provision", "Declaration", "Reservation"),
    *("Authority", "CentralAuthority", "Designation", "Citation", "DomesticLaw", "EntryIntoForceRule"),
    *("Coverage", "Statement", "Source", "Publisher"),
}
PROPERTIES = {
    *("party", "instrument", "signed", "consentKind", "consentDate", "inForceFrom", "inForceUntil"),
    *("providesFor", "refusalGround", "modality", "article", "isoAlpha2", "isoAlpha3", "instrumentKind"),
    *("status", "asOf"),
}
PROPERTY_TYPES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
LANGUAGES = ["en", "es", "fr", "pt", "zh-Hans", "zh-Hant"]

#: Order of predicates within a term; those that are not named here are axioms.
PLACES = {"a": 0, "rdfs:label": 1, "skos:definition": 2, "skos:scopeNote": 3, "skos:example": 3}
AXIOM = 4
LAST = {"rdfs:isDefinedBy": 5}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(FILE)


@pytest.fixture(scope="module")
def terms(ontology: Graph) -> list[URIRef]:
    return sorted({s for s in ontology.subjects() if isinstance(s, URIRef) and s.startswith(ONTOLOGY)})


@pytest.fixture(scope="module")
def classes(ontology: Graph, terms: list[URIRef]) -> list[URIRef]:
    return [term for term in terms if (term, RDF.type, OWL.Class) in ontology]


@pytest.fixture(scope="module")
def properties(terms: list[URIRef], classes: list[URIRef]) -> list[URIRef]:
    return [term for term in terms if term not in classes]


def names(terms: list[URIRef]) -> list[str]:
    return [term.removeprefix(ONTOLOGY) for term in terms]


def english(graph: Graph, subject: URIRef, property_: URIRef) -> list[str]:
    values = (value for value in graph.objects(subject, property_) if isinstance(value, Literal))
    return [str(value) for value in values if value.language == "en"]


def test_classes_that_others_rely_on_exist(classes: list[URIRef]) -> None:
    assert CLASSES - set(names(classes)) == set()


def test_properties_that_others_rely_on_exist(properties: list[URIRef]) -> None:
    assert PROPERTIES - set(names(properties)) == set()


def test_no_published_term_vanished(terms: list[URIRef]) -> None:
    published = PUBLISHED.read_text(encoding="utf-8").split()
    assert set(published) - set(names(terms)) == set(), "a term may be deprecated, never removed"


def test_list_of_published_terms_is_sorted_and_complete(terms: list[URIRef]) -> None:
    assert PUBLISHED.read_text(encoding="utf-8").splitlines() == sorted(names(terms))


def test_every_term_has_one_type(ontology: Graph, terms: list[URIRef]) -> None:
    for term in terms:
        (kind,) = ontology.objects(term, RDF.type)
        assert kind in PROPERTY_TYPES | {OWL.Class}, term


def test_classes_begin_with_a_capital_and_properties_do_not(
    classes: list[URIRef], properties: list[URIRef]
) -> None:
    assert [name for name in names(classes) if not name[0].isupper()] == []
    assert [name for name in names(properties) if not name[0].islower()] == []


@pytest.mark.parametrize("property_", [RDFS.label, SKOS.definition])
def test_every_term_has_one_english_text_without_full_stop(
    ontology: Graph, terms: list[URIRef], property_: URIRef
) -> None:
    for term in terms:
        (text,) = english(ontology, term, property_)
        assert text == text.strip().removesuffix("."), term


@pytest.mark.parametrize("property_", [RDFS.label, SKOS.definition])
def test_english_texts_are_unique(ontology: Graph, terms: list[URIRef], property_: URIRef) -> None:
    counts = Counter(text.lower() for term in terms for text in english(ontology, term, property_))
    assert [text for text, count in counts.items() if count > 1] == []


def test_every_term_says_where_it_is_defined(ontology: Graph, terms: list[URIRef]) -> None:
    for term in terms:
        assert list(ontology.objects(term, RDFS.isDefinedBy)) == [URIRef(f"{BASE}ontology")], term


def test_classes_are_labelled_once_in_every_language(ontology: Graph, classes: list[URIRef]) -> None:
    for term in classes:
        labels = [label for label in ontology.objects(term, RDFS.label) if isinstance(label, Literal)]
        assert sorted(str(label.language) for label in labels) == LANGUAGES, term


@pytest.mark.parametrize(("axiom", "excuse"), [(RDFS.domain, "No domain"), (RDFS.range, "No range")])
def test_properties_have_domain_and_range_or_say_why_not(
    ontology: Graph, properties: list[URIRef], axiom: URIRef, excuse: str
) -> None:
    for term in properties:
        excused = any(str(note).startswith(excuse) for note in ontology.objects(term, SKOS.scopeNote))
        assert len(list(ontology.objects(term, axiom))) == (0 if excused else 1), term


def test_class_definitions_are_not_circular(ontology: Graph, classes: list[URIRef]) -> None:
    for term in classes:
        (label,) = english(ontology, term, RDFS.label)
        (definition,) = english(ontology, term, SKOS.definition)
        assert not re.search(rf"\b{re.escape(label)}\b", definition), term


def test_class_definitions_are_phrases_without_an_article(ontology: Graph, classes: list[URIRef]) -> None:
    for term in classes:
        (definition,) = english(ontology, term, SKOS.definition)
        assert definition.split()[0].islower(), term
        assert definition.split()[0] not in {"a", "an", "the"}, term


def test_subclass_definitions_begin_with_the_parent(ontology: Graph, classes: list[URIRef]) -> None:
    for term in classes:
        for parent in ontology.objects(term, RDFS.subClassOf):
            assert isinstance(parent, URIRef)
            (label,) = english(ontology, parent, RDFS.label)
            assert english(ontology, term, SKOS.definition)[0].startswith(f"{label} "), term


def test_property_definitions_begin_with_a_verb(ontology: Graph, properties: list[URIRef]) -> None:
    for term in properties:
        (definition,) = english(ontology, term, SKOS.definition)
        assert re.match(r"[a-z]+s ", definition), f"{term}: names, gives, says"


def test_domains_ranges_and_parents_are_declared(ontology: Graph) -> None:
    datatypes = (str(XSD), str(RDFS.Literal))
    for axiom in (RDFS.domain, RDFS.range, RDFS.subClassOf):
        for value in ontology.objects(None, axiom):
            assert str(value).startswith(datatypes) or (value, RDF.type, OWL.Class) in ontology, value


def test_foreign_predicates_are_declared_as_annotations(ontology: Graph) -> None:
    built_in = (str(RDF), str(RDFS), str(OWL))
    foreign = {predicate for predicate in ontology.predicates() if not str(predicate).startswith(built_in)}
    assert [name for name in foreign if (name, RDF.type, OWL.AnnotationProperty) not in ontology] == []


def test_blank_nodes_stand_in_axioms_only(ontology: Graph) -> None:
    used = {p for s, p, o in ontology if isinstance(s, BNode) or isinstance(o, BNode)}
    assert used <= {OWL.inverseOf, OWL.members, RDF.first, RDF.rest, RDF.type, RDFS.subPropertyOf}


def test_predicates_stand_in_the_agreed_order() -> None:
    blocks = re.findall(r"^mlat:\w+\n(?: {4}.*\n)+", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert blocks
    for block in blocks:
        places = [(PLACES | LAST).get(name, AXIOM) for name in re.findall(r"^ {4}(\S+)", block, re.MULTILINE)]
        assert places == sorted(places), block.splitlines()[0]

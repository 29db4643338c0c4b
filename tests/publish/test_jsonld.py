"""Framed JSON-LD, read by PyLD with the published context and never with one from elsewhere."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from mlat.graph.loading import load_project
from mlat.graph.namespaces import BASE, DCTERMS, ONTOLOGY, RDF, RDFS, SKOS, XSD
from mlat.graph.rdf_out import write_graph
from mlat.publish.jsonld.context import CONTEXT_ADDRESS, context_document, write_context
from mlat.publish.jsonld.frame import frame_entity
from mlat.publish.jsonld.terms import PARTS, read_terms

GOLDEN = Path(__file__).parents[1] / "golden" / "context.jsonld"
ENTITIES = (
    "instrument/hkg-usa-1997",
    "instrument/coe-030",
    "jurisdiction/HKG",
    "authority/alb-ministry-of-justice",
    "law/hkg-cap-525-usa",
    "refusal",
    "dataset",
)


def load(url: str, options: object) -> dict[str, object]:
    """The only document that may be loaded is the context, and it comes from here."""
    assert url == CONTEXT_ADDRESS
    found = {"document": context_document(), "documentUrl": url, "contextUrl": None}
    return found | {"contentType": "application/ld+json"}


OPTIONS = {"documentLoader": load, "processingMode": "json-ld-1.1"}


def read_triples(document: dict[str, object]) -> set[ox.Triple]:
    """The triples of a document, as PyLD reads it; it must say nothing outside the default graph."""
    text = jsonld.to_rdf(document, {**OPTIONS, "format": "application/n-quads"})
    quads = list(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    assert {quad.graph_name for quad in quads} <= {ox.DefaultGraph()}
    return {quad.triple for quad in quads}


def canonical(triples: Iterable[ox.Triple]) -> list[str]:
    """Triples with canonical names for blank nodes."""
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


@pytest.fixture(scope="module")
def records() -> dict[str, list[ox.Triple]]:
    """The triples of the project by the entity that they belong to, with its parts."""
    found: dict[str, list[ox.Triple]] = {}
    for quad in load_project().inner:
        if isinstance(quad.subject, ox.NamedNode):
            path = quad.subject.value.removeprefix(BASE).split("/")
            found.setdefault("/".join(path[:2]), []).append(quad.triple)
            if len(path) == 2:
                found.setdefault(path[0], []).append(quad.triple)
    return found


@pytest.mark.whole_data
@pytest.mark.parametrize("name", ENTITIES)
def test_a_document_says_exactly_what_the_turtle_says(records, name: str) -> None:
    turtle = write_graph(records[name], ox.RdfFormat.TURTLE)
    expected = [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]
    found = read_triples(frame_entity(records[name], BASE + name))
    assert canonical(found) == canonical(expected)


@pytest.mark.whole_data
def test_every_instrument_says_exactly_its_triples(records) -> None:
    names = [name for name in records if name.startswith("instrument/")]
    small = [name for name in names if len(records[name]) < 150]
    for name in small:
        assert read_triples(frame_entity(records[name], BASE + name)) == set(records[name]), name
    assert len(small) > 300


@pytest.mark.whole_data
def test_parts_stand_inside_their_instrument(records) -> None:
    document = frame_entity(records["instrument/hkg-usa-1997"], f"{BASE}instrument/hkg-usa-1997")
    assert list(document)[:4] == ["@context", "id", "type", "label"]
    assert document["@context"] == CONTEXT_ADDRESS
    assert [party["party"][-3:] for party in document["participations"]] == ["HKG", "USA"]
    assert document["participations"][0]["bindingPeriods"][0]["earliestUntil"] == "2020-08-20"
    assert document["suspensions"][0]["suspendedFrom"] == "2020-08-20"
    assert (document["status"], document["signed"]) == ("suspended", "1997-04-15")
    assert "included" not in document


@pytest.mark.whole_data
def test_no_document_of_the_project_needs_a_key_outside_the_context(records) -> None:
    known = set(context_document()["@context"])
    for name, triples in records.items():
        if name.partition("/")[0] in ("instrument", "jurisdiction", "authority", "law", "designation"):
            assert keys_of(frame_entity(triples, BASE + name)) <= known | {"@context"}, name


def keys_of(value: object) -> set[str]:
    """All keys of objects; those of maps by language are none."""
    if isinstance(value, list):
        return set().union(*map(keys_of, value))
    if not isinstance(value, dict):
        return set()
    texts = {term.key for term in read_terms().properties if term.text}
    return set(value).union(*(keys_of(inner) for key, inner in value.items() if key not in texts))


@pytest.mark.whole_data
def test_a_key_has_values_of_one_shape_in_all_documents(records) -> None:
    shapes: dict[str, set[type]] = {}

    def look(value: object) -> None:
        for inner in value if isinstance(value, list) else []:
            look(inner)
        for key, inner in value.items() if isinstance(value, dict) else []:
            shapes.setdefault(key, set()).add(type(inner))
            look(inner)

    texts = {term.key for term in read_terms().properties if term.text}
    for name, triples in records.items():
        if name.startswith(("instrument/", "jurisdiction/", "authority/", "law/")):
            look(frame_entity(triples, BASE + name))
    mixed = {key for key, found in shapes.items() if len(found) > 1 and key not in texts}
    # The language codes under texts are looked at as well: a language has a text, or several.
    assert {key for key in mixed if len(key) > 2 and "-" not in key} <= {"@none", "statedValue"}


@pytest.mark.whole_data
@pytest.mark.parametrize("name", ENTITIES)
def test_the_playgrounds_algorithms_go_through(records, name: str) -> None:
    document = frame_entity(records[name], BASE + name)
    expanded = jsonld.expand(document, OPTIONS)
    compacted = jsonld.compact(expanded, CONTEXT_ADDRESS, OPTIONS)
    flattened = jsonld.flatten(document, CONTEXT_ADDRESS, OPTIONS)
    expected = canonical(read_triples(document))
    assert canonical(read_triples(compacted)) == expected
    assert canonical(read_triples(flattened)) == expected


def test_the_published_context_is_the_approved_one() -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_bytes(write_context())
    assert write_context() == GOLDEN.read_bytes()


def test_no_slug_is_the_key_that_it_is_a_value_of() -> None:
    terms = read_terms()
    assert "authority" in terms.shared_slugs("declaration-kind")
    assert not [term for term in terms.properties if term.key in terms.slugs.get(term.scheme, ())]


def test_a_key_means_one_thing() -> None:
    terms = read_terms()
    keys = [term.key for term in terms.properties] + [part.key for part in PARTS] + [*terms.classes.values()]
    assert {key: count for key, count in Counter(keys).items() if count > 1} == {}


def test_every_property_of_the_ontology_has_a_key() -> None:
    text = (Path(__file__).parents[2] / "ontology" / "mlat.ttl").read_text(encoding="utf-8")
    declared = {
        block.split()[0].removeprefix("mlat:")
        for block in text.split("\n\n")
        if block.startswith("mlat:") and "Property ;" in block
    }
    assert declared - {term.iri.removeprefix(ONTOLOGY) for term in read_terms().properties} == set()


def triples(text: str) -> list[ox.Triple]:
    prefixes = f"PREFIX : <{BASE}> PREFIX mlat: <{ONTOLOGY}> PREFIX xsd: <{XSD}> PREFIX rdfs: <{RDFS}>\n"
    return [quad.triple for quad in ox.parse(prefixes + text, format=ox.RdfFormat.TURTLE)]


def test_a_partial_date_has_a_key_of_its_own() -> None:
    found = frame_entity(
        triples(':a mlat:signed "2018"^^xsd:gYear , "2018-05"^^xsd:gYearMonth .'), f"{BASE}a"
    )
    assert (found["signedYear"], found["signedMonth"]) == ("2018", "2018-05")
    assert "signed" not in found


def test_a_slug_that_is_also_a_key_stays_a_concept() -> None:
    given = triples("<a:b> mlat:declarationKind <https://w3id.org/mlat/declaration-kind/authority> .")
    document = frame_entity(given, "a:b")
    assert document["declarationKind"] == "authority"
    assert read_triples(document) == set(given)


def test_a_concept_of_another_scheme_keeps_its_whole_name() -> None:
    given = triples(f":a mlat:status <{BASE}refusal/x> , <http://example.org/status> .")
    document = frame_entity(given, f"{BASE}a")
    assert document["status"] == ["http://example.org/status", f"{BASE}refusal/x"]
    assert read_triples(document) == set(given)


def test_a_property_of_nobody_and_a_type_of_nobody_are_kept() -> None:
    given = triples(
        '<http://x.org/a> <http://x.org/p#q> "1"^^<http://x.org/t> ; mlat:unMember "yes"^^xsd:boolean .'
    )
    document = frame_entity(given, "http://x.org/a")
    assert document["http://x.org/p#q"] == [{"@value": "1", "@type": "http://x.org/t"}]
    assert read_triples(document) == set(given)


def test_what_is_no_part_is_included() -> None:
    given = triples(':a mlat:partOf :b . :b rdfs:label "B"@en .')
    document = frame_entity(given, f"{BASE}a")
    assert document["partOf"] == f"{BASE}b"
    assert document["included"] == [{"id": f"{BASE}b", "label": {"en": "B"}}]


def test_records_that_are_parts_of_each_other_do_not_lose_each_other() -> None:
    given = triples(
        "<x:s> a mlat:Statement ; mlat:about <x:t> . <x:t> a mlat:Statement ; mlat:about <x:s> ."
        "<x:r> a mlat:State ."
    )
    assert read_triples(frame_entity(given, "x:r")) == set(given)
    assert read_triples(frame_entity(given, "x:s")) == set(given)


NODES = st.sampled_from([ox.NamedNode(f"{BASE}{name}") for name in ("a", "a/b", "status/in-force", "party")])
BLANK = st.sampled_from([ox.BlankNode("b0"), ox.BlankNode("b1")])
PREDICATES = st.sampled_from(
    [ox.NamedNode(term.iri) for term in read_terms().properties]
    + [
        ox.NamedNode(name)
        for name in ("http://example.org/p", f"{RDF}value", f"{SKOS}member", f"{DCTERMS}type")
    ]
)
CLASSES = st.sampled_from(
    [ox.NamedNode(name) for name in (*read_terms().classes, "http://example.org/Class")]
)
TYPES = ("date", "gYear", "gYearMonth", "integer", "boolean", "decimal", "dayTimeDuration", "anyURI")
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
LITERALS = st.one_of(
    TEXTS.map(ox.Literal),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["en", "zh-hant"])),
    st.builds(
        lambda text, name: ox.Literal(text, datatype=ox.NamedNode(f"{XSD}{name}")),
        st.sampled_from(["1", "01", "true", "TRUE", "2018", "2018-05", "2018-05-03", "-5", "P1D", "9" * 20]),
        st.sampled_from(TYPES),
    ),
)
TRIPLES = st.one_of(
    st.builds(ox.Triple, st.one_of(NODES, BLANK), PREDICATES, st.one_of(NODES, BLANK, LITERALS)),
    st.builds(ox.Triple, st.one_of(NODES, BLANK), st.just(ox.NamedNode(f"{RDF}type")), CLASSES),
)


@settings(deadline=None)
@given(st.lists(TRIPLES, max_size=12))
def test_any_triples_come_back_as_they_were(given_triples: list[ox.Triple]) -> None:
    document = json.loads(json.dumps(frame_entity(given_triples, f"{BASE}a")))
    assert canonical(read_triples(document)) == canonical(given_triples)

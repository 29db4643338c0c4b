"""Answers as bytes, read back by parsers of others where there are any."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib

from mlat.errors import UnknownName
from mlat.graph.formats import FORMATS, AnswerKind, Format, formats_for, named_format
from mlat.graph.store import Store

SELECT = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?label ?none { <jurisdiction/HKG> rdfs:label ?label } ORDER BY ?label
"""
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } "
#: Without graph names, TriG is Turtle and N-Quads are N-Triples.
RDFLIB = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml", "trig": "turtle", "nq": "nt"}
#: Without those for people.
RDF = [form for form in formats_for(AnswerKind.GRAPH) if form.iri]


def written(store: Store, query: str, kind: AnswerKind, name: str) -> bytes:
    return store.evaluate(query, named_format(kind, name))


def test_results_in_json(store: Store) -> None:
    found = json.loads(written(store, SELECT, AnswerKind.RESULTS, "json"))
    assert found["head"]["vars"] == ["label", "none"]
    assert found["results"]["bindings"][1]["label"] == {"type": "literal", "value": "香港", "xml:lang": "zh"}


def test_results_in_csv_have_crlf_and_no_terms(store: Store) -> None:
    assert (
        written(store, SELECT, AnswerKind.RESULTS, "csv") == "label,none\r\nHong Kong,\r\n香港,\r\n".encode()
    )


def test_csv_quotes_are_doubled(store: Store) -> None:
    query = 'SELECT ?x { VALUES ?x { "a,\\"b\\"\\nc" } }'
    text = written(store, query, AnswerKind.RESULTS, "csv").decode()
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["x"], ['a,"b"\nc']]


def test_results_in_tsv_are_terms(store: Store) -> None:
    assert written(store, SELECT, AnswerKind.RESULTS, "tsv").decode().splitlines()[1] == '"Hong Kong"@en\t'


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_yes_and_no_can_be_written_in_every_format_of_results(store: Store, name: str) -> None:
    assert b"true" in written(store, "ASK {}", AnswerKind.BOOLEAN, name)
    assert b"false" in written(store, "ASK { FILTER(false) }", AnswerKind.BOOLEAN, name)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("form", RDF, ids=lambda form: form.suffix)
def test_graphs_are_read_back_by_rdflib(store: Store, form: Format) -> None:
    graph = rdflib.Graph()
    graph.parse(data=store.evaluate(CONSTRUCT, form), format=RDFLIB[form.suffix])
    assert len(graph) == store.size


def test_graphs_are_sorted_without_repeats_and_with_the_prefixes_in_use(store: Store) -> None:
    text = written(store, "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t ; ?p ?o }", AnswerKind.GRAPH, "ttl").decode()
    assert text.count("<https://w3id.org/mlat/jurisdiction/FRA> a mlat:State .") == 1
    assert "@prefix mlat:" in text
    assert "@prefix sh:" not in text


def test_an_unknown_format_is_named_with_those_on_offer() -> None:
    with pytest.raises(UnknownName, match="json, xml, csv, tsv"):
        named_format(AnswerKind.RESULTS, "ttl")


def test_two_formats_never_share_a_suffix_or_an_iri() -> None:
    assert len({form.suffix for form in FORMATS}) == len(FORMATS)
    iris = [form.iri for form in FORMATS if form.iri]
    assert len(set(iris)) == len(iris)


@pytest.mark.parametrize("kind", AnswerKind)
def test_names_and_media_types_of_a_kind_mean_one_format(kind: AnswerKind) -> None:
    for given in ("names", "media_types"):
        told = [name for form in formats_for(kind) for name in getattr(form, given)]
        assert len(set(told)) == len(told)


def test_results_in_xml(store: Store) -> None:
    root = ElementTree.fromstring(written(store, SELECT, AnswerKind.RESULTS, "xml"))
    names = [node.get("name") for node in root.iter("{http://www.w3.org/2005/sparql-results#}variable")]
    assert names == ["label", "none"]


def test_tsv_has_variables_in_its_head(store: Store) -> None:
    assert written(store, SELECT, AnswerKind.RESULTS, "tsv").startswith(b"?label\t?none\n")


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv", "html"])
def test_columns_come_in_the_order_of_the_select_clause(store: Store, name: str) -> None:
    for query in ("SELECT ?zz ?aa ?mm { ?aa ?zz ?mm } LIMIT 1", "SELECT * { ?zz ?aa ?mm } LIMIT 1"):
        text = written(store, query, AnswerKind.RESULTS, name).decode()
        head = text[: text.index("mm")]
        assert 0 <= head.index("zz") < head.index("aa")


@pytest.mark.parametrize(
    "term",
    ['"2000-12"^^xsd:gYearMonth', '"1999"^^xsd:gYear', '"2000-01-21"^^xsd:date',
     '"P30D"^^xsd:dayTimeDuration', '"P3M"^^xsd:yearMonthDuration', '"007"', '"a"@en-GB',
     '"true"^^xsd:boolean', '"12"^^xsd:integer'],
)  # fmt: skip
def test_literals_come_out_as_the_data_wrote_them(term: str) -> None:
    text = f"@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . <x:s> <x:p> {term} ."
    inner = ox.Store()
    inner.load(text, format=ox.RdfFormat.TURTLE)
    (line,) = written(Store(inner), CONSTRUCT, AnswerKind.GRAPH, "nt").decode().splitlines()
    written_form = term.split("^^")[0].split("@")[0]
    assert written_form in line


@pytest.mark.parametrize(
    ("data", "engine"),
    [("01", "1"), ("+5", "5")],
)
def test_numbers_lose_forms_that_mean_the_same(data: str, engine: str) -> None:
    """What the engine does; the documentation says so, and dumps are made from the files."""
    inner = ox.Store()
    inner.load(
        f'<x:s> <x:p> "{data}"^^<http://www.w3.org/2001/XMLSchema#integer> .', format=ox.RdfFormat.TURTLE
    )
    assert f'"{engine}"^^'.encode() in written(Store(inner), CONSTRUCT, AnswerKind.GRAPH, "nt")


@pytest.mark.parametrize("kind", AnswerKind)
def test_formats_refuse_answers_of_another_kind(store: Store, kind: AnswerKind) -> None:
    query = "ASK {}" if kind is AnswerKind.GRAPH else CONSTRUCT
    assert formats_for(kind)[0].iri
    with pytest.raises(TypeError):
        formats_for(kind)[0].write(store.query(query))


def test_media_types_are_those_of_the_engine() -> None:
    for form in RDF:
        known = ox.RdfFormat.from_media_type(form.media_type)
        assert known is not None and form.media_type == known.media_type

"""Answers as bytes, read back by parsers of others where there are any."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
import rdflib

from mlat.errors import UnknownName
from mlat.graph.formats import AnswerKind, Format, formats_for, named_format
from mlat.graph.store import Store

SELECT = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?label ?none { <jurisdiction/HKG> rdfs:label ?label } ORDER BY ?label
"""
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } "
#: Without graph names, TriG is Turtle and N-Quads are N-Triples.
RDFLIB = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml", "trig": "turtle", "nq": "nt"}


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
@pytest.mark.parametrize("form", formats_for(AnswerKind.GRAPH), ids=lambda form: form.suffix)
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


@pytest.mark.parametrize("kind", AnswerKind)
def test_formats_refuse_answers_of_another_kind(store: Store, kind: AnswerKind) -> None:
    query = "ASK {}" if kind is AnswerKind.GRAPH else CONSTRUCT
    with pytest.raises(TypeError):
        formats_for(kind)[0].write(store.query(query))


def test_media_types_are_those_of_the_engine() -> None:
    for form in formats_for(AnswerKind.GRAPH):
        known = ox.RdfFormat.from_media_type(form.media_type)
        assert known is not None and form.media_type == known.media_type

"""Clients that nobody here wrote, against a real server process."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from xml.dom.minidom import Document

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

SPARQLWrapper = pytest.importorskip("SPARQLWrapper")

P = "https://example.org/p"
SELECT = f"SELECT ?o {{ ?s <{P}> ?o }}"
CONSTRUCT = f"CONSTRUCT WHERE {{ ?s <{P}> ?o }}"
NAMED = f"SELECT ?o {{ GRAPH ?g {{ ?s <{P}> ?o }} }} ORDER BY ?o"


def wrapper(server: str, query: str, form: str, method: str, way: str) -> object:
    client = SPARQLWrapper.SPARQLWrapper(server)
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(method)
    client.setRequestMethod(way)
    return client.query().convert()


WAYS = [("GET", "urlencoded"), ("POST", "urlencoded"), ("POST", "postdirectly")]


@pytest.mark.parametrize(("method", "way"), WAYS)
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper_select(server: str, method: str, way: str, form: str) -> None:
    found = wrapper(server, SELECT, form, method, way)
    if isinstance(found, dict):
        assert found["results"]["bindings"][0]["o"]["value"] == "default"
    else:
        assert "default" in (found.toxml() if isinstance(found, Document) else str(found))


@pytest.mark.parametrize(("method", "way"), WAYS)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_sparqlwrapper_ask_false(server: str, method: str, way: str, form: str) -> None:
    found = wrapper(server, "ASK { FILTER(false) }", form, method, way)
    if isinstance(found, dict):
        assert found["boolean"] is False
    else:
        assert isinstance(found, Document) and "false" in found.toxml()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize(("method", "way"), WAYS)
@pytest.mark.parametrize("form", ["turtle", "xml", "rdf+xml", "json-ld", "n3"])
@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE <https://example.org/s>"])
def test_sparqlwrapper_graphs(server: str, query: str, method: str, way: str, form: str) -> None:
    found = wrapper(server, query, form, method, way)
    if isinstance(found, bytes):
        found = rdflib.Graph().parse(data=found, format="turtle")
    assert isinstance(found, rdflib.Graph)
    assert [str(value) for value in found.objects(None, rdflib.URIRef(P))] == ["default"]


def test_sparqlwrapper_dataset_and_errors(server: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(server, defaultGraph="https://example.org/g1")
    client.setQuery(SELECT)
    client.setReturnFormat("json")
    assert client.queryAndConvert()["results"]["bindings"][0]["o"]["value"] == "one"
    client.setQuery("SELECT * { ?s ?p }")
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed, match="line 1, column 18"):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv"])
def test_rdflib_store(server: str, method: str, form: str) -> None:
    store = SPARQLStore(server, method=method, returnFormat=form)
    graph = rdflib.Graph(store)
    assert [str(row[0]) for row in graph.query(SELECT)] == ["default"]
    if form != "csv":
        assert graph.query("ASK { FILTER(false) }").askAnswer is False
    if form == "xml":
        assert len(list(graph.query(CONSTRUCT))) == 1
    assert [str(o) for o in graph.objects(None, rdflib.URIRef(P))] == ["default"]


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_store_with_a_dataset(server: str, method: str) -> None:
    store = SPARQLStore(server, method=method)
    rows = store.query(SELECT, queryGraph="https://example.org/g2")
    assert [str(row[0]) for row in rows] == ["two"]


def test_rdflib_reads_a_graph_from_its_address(server: str) -> None:
    address = server.replace("/sparql", "/store?graph=https%3A%2F%2Fexample.org%2Fg1")
    assert len(rdflib.Graph().parse(address)) == 1
    assert len(rdflib.Graph().parse(server)) > 5


CURL = shutil.which("curl")


def curl(*arguments: str) -> bytes:
    assert CURL
    command = [CURL, "--silent", "--show-error", "--max-time", "10", *arguments]
    return subprocess.run(command, capture_output=True, check=True, timeout=15).stdout


@pytest.mark.skipif(CURL is None, reason="curl is not installed")
class TestCurl:
    """What people type."""

    def test_post(self, server: str) -> None:
        found = json.loads(curl(server, "--data-urlencode", f"query={SELECT}"))
        assert found["results"]["bindings"][0]["o"]["value"] == "default"

    def test_get_in_a_format(self, server: str) -> None:
        found = curl("--get", server, "--data-urlencode", f"query={NAMED}", "-H", "Accept: text/csv")
        assert found == b"o\r\none\r\ntwo\r\n"

    def test_the_method_query(self, server: str) -> None:
        headers = ["-H", "Content-Type: application/sparql-query", "-H", "Accept: text/csv"]
        assert curl("-X", "QUERY", server, *headers, "--data-binary", SELECT) == b"o\r\ndefault\r\n"

    def test_a_coded_answer(self, server: str) -> None:
        query = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
        asked = ["--get", server, "--data-urlencode", f"query={query}", "-H", "Accept: text/csv"]
        plain, coded = curl(*asked), curl("--compressed", "-H", "Accept-Encoding: gzip", *asked)
        assert plain == coded
        answer = curl("--include", "-H", "Accept-Encoding: gzip", *asked).lower()
        assert b"content-encoding: gzip\r\n" in answer

    def test_a_kept_answer(self, server: str) -> None:
        asked = ["--get", server, "--data-urlencode", "query=ASK {}", "-D", "-"]
        lines = curl(*asked).decode("latin-1").split("\r\n")
        tag = next(line.split(": ", 1)[1] for line in lines if line.lower().startswith("etag:"))
        assert b" 304 " in curl(*asked, "-H", f"If-None-Match: {tag}").splitlines()[0]

    def test_head_and_other_methods(self, server: str) -> None:
        assert b" 200 " in curl("--head", f"{server}?query=ASK+%7B%7D").splitlines()[0]
        put = curl("-X", "PUT", server, "-D", "-")
        assert b" 405 " in put.splitlines()[0] and b"allow: get" in put.lower()

    def test_a_dump(self, server: str) -> None:
        address = server.replace("/sparql", "/store?default&format=nt")
        assert b'"default"' in curl(address)


def test_pandas_like_readers_get_csv(server: str, environment: dict[str, str]) -> None:
    """What a reader of CSV from an address sends is what Python's own client sends."""
    code = (
        "import csv, io, sys, urllib.request as r, urllib.parse as p;"
        "parameters = p.urlencode({'query': sys.argv[2], 'format': 'csv'});"
        "text = r.urlopen(sys.argv[1] + '?' + parameters, timeout=9);"
        "print(list(csv.reader(io.TextIOWrapper(text, 'utf-8', newline=''))))"
    )
    command = [sys.executable, "-c", code, server, SELECT]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=True)
    assert done.stdout.strip() == "[['o'], ['default']]"

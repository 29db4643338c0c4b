"""The 34 tests of the W3C suite ``sparql11/protocol``, by their names.

A read-only endpoint passes those of queries and of faults; an update that the suite wants done is refused.
"""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

QUERY, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
UPDATE = "application/sparql-update"
G1, G2 = "https://example.org/g1", "https://example.org/g2"
RESULTS = {
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/tab-separated-values",
    "text/csv",
}
GRAPHS = {"application/rdf+xml", "text/turtle", "application/n-triples"}
DATASET_QUERY = f"ASK {{ <https://example.org/s> ?p ?o FILTER(?o IN ('one', 'two')) }} # {G1}"
NAMED_QUERY = "ASK { GRAPH ?g { <https://example.org/s> ?p 'two' } }"

INSERT = "INSERT { <https://example.org/s> ?p 'new' } WHERE { ?s ?p 'one' }"
WITH = f"WITH <{G1}> {INSERT}"


def said(response: TestResponse) -> bool:
    assert response.status_code == 200, response.text
    answer: bool = json.loads(response.data)["boolean"]
    return answer


@pytest.mark.parametrize(
    ("name", "method", "address", "content_type", "body"),
    [
        ("bad_query_method", "PUT", "?query=ASK%20%7B%7D", None, b""),
        ("bad_multiple_queries", "GET", "?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", None, b""),
        ("bad_query_wrong_media_type", "POST", "", "text/plain", b"ASK {}"),
        ("bad_query_missing_form_type", "POST", "", None, b"query=ASK%20%7B%7D"),
        ("bad_query_missing_direct_type", "POST", "", None, b"ASK {}"),
        ("bad_query_non_utf8", "POST", "", f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16")),
        ("bad_query_syntax", "GET", "?query=ASK%20%7B", None, b""),
        ("bad_update_get", "GET", "?update=CLEAR%20ALL", None, b""),
        ("bad_multiple_updates", "POST", "", FORM, b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"),
        ("bad_update_wrong_media_type", "POST", "", "text/plain", b"CLEAR NAMED"),
        ("bad_update_missing_form_type", "POST", "", None, b"update=CLEAR%20NAMED"),
        ("bad_update_non_utf8", "POST", "", f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16")),
        ("bad_update_syntax", "POST", "", FORM, b"update=CLEAR%20XYZ"),
        ("bad_update_dataset_conflict", "POST", f"?using-named-graph-uri={quote(G1)}", UPDATE, WITH.encode()),
    ],
)
def test_negative(
    client: FlaskClient, name: str, method: str, address: str, content_type: str | None, body: bytes
) -> None:
    response = client.open(f"/sparql{address}", method=method, data=body, content_type=content_type)
    assert 400 <= response.status_code < 500, name


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("dataset_default_graph", [("using-graph-uri", G1)]),
        ("dataset_default_graphs", [("using-graph-uri", G1), ("using-graph-uri", G2)]),
        ("dataset_named_graphs", [("using-named-graph-uri", G1), ("using-named-graph-uri", G2)]),
        ("dataset_full", [("using-graph-uri", G1), ("using-named-graph-uri", G2)]),
        ("post_form", []),
        ("post_direct", []),
        ("base_uri", []),
    ],
)
def test_update_is_refused(client: FlaskClient, name: str, parameters: list[tuple[str, str]]) -> None:
    text = f"BASE <https://example.org/> {INSERT}" if name == "base_uri" else INSERT
    if name == "post_direct":
        response = client.post("/sparql", data=text, content_type=UPDATE)
    else:
        response = client.post("/sparql", data=urlencode([("update", text), *parameters]), content_type=FORM)
    assert response.status_code == 403
    assert not said(client.get("/sparql", query_string={"query": "ASK { ?s ?p 'new' }"}))


def test_query_post_form(client: FlaskClient) -> None:
    assert said(client.post("/sparql", data=b"query=ASK%20%7B%7D", content_type=FORM))


def test_query_post_direct(client: FlaskClient) -> None:
    assert said(client.post("/sparql", data=b"ASK {}", content_type=QUERY))


def test_query_get(client: FlaskClient) -> None:
    assert said(client.get("/sparql?query=ASK%20%7B%7D"))


@pytest.mark.parametrize("graphs", [[G1], [G1, G2]], ids=["default_graph", "default_graphs"])
def test_query_dataset_default_graphs(client: FlaskClient, graphs: list[str]) -> None:
    parameters = [("default-graph-uri", graph) for graph in graphs]
    assert said(client.get("/sparql", query_string=[("query", DATASET_QUERY), *parameters]))
    form = urlencode([("query", DATASET_QUERY), *parameters])
    assert said(client.post("/sparql", data=form, content_type=FORM))
    where = f"/sparql?{urlencode(parameters)}"
    assert said(client.post(where, data=DATASET_QUERY, content_type=QUERY))
    assert not said(client.get("/sparql", query_string={"query": DATASET_QUERY}))


def test_query_dataset_named_graphs(client: FlaskClient) -> None:
    parameters = [("named-graph-uri", graph) for graph in (G1, G2)]
    assert said(client.get("/sparql", query_string=[("query", NAMED_QUERY), *parameters]))
    form = urlencode([("query", NAMED_QUERY), *parameters])
    assert said(client.post("/sparql", data=form, content_type=FORM))
    assert said(client.post(f"/sparql?{urlencode(parameters)}", data=NAMED_QUERY, content_type=QUERY))
    assert not said(client.get("/sparql", query_string=[("query", NAMED_QUERY), parameters[0]]))


def test_query_dataset_full(client: FlaskClient) -> None:
    query = "ASK { ?s ?p 'one' . GRAPH ?g { ?s ?p 'two' } }"
    parameters = {"default-graph-uri": G1, "named-graph-uri": G2}
    assert said(client.get("/sparql", query_string={"query": query, **parameters}))
    assert said(client.post("/sparql", data={"query": query, **parameters}))


def test_query_multiple_dataset(client: FlaskClient) -> None:
    """The dataset of the protocol wins over the one of the query."""
    query = f"ASK FROM <{G2}> {{ ?s ?p 'one' }}"
    assert said(client.post("/sparql", data={"query": query, "default-graph-uri": G1}))
    assert not said(client.post("/sparql", data={"query": query}))


@pytest.mark.parametrize(
    ("query", "types"),
    [
        ("SELECT (1 AS ?value) {}", RESULTS),
        ("ASK {}", RESULTS),
        ("DESCRIBE <http://example.org/>", GRAPHS),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", GRAPHS),
    ],
)
def test_query_content_type(client: FlaskClient, query: str, types: set[str]) -> None:
    for media_type in sorted(types):
        response = client.get(f"/sparql?query={quote(query)}", headers={"Accept": media_type})
        assert (response.status_code, response.mimetype) == (200, media_type)
    response = client.post("/sparql", data=query, content_type=QUERY)
    assert response.mimetype in types

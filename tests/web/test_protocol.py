"""The SPARQL 1.1 Protocol over HTTP; the names follow those of Oxigraph's own tests."""

from __future__ import annotations

import gzip
import json
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mlat.graph.formats import AnswerKind, formats_for
from mlat.web.protocol import METHODS

ALL = "SELECT ?o { ?s <https://example.org/p> ?o } ORDER BY ?o"
NAMED = "SELECT ?o { GRAPH ?g { ?s <https://example.org/p> ?o } } ORDER BY ?o"
QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
G1, G2 = "https://example.org/g1", "https://example.org/g2"


def get(client: FlaskClient, query: str, accept: str | None = None, **parameters: str) -> TestResponse:
    headers = {"Accept": accept} if accept is not None else {}
    return client.get("/sparql", query_string={"query": query, **parameters}, headers=headers)


def values(response: TestResponse) -> list[str]:
    assert response.status_code == 200, response.text
    return [row["o"]["value"] for row in json.loads(response.data)["results"]["bindings"]]


def test_get_query(client: FlaskClient) -> None:
    response = get(client, ALL)
    assert values(response) == ["default"]
    assert response.content_type == "application/sparql-results+json"


def test_get_query_accept_star(client: FlaskClient) -> None:
    assert get(client, ALL, "*/*").content_type == "application/sparql-results+json"
    assert get(client, "DESCRIBE <x:y>", "*/*").content_type == "text/turtle; charset=utf-8"


def test_get_query_accept_good(client: FlaskClient) -> None:
    response = get(client, ALL, "text/csv")
    assert (response.content_type, response.data) == ("text/csv; charset=utf-8", b"o\r\ndefault\r\n")


def test_get_query_accept_specific_exclusion(client: FlaskClient) -> None:
    response = get(client, ALL, "application/sparql-results+json;q=0, */*")
    assert response.content_type == "application/sparql-results+xml"


def test_get_query_accept_bad(client: FlaskClient) -> None:
    response = get(client, ALL, "image/png")
    assert response.status_code == 406
    assert "application/sparql-results+json" in response.text


@pytest.mark.parametrize("name", ["format", "output", "results"])
def test_get_query_format_by_name(client: FlaskClient, name: str) -> None:
    assert get(client, ALL, "image/png", **{name: "csv"}).content_type.startswith("text/csv")
    assert get(client, ALL, "text/csv", **{name: "n3"}).content_type.startswith("text/csv")
    assert get(client, ALL, "text/csv", **{name: "no-such"}).content_type.startswith("text/csv")
    by_type = get(client, ALL, "image/png", **{name: "application/sparql-results+xml"})
    assert by_type.content_type == "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("query", "kind"),
    [(ALL, AnswerKind.RESULTS), ("ASK {}", AnswerKind.BOOLEAN), ("DESCRIBE <x:y>", AnswerKind.GRAPH)],
)
def test_every_format_is_given_under_each_of_its_types(
    client: FlaskClient, query: str, kind: AnswerKind
) -> None:
    for form in formats_for(kind):
        for media_type in form.media_types:
            response = get(client, query, media_type)
            assert (response.status_code, response.mimetype) == (200, media_type)
        for name in form.names:
            assert get(client, query, "image/png", format=name).mimetype == form.media_type


@pytest.mark.parametrize(
    "accept", ["text/*, application/sparql-results+json;q=0", "text/csv, */*;q=0.1", "*"]
)
def test_get_query_accept_ranges(client: FlaskClient, accept: str) -> None:
    assert get(client, ALL, accept).status_code == 200


def test_answers_have_a_name_for_their_file(client: FlaskClient) -> None:
    response = get(client, ALL, format="csv")
    assert response.headers["Content-Disposition"] == 'inline; filename="answer.csv"'


def test_answers_lead_to_the_description(client: FlaskClient) -> None:
    assert get(client, ALL).headers["Link"] == '</sparql>; rel="service-desc"'


def test_get_query_accept_graph(client: FlaskClient) -> None:
    response = get(client, "CONSTRUCT WHERE { ?s <https://example.org/p> ?o }", "application/n-triples")
    assert response.data == b'<https://example.org/s> <https://example.org/p> "default" .\n'


def test_get_ask_query(client: FlaskClient) -> None:
    assert json.loads(get(client, "ASK { FILTER(false) }").data) == {"head": {}, "boolean": False}


def test_head_query(client: FlaskClient) -> None:
    response = client.head("/sparql", query_string={"query": ALL})
    full = get(client, ALL)
    assert (response.status_code, response.data) == (200, b"")
    assert response.headers["Content-Length"] == full.headers["Content-Length"]
    assert response.content_type == full.content_type


def test_post_query(client: FlaskClient) -> None:
    assert values(client.post("/sparql", data=ALL, content_type=QUERY)) == ["default"]


def test_post_query_with_charset(client: FlaskClient) -> None:
    assert values(client.post("/sparql", data=ALL, content_type=f"{QUERY}; charset=UTF-8")) == ["default"]


def test_post_query_urlencoded(client: FlaskClient) -> None:
    assert values(client.post("/sparql", data={"query": ALL})) == ["default"]


@pytest.mark.parametrize("text", ["a+b %41 é香", "100%"])
def test_parameters_are_decoded_once(client: FlaskClient, text: str) -> None:
    query = f"SELECT ('{text}' AS ?o) {{}}"
    assert values(get(client, query)) == [text]
    assert values(client.post("/sparql", data={"query": query})) == [text]
    raw = "/sparql?query=" + quote(query, safe="é香 ").replace(" ", "+")
    assert values(client.get(raw)) == [text]


def test_get_query_default_graph(client: FlaskClient) -> None:
    assert values(get(client, ALL, **{"default-graph-uri": G1})) == ["one"]


def test_get_query_named_graph(client: FlaskClient) -> None:
    assert values(get(client, NAMED, **{"named-graph-uri": G2})) == ["two"]
    assert values(get(client, ALL, **{"named-graph-uri": G2})) == []


def test_post_query_with_the_dataset_in_the_address(client: FlaskClient) -> None:
    where = "/sparql?" + urlencode([("default-graph-uri", G1), ("default-graph-uri", G2)])
    assert values(client.post(where, data=ALL, content_type=QUERY)) == ["one", "two"]


def test_post_query_urlencoded_with_the_dataset_in_the_form(client: FlaskClient) -> None:
    data = {"query": NAMED, "default-graph-uri": G1, "named-graph-uri": [G1, G2]}
    assert values(client.post("/sparql", data=data)) == ["one", "two"]


def test_the_dataset_of_the_protocol_wins_over_from(client: FlaskClient) -> None:
    query = ALL.replace("{", f"FROM <{G2}> {{", 1)
    assert values(get(client, query, **{"default-graph-uri": G1})) == ["one"]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/sparql?query=", "empty"),
        ("/sparql?query=%20", "empty"),
        ("/sparql?query=ASK+{}&query=ASK+{}", "2 are given"),
        ("/sparql?default-graph-uri=x:y", "missing"),
        ("/sparql?query=%FF", "UTF-8"),
        ("/sparql?query=ASK+{}&default-graph-uri=relative", "absolute IRI"),
        ("/sparql?" + "a=1&" * 1001, "too many"),
    ],
)
def test_get_bad_request(client: FlaskClient, address: str, message: str) -> None:
    response = client.get(address)
    assert (response.status_code, message in response.text) == (400, True)


@pytest.mark.parametrize("data", [b"", b"query=", b"q=ASK+{}", b"query=ASK+{}&query=ASK+{}", b"query=%FF"])
def test_post_bad_form(client: FlaskClient, data: bytes) -> None:
    assert client.post("/sparql", data=data, content_type=FORM).status_code == 400


def test_post_query_in_body_and_address(client: FlaskClient) -> None:
    assert client.post("/sparql?query=ASK+{}", data="ASK {}", content_type=QUERY).status_code == 400


@pytest.mark.parametrize("data", [b"", b" ", b"ASK { '\xff' }", "ASK {}".encode("utf-16")])
def test_post_bad_query(client: FlaskClient, data: bytes) -> None:
    assert client.post("/sparql", data=data, content_type=QUERY).status_code == 400


@pytest.mark.parametrize(
    "content_type", [None, "", "text/plain", "application/json", "multipart/form-data; boundary=x", "bogus"],
)  # fmt: skip
def test_post_unknown_content_type(client: FlaskClient, content_type: str | None) -> None:
    response = client.post("/sparql", data=b"ASK {}", content_type=content_type)
    assert response.status_code == 415
    assert QUERY in response.headers["Accept-Post"]


@pytest.mark.parametrize("media_type", [QUERY, FORM])
@pytest.mark.parametrize("charset", ["utf-16", "iso-8859-1", "x", '""'])
def test_post_bad_charset(client: FlaskClient, media_type: str, charset: str) -> None:
    body = b"ASK {}" if media_type == QUERY else b"query=ASK+{}"
    response = client.post("/sparql", data=body, content_type=f"{media_type}; charset={charset}")
    assert (response.status_code, "only utf-8" in response.text) == (400, True)


def test_post_compressed_body(client: FlaskClient) -> None:
    headers = {"Content-Encoding": "gzip", "Content-Type": QUERY}
    response = client.post("/sparql", data=gzip.compress(b"ASK {}"), headers=headers)
    assert (response.status_code, response.headers["Accept-Encoding"]) == (415, "identity")


@pytest.mark.parametrize(
    "address", ["/sparql?update=CLEAR+ALL", "/sparql?query=LOAD+%3Chttp://127.0.0.1:1/%3E"]
)
def test_get_update_read_only(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 403


def test_post_update_read_only(client: FlaskClient) -> None:
    for data, content_type in ((b"CLEAR ALL", "application/sparql-update"), (b"update=CLEAR+ALL", FORM)):
        assert client.post("/sparql", data=data, content_type=content_type).status_code == 403
    assert client.post("/sparql", data=b"CLEAR ALL", content_type=QUERY).status_code == 403


@pytest.mark.parametrize(
    "pattern",
    [
        "SERVICE <http://127.0.0.1:1/> {}",
        "OPTIONAL { SERVICE SILENT <http://127.0.0.1:1/> {} }",
        "{ SELECT * { SERVICE ?s {} } }",
        "?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1:1/> {} }",
        "GRAPH ?g { service<http://127.0.0.1:1/>{} }",
        r"\u0053ERVICE <http://127.0.0.1:1/> {}",
    ],
)
def test_service_is_refused(client: FlaskClient, pattern: str) -> None:
    response = get(client, f"SELECT * {{ {pattern} }}")
    assert response.status_code == 403
    assert "SERVICE is refused" in response.text


@pytest.mark.parametrize("graph", ["file:///etc/passwd", "http://127.0.0.1:1/x.ttl"])
def test_graphs_are_never_fetched(client: FlaskClient, graph: str) -> None:
    assert values(get(client, f"SELECT * FROM <{graph}> {{ ?s ?p ?o }}")) == []
    assert values(get(client, f"SELECT * FROM NAMED <{graph}> {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")) == []
    assert values(get(client, ALL, **{"default-graph-uri": graph})) == []


def test_get_bad_query(client: FlaskClient) -> None:
    response = get(client, "SELECT ?s WHERE")
    assert response.status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "FOO"])
def test_other_methods(client: FlaskClient, method: str) -> None:
    response = client.open("/sparql?query=ASK+{}", environ_overrides={"REQUEST_METHOD": method})
    assert response.status_code == 405
    assert response.headers["Allow"] == ", ".join(METHODS)
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("data", "content_type"), [(ALL, QUERY), (urlencode({"query": ALL}), FORM)], ids=["direct", "form"]
)
def test_the_method_query(client: FlaskClient, data: str, content_type: str) -> None:
    response = client.open("/sparql", method="QUERY", data=data, content_type=content_type)
    assert values(response) == ["default"]
    assert QUERY in response.headers["Accept-Query"]
    held = client.open(
        "/sparql",
        method="QUERY",
        data=data,
        content_type=content_type,
        headers={"If-None-Match": response.headers["ETag"]},
    )
    assert (held.status_code, held.data) == (304, b"")


def test_the_method_query_takes_the_dataset_from_the_address(client: FlaskClient) -> None:
    where = "/sparql?" + urlencode({"default-graph-uri": G2})
    assert values(client.open(where, method="QUERY", data=ALL, content_type=QUERY)) == ["two"]


def test_the_method_query_without_a_type(client: FlaskClient) -> None:
    response = client.open("/sparql", method="QUERY", data=ALL)
    assert (response.status_code, QUERY in response.headers["Accept-Query"]) == (415, True)


@pytest.mark.parametrize("method", ["POST", "QUERY", "GET"])
def test_preflight(client: FlaskClient, method: str) -> None:
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": method}
    response = client.options("/sparql", headers=headers)
    assert (response.status_code, response.data) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, POST, QUERY, HEAD, OPTIONS"
    assert {"Content-Type", "Accept", "If-None-Match"} <= set(
        response.headers["Access-Control-Allow-Headers"].split(", ")
    )
    assert int(response.headers["Access-Control-Max-Age"]) > 0


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/sparql", "GET, POST, QUERY, HEAD, OPTIONS"),
        ("/store", "GET, HEAD, OPTIONS"),
        ("/healthz", "GET, HEAD, OPTIONS"),
        ("/", "GET, HEAD, OPTIONS"),
    ],
)
def test_options_names_the_methods_of_each_address(client: FlaskClient, address: str, allowed: str) -> None:
    response = client.options(address)
    assert (response.status_code, response.headers["Allow"]) == (204, allowed)


ADDRESSES = [
    "/sparql", "/sparql?query=ASK+{}", "/sparql?query=", "/sparql?query=INSERT", "/sparql?query=LOAD",
    "/none", "/healthz", "/readyz", "/metrics", "/store?default", "/store", "/store?graph=x:none", "/",
    "/static/site.css", "/static/none",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT"])
def test_every_answer_has_the_common_headers(client: FlaskClient, method: str, address: str) -> None:
    with client.open(address, method=method, headers={"Origin": "https://example.org"}) as response:
        headers = response.headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in headers
        assert {"ETag", "Link", "Retry-After"} <= set(headers["Access-Control-Expose-Headers"].split(", "))
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Vary"].startswith("Accept, Accept-Encoding")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("accept", ["*/*", "text/html", "application/json"])
def test_head_is_get_without_a_body(client: FlaskClient, address: str, accept: str) -> None:
    headers = {"Accept": accept, "Accept-Encoding": "gzip"}
    with client.get(address, headers=headers) as full, client.head(address, headers=headers) as head:
        assert (head.status_code, head.data) == (full.status_code, b"")
        if address != "/metrics":
            assert dict(head.headers) == dict(full.headers)


@pytest.mark.parametrize("method", ["GET", "POST", "QUERY"])
def test_a_slash_at_the_end_is_forgiven(client: FlaskClient, method: str) -> None:
    form = {"data": {"query": "ASK {}"}} if method != "GET" else {"query_string": {"query": "ASK {}"}}
    expected, found = (client.open(path, method=method, **form) for path in ("/sparql", "/sparql/"))
    assert (found.status_code, found.data, found.headers) == (200, expected.data, expected.headers)


def test_an_error_behind_a_slash_is_no_page_either(client: FlaskClient) -> None:
    answer = client.get("/sparql/", query_string={"query": "<b>"}, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")

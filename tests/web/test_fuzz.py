"""Any request gets an answer: 2xx or 3xx, or a 4xx in the shape of errors; never an exception."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from mlat.errors import QueryRefused
from mlat.graph.store import Store
from mlat.web.application import create_app
from mlat.web.protocol import (
    FORM,
    METHODS,
    QUERY,
    ProtocolError,
    read_get,
    read_parameters,
    read_post,
    read_request,
)

MAX = 500
#: What may stand in a header as a server hands it on: any byte but the ends of lines.
HEADER = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=60)
NAMES = st.sampled_from(
    ["query", "default-graph-uri", "named-graph-uri", "format", "update", "graph", "default"]
)
VALUES = st.sampled_from(
    ["ASK {}", "SELECT * {?s ?p ?o}", "CONSTRUCT WHERE {?s ?p ?o}", "ASK {", "", "x:y", "relative", "csv",
     "html", "ttl", "CLEAR ALL", "ASK { SERVICE <x:y> {} }", "é香\ud7ff", "SELECT (NOW() AS ?x) {}"]
)  # fmt: skip
PAIR = st.tuples(NAMES, st.one_of(VALUES, st.text(max_size=20)))


def encoded(pairs: list[tuple[str, str]]) -> bytes:
    def quoted(text: str) -> bytes:
        return b"".join(b"%%%02X" % byte for byte in text.encode("utf-8", "surrogatepass"))

    return b"&".join(name.encode() + b"=" + quoted(value) for name, value in pairs)


PARAMETERS = st.one_of(st.lists(PAIR, max_size=4).map(encoded), st.binary(max_size=60))
TYPES = st.one_of(
    st.none(),
    st.sampled_from([FORM, QUERY, f"{QUERY}; charset=utf-8", f"{FORM};charset*=utf-8''%ff", "text/plain"]),
    HEADER,
)
ACCEPTS = st.one_of(
    st.sampled_from(["*/*", "text/html", "text/csv", "application/json", "application/ld+json", "image/png"]),
    HEADER,
)


@given(PARAMETERS)
def test_any_query_string_is_read_or_refused(query_string: bytes) -> None:
    try:
        asked = read_get(query_string, MAX)
    except ProtocolError as error:
        assert error.status in (400, 413)
    except QueryRefused:
        pass
    else:
        assert asked is None or 0 < len(asked.query.encode()) <= MAX


@given(
    TYPES, PARAMETERS, st.one_of(PARAMETERS, VALUES.map(lambda text: text.encode("utf-8", "surrogatepass")))
)
@example("application/sparql-query; charset*=x'y'z", b"", b"ASK {}")
@example("/", b"", b"")
@example(f"{QUERY}; charset", b"", b"ASK {}")
def test_any_post_is_read_or_refused(content_type: str | None, query_string: bytes, body: bytes) -> None:
    try:
        asked = read_post(content_type, query_string, body, MAX)
    except ProtocolError as error:
        assert error.status in (400, 413, 415)
        assert (error.status == 415) == ("Accept-Post" in error.headers)
    except QueryRefused:
        pass
    else:
        assert 0 < len(asked.query.encode()) <= MAX


@given(st.text(max_size=8))
def test_any_other_method_is_told_what_there_is(method: str) -> None:
    if method in METHODS[:-1]:
        return
    with pytest.raises(ProtocolError) as caught:
        read_request(method, b"", None, b"", MAX)
    assert caught.value.headers["Allow"].split(", ") == list(METHODS)


@pytest.fixture(scope="module")
def fuzzed(store: Store) -> FlaskClient:
    return create_app(store).test_client()


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "QUERY", "PUT", "OPTIONS", "BREW"]),
    path=st.sampled_from(["/sparql", "/sparql", "/store", "/store/x", "/", "/healthz", "/%ff", "/none"]),
    query_string=PARAMETERS,
    body=PARAMETERS,
    content_type=TYPES,
    accept=ACCEPTS,
    headers=st.dictionaries(
        st.sampled_from(["HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_HOST", "HTTP_CONTENT_ENCODING"]),
        st.one_of(st.sampled_from(["gzip", "zstd", "*", "localhost"]), HEADER),
    ),
)
def test_any_request_is_answered(
    fuzzed: FlaskClient,
    method: str,
    path: str,
    query_string: bytes,
    body: bytes,
    content_type: str | None,
    accept: str,
    headers: Mapping[str, str],
) -> None:
    environment = {**headers, "HTTP_ACCEPT": accept, "QUERY_STRING": query_string.decode("latin-1")}
    response = fuzzed.open(
        path, method=method, data=body, content_type=content_type, environ_overrides=environment
    )
    assert 200 <= response.status_code < 500, response.text
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    if response.status_code >= 400:
        assert_is_an_error(response, method, path)


def assert_is_an_error(response: TestResponse, method: str, path: str) -> None:
    pages = () if path.startswith(("/sparql", "/store")) else ("text/html; charset=utf-8",)
    assert response.content_type in ("application/problem+json", "text/plain; charset=utf-8", *pages)
    assert response.headers["Cache-Control"] == "no-store"
    if method == "HEAD":
        return
    if response.mimetype.startswith("text/"):
        assert response.text.strip()
        return
    problem = json.loads(response.data)
    assert problem["status"] == response.status_code
    assert problem["title"] and problem["detail"]


PIECES = [*"%0aAfF1=&+_. zé\r\n", "%41", "%C3%A9", "%%", "%4"]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_percents_are_decoded_as_everywhere(text: str) -> None:
    expected = parse_qsl(text, keep_blank_values=True, errors="replace")
    try:
        assert read_parameters(text.encode()) == expected
    except ProtocolError:
        assert "\N{REPLACEMENT CHARACTER}" in str(expected)

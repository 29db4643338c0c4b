"""Tags, caching and codings: the same request gives the same bytes, and no bytes travel for nothing."""

from __future__ import annotations

import gzip
import itertools

import pytest
import zstandard
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from mlat.graph.evaluation import Evaluation, InProcess
from mlat.graph.store import Store
from mlat.graph.volatility import is_volatile
from mlat.settings import Settings
from mlat.web.application import create_app
from mlat.web.clients import client_key
from mlat.web.compression import CODINGS, SMALLEST, choose_coding, compress
from mlat.web.headers import Identity, entity_tag, held_tag

LONG = f"SELECT * {{ VALUES ?x {{ {' '.join(map(str, range(1000, 1500)))} }} }}"
SHORT = "ASK {}"
PARTS = ("release", "ASK {}", ("g:1",), ("g:2",), "text/csv")


def test_a_tag_is_strong_and_says_nothing_of_time(client: FlaskClient, store: Store) -> None:
    tags = {
        create_app(store).test_client().get("/sparql", query_string={"query": LONG}).headers["ETag"]
        for _ in range(2)
    }
    (tag,) = tags
    assert tag.startswith('"') and tag.endswith('"')


def test_everything_that_the_bytes_follow_from_changes_the_tag() -> None:
    others = ("other", "ASK { }", ("g:1", "g:2"), (), "text/tab-separated-values")
    identities = [Identity(*PARTS)]
    identities += [Identity(*(*PARTS[:n], others[n], *PARTS[n + 1 :])) for n in range(len(PARTS))]
    identities += [Identity("release", "ASK {}", (), ("g:1", "g:2"), "text/csv")]
    identities += [Identity("release", "ASK {}", ("g:1", "g:2"), (), "text/csv")]
    tags = {entity_tag(identity, coding) for identity in identities for coding in ("", *CODINGS)}
    assert len(tags) == (len(set(identities))) * (1 + len(CODINGS))


@given(st.lists(st.text(max_size=3), max_size=3), st.lists(st.text(max_size=3), max_size=3))
def test_tags_of_different_graphs_differ(left: list[str], right: list[str]) -> None:
    pairs = [Identity("r", "q", tuple(graphs), (), "t") for graphs in (left, right)]
    assert (entity_tag(pairs[0]) == entity_tag(pairs[1])) == (left == right)


def test_another_format_has_another_tag(client: FlaskClient) -> None:
    names = ("json", "xml", "csv", "tsv", "html")
    tags = {client.get("/sparql", query_string={"query": LONG, "format": n}).headers["ETag"] for n in names}
    assert len(tags) == len(names)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("accept_encoding", ["", "gzip", "zstd"])
@pytest.mark.parametrize("written", ["{tag}", "W/{tag}", '"x", {tag}', "*"])
def test_who_holds_an_answer_gets_304(
    client: FlaskClient, method: str, accept_encoding: str, written: str
) -> None:
    headers = {"Accept-Encoding": accept_encoding, "Accept": "text/csv"}
    first = client.get("/sparql", query_string={"query": LONG}, headers=headers)
    again = client.open(
        "/sparql",
        method=method,
        query_string={"query": LONG},
        headers={**headers, "If-None-Match": written.format(tag=first.headers["ETag"])},
    )
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin"):
        assert again.headers[name] == first.headers[name]
    assert "Content-Encoding" not in again.headers


@pytest.mark.parametrize("held", ['"other"', "", "x", 'W/"', '"a",,"b"', "é"])
def test_who_holds_something_else_gets_the_answer(client: FlaskClient, held: str) -> None:
    headers = {"If-None-Match": held}
    assert client.get("/sparql", query_string={"query": LONG}, headers=headers).status_code == 200


def test_a_post_is_always_answered(client: FlaskClient) -> None:
    tag = client.post("/sparql", data={"query": LONG}).headers["ETag"]
    for held in (tag, "*"):
        headers = {"If-None-Match": held}
        assert client.post("/sparql", data={"query": LONG}, headers=headers).status_code == 200


def test_a_fault_is_told_whatever_the_client_holds(client: FlaskClient) -> None:
    for query in ("SELECT", "SELECT * { SERVICE <x:y> {} }"):
        response = client.get("/sparql", query_string={"query": query}, headers={"If-None-Match": "*"})
        assert response.status_code in (400, 403)


def test_answers_may_be_kept_and_errors_may_not(store: Store) -> None:
    client = create_app(store, Settings(max_age=60)).test_client()
    assert client.get("/sparql?query=ASK+{}").headers["Cache-Control"] == "public, max-age=60"
    assert client.get("/sparql?query=ASK").headers["Cache-Control"] == "no-store"


VOLATILE = [
    "SELECT (NOW() AS ?x) {}",
    "SELECT(now()AS?x){}",
    "SELECT (RAND() AS ?x) {}",
    "SELECT (UUID() AS ?x) {}",
    "SELECT (STRUUID() AS ?x) {}",
    "SELECT (BNODE() AS ?x) {}",
    "CONSTRUCT { [] ?p ?o } WHERE { ?s ?p ?o }",
    "CONSTRUCT { _:b ?p ?o } WHERE { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p (1 2) } WHERE { ?s ?p ?o }",
    "CONSTRUCT WHERE { ?s ?p [] }",
]
STABLE = [
    "SELECT * { ?known ?p 'NOW()' } # RAND()",
    "SELECT * { [] ?p _:b }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(isIRI(?s)) . [] ?p ?o }",
    "PREFIX now: <x:> SELECT * { ?s now:uuid ?o }",
    "DESCRIBE <x:y>",
]


@pytest.mark.parametrize("query", VOLATILE)
def test_an_answer_that_differs_each_time_is_never_kept(client: FlaskClient, query: str) -> None:
    assert is_volatile(query)
    response = client.get("/sparql", query_string={"query": query}, headers={"If-None-Match": "*"})
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in response.headers


@pytest.mark.parametrize("query", [r"SELECT (\u004eOW() AS ?x) {}", "CONSTRUCT { 'x"])
def test_in_doubt_a_query_is_volatile(query: str) -> None:
    assert is_volatile(query)


@pytest.mark.parametrize("query", STABLE)
def test_an_answer_that_stays_the_same_is_kept(client: FlaskClient, query: str) -> None:
    assert not is_volatile(query)
    answers = [client.get("/sparql", query_string={"query": query}) for _ in range(2)]
    assert answers[0].data == answers[1].data
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"]


@pytest.mark.parametrize("coding", CODINGS)
def test_long_answers_are_coded_and_short_ones_are_not(client: FlaskClient, coding: str) -> None:
    headers = {"Accept-Encoding": coding}
    plain = client.get("/sparql", query_string={"query": LONG})
    coded = client.get("/sparql", query_string={"query": LONG}, headers=headers)
    assert (plain.headers.get("Content-Encoding"), coded.headers["Content-Encoding"]) == (None, coding)
    assert len(plain.data) > max(SMALLEST, 5 * len(coded.data))
    assert decoded(coded.data, coding) == plain.data
    assert coded.headers["ETag"] != plain.headers["ETag"]
    short = client.get("/sparql", query_string={"query": SHORT}, headers=headers)
    assert "Content-Encoding" not in short.headers
    assert short.headers["ETag"] == client.get("/sparql", query_string={"query": SHORT}).headers["ETag"]


def decoded(body: bytes, coding: str) -> bytes:
    return gzip.decompress(body) if coding == "gzip" else zstandard.ZstdDecompressor().decompress(body)


@pytest.mark.parametrize(
    ("accept_encoding", "coding"),
    [
        (None, ""),
        ("", ""),
        ("identity", ""),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("*", "zstd"),
        ("*, zstd;q=0", "gzip"),
        ("zstd;q=0.5, gzip;q=0.9", "gzip"),
        ("gzip;q=0.5, identity;q=0.9", ""),
        ("gzip, identity", "gzip"),
        ("gzip;q=0", ""),
        ("*;q=0", ""),
        ("identity;q=0, gzip", "gzip"),
        ("br", ""),
        (";;,=", ""),
    ],
)
def test_a_coding_is_chosen(accept_encoding: str | None, coding: str) -> None:
    assert choose_coding(accept_encoding) == coding


@given(st.text(max_size=300))
def test_any_header_gives_a_coding(accept_encoding: str) -> None:
    assert choose_coding(accept_encoding) in ("", *CODINGS)


@given(st.binary(max_size=2000))
def test_a_body_is_coded_to_the_same_bytes_each_time(body: bytes) -> None:
    for coding in CODINGS:
        assert compress(body, coding) == compress(body, coding)
        assert decoded(compress(body, coding), coding) == body


@given(st.text(max_size=60))
def test_any_held_tag_is_compared(held: str) -> None:
    assert held_tag(held, Identity(*PARTS)) is None


class _Reloading(InProcess):
    """An evaluator whose release changes while it answers, a number of times."""

    def __init__(self, store: Store, times: int) -> None:
        super().__init__(store)
        self._names = itertools.chain((str(number) for number in range(times)), itertools.repeat("last"))
        self._name = next(self._names)

    @property
    def release(self) -> str:  # type: ignore[override]
        return self._name

    def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
        answer = super().evaluate(evaluation, client)
        self._name = next(self._names)
        return answer


@pytest.mark.parametrize(("times", "kept"), [(1, True), (2, True), (50, False)])
def test_an_answer_never_gets_the_tag_of_another_release(store: Store, times: int, kept: bool) -> None:
    response = create_app(_Reloading(store, times)).test_client().get("/sparql?query=ASK+{}")
    expected = entity_tag(Identity("last", "ASK {}", (), (), "application/sparql-results+json"))
    assert response.status_code == 200
    assert response.headers.get("ETag") == (expected if kept else None)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("x", "x"),
        (None, ""),
    ],
)
def test_who_a_client_is(address: str | None, key: str) -> None:
    assert client_key(address) == key


def test_the_evaluator_learns_whom_it_works_for(store: Store) -> None:
    seen = []

    class Watching(InProcess):
        def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
            seen.append(client)
            return super().evaluate(evaluation, client)

    create_app(Watching(store)).test_client().get("/sparql?query=ASK+{}")
    assert "127.0.0.1" in seen

"""The short ways in front of Flask: they give what Flask gives, and hand on what they don't know."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from fronts import Answer, Asynchronous, Client, served
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from mlat.errors import MlatError, TooSlow
from mlat.graph.evaluation import Evaluation, InProcess
from mlat.graph.store import Store
from mlat.web.application import create_app
from mlat.web.cache import Cache, Shared
from mlat.web.protocol import FORM
from threaded import run

LONG = f"SELECT ?x {{ VALUES ?x {{ {' '.join(map(str, range(1000, 1500)))} }} }}"
QUERIES = (
    "ASK {}",
    "SELECT ?o { ?s <https://example.org/p> ?o }",
    "SELECT * { ?z <https://example.org/p> ?a }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3",
    LONG,
    "PREFIX mlat: <https://w3id.org/mlat/ontology#> SELECT ?x { ?x mlat:partie ?y }",
    "SELECT",
    "ASK {} ASK {}",
    "LOAD <http://example.org/>",
    "ASK { SERVICE <http://127.0.0.1:1/> {} }",
)
HEADERS = (
    {},
    {"Accept": "text/csv", "Accept-Encoding": "gzip"},
    {"Accept": "application/sparql-results+xml;q=0.5, text/turtle;q=0.4", "Accept-Encoding": "zstd"},
    {"Accept": "text/html"},
    {"Accept": "image/png"},
    {"If-None-Match": "*"},
)


class Counting(InProcess):
    """Counts what it is asked; may be held up, fail, or bring another release."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, "0123456789abcdef")
        self.asked = 0
        self.gate = threading.Event()
        self.gate.set()
        self.failure: MlatError | None = None

    def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
        self.asked += 1
        assert self.gate.wait(10)
        if self.failure:
            raise self.failure
        return super().evaluate(evaluation, client)


@pytest.fixture
def counting(store: Store) -> Counting:
    return Counting(store)


@pytest.fixture
def front(counting: Counting) -> Iterator[Client]:
    with served(counting) as client:
        yield client


@pytest.fixture(scope="module")
def both(store: Store) -> Iterator[tuple[FlaskClient, Client]]:
    """Flask alone, and the same with all that stands in front of it."""
    counting = Counting(store)
    with served(counting) as client:
        yield create_app(counting).test_client(), client


def told(response: TestResponse | Answer) -> tuple[int, dict[str, str], bytes]:
    """All of an answer, but for what the server adds to each."""
    headers = {name.lower(): value for name, value in response.headers}
    headers.pop("date", None)
    return response.status_code, headers, response.data


@pytest.mark.parametrize("headers", HEADERS, ids=str)
@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_it_answers_as_flask_does_at_first_and_again(
    both: tuple[FlaskClient, Client], query: str, headers: dict[str, str]
) -> None:
    flask, front = both
    expected = told(flask.get("/sparql", query_string={"query": query}, headers=headers))
    for _ in range(2):
        assert told(front.get("/sparql", {"query": query}, headers)) == expected
    held = {**headers, "If-None-Match": expected[1].get("etag", '"x"')}
    expected = told(flask.get("/sparql", query_string={"query": query}, headers=held))
    assert told(front.get("/sparql", {"query": query}, held)) == expected


def test_an_answer_that_differs_each_time_is_evaluated_each_time(front: Client, counting: Counting) -> None:
    for _ in range(3):
        answer = front.get("/sparql", {"query": "SELECT (NOW() AS ?now) {}"})
        assert answer.header("Cache-Control") == "no-store"
    assert counting.asked >= 3


def test_what_it_does_not_know_is_for_flask(front: Client) -> None:
    for address in ("/", "/healthz", "/nowhere", "/sparql", "/static/mlat.css"):
        assert front.get(address).status_code != 500
    assert front.get("/healthz").data == b"ok\n"
    assert front.ask("OPTIONS", "/sparql").status_code == 204


@pytest.mark.parametrize("address", ["/static/mlat.css", "/healthz", "/sparql?query=ASK%7B%7D"])
def test_an_answer_has_one_date(front: Client, address: str) -> None:
    for _ in range(2):
        assert [name.lower() for name, _ in front.get(address).headers].count("date") == 1


def test_an_answer_is_evaluated_once_for_all_formats_of_asking(front: Client, counting: Counting) -> None:
    front.get("/sparql", {"query": LONG})
    asked = counting.asked
    front.get("/sparql", {"query": LONG}, {"Accept-Encoding": "gzip"})
    front.ask("HEAD", "/sparql?" + urlencode({"query": LONG}))
    for _ in range(2):
        front.ask("POST", "/sparql", {"Content-Type": FORM}, urlencode({"query": LONG}))
    assert counting.asked == asked


def test_those_who_ask_the_same_at_once_wait_for_one_evaluation(front: Client, counting: Counting) -> None:
    counting.gate.clear()
    with ThreadPoolExecutor(8) as threads:
        answers = [threads.submit(front.get, "/sparql", {"query": LONG}) for _ in range(8)]
        while not counting.asked:
            threading.Event().wait(0.01)
        counting.gate.set()
        assert {answer.result().status_code for answer in answers} == {200}
    # One for all, and one for the terms of the ontology.
    assert counting.asked <= 2


def test_an_error_is_shared_with_those_who_wait_and_not_kept(counting: Counting) -> None:
    async def ask(shared: Shared, number: int) -> list[object]:
        asked = (shared.evaluate(Evaluation("ASK {}", "json")) for _ in range(number))
        return await asyncio.gather(*asked, return_exceptions=True)

    async def check() -> None:
        shared = Shared(Asynchronous(counting), 1 << 20)
        counting.failure = TooSlow(1)
        assert [type(one) for one in await ask(shared, 3)] == [TooSlow] * 3
        assert counting.asked == 1
        counting.failure = None
        (found,) = await ask(shared, 1)
        assert b"true" in found

    run(check())


def test_another_release_makes_all_that_is_kept_worthless(front: Client, counting: Counting) -> None:
    first = front.get("/sparql", {"query": "ASK {}"})
    counting.release = "fedcba9876543210"  # type: ignore[misc]
    again = front.get("/sparql", {"query": "ASK {}"})
    assert first.header("ETag") != again.header("ETag")


def test_answers_do_not_depend_on_what_another_client_asked_for(front: Client) -> None:
    kept = front.get("/sparql", {"query": LONG}, {"Accept-Encoding": "gzip"})
    plain = front.get("/sparql", {"query": LONG})
    assert (kept.header("Content-Encoding"), plain.header("Content-Encoding")) == ("gzip", None)


@pytest.mark.parametrize(
    "cookies", ["language=pt", 'language="pt"', "a=b;  language=pt", "a=b;\tlanguage=pt", "language=pt;"]
)
def test_a_page_in_the_language_that_one_reader_chose_is_kept_for_no_other(
    front: Client, cookies: str
) -> None:
    chosen = front.get("/about", headers={"Cookie": cookies, "Accept-Language": "en"})
    assert chosen.header("Content-Language") == "pt"
    assert front.get("/about", headers={"Accept-Language": "en"}).header("Content-Language") == "en"


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5000)), max_size=60))
def test_a_cache_never_holds_more_than_it_may(kept: list[tuple[int, int]]) -> None:
    cache: Cache[int] = Cache(20_000)
    for key, size in kept:
        fits = cache.keep("r", key, size, size)
        assert cache.find("r", key) == (size if fits else None) or not fits
        assert cache.state.size <= 20_000
        assert cache.find("other", key) is None

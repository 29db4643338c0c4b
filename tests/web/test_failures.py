"""Errors as answers: the same content for machines and for people, and never as HTML."""

from __future__ import annotations

import json
import logging
import pickle

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mlat.errors import (
    MlatError,
    Overloaded,
    QueryError,
    QueryRefused,
    StoreError,
    TooLarge,
    TooSlow,
    WorkerLost,
)
from mlat.graph.evaluation import Evaluation, InProcess
from mlat.graph.formats import AnswerKind, formats_for
from mlat.graph.store import Store
from mlat.settings import Settings
from mlat.web.application import create_app

BAD = "SELECT * {\n  ?s ?p <script>alert(1)</script> FILTR\n}"


def ask(client: FlaskClient, query: str, accept: str) -> TestResponse:
    return client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})


@pytest.mark.parametrize(
    "accept",
    ["application/json", "application/sparql-results+json, */*;q=0.9", "*/*;q=0.1, application/problem+json"],
)
def test_clients_that_take_json_get_a_problem(client: FlaskClient, accept: str) -> None:
    response = ask(client, "SELECT * {\n ?s ?p ?o FILTR\n}", accept)
    assert response.content_type == "application/problem+json"
    problem = json.loads(response.data)
    assert problem == {
        "title": "Bad Request",
        "status": 400,
        "detail": "line 2, column 11: unexpected 'FILTR': did you mean FILTER?",
        "line": 2,
        "column": 11,
        "token": "FILTR",
        "hint": "did you mean FILTER?",
    }


@pytest.mark.parametrize(
    "accept", ["*/*", "text/html,*/*;q=0.8", "text/csv", "application/json;q=0, text/csv"]
)
def test_others_get_text_with_the_line_and_a_caret(client: FlaskClient, accept: str) -> None:
    response = ask(client, "SELECT * {\n '香' FILTR\n}", accept)
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.text.splitlines()[1:] == ["", " '香' FILTR", "      ^"]


@pytest.mark.parametrize("accept", ["text/html", "application/json", "*/*"])
def test_a_query_never_comes_back_as_html(client: FlaskClient, accept: str) -> None:
    response = ask(client, BAD, accept)
    assert response.status_code in (400, 406)
    assert "html" not in response.content_type


def test_an_error_without_a_place_has_none(client: FlaskClient) -> None:
    problem = json.loads(ask(client, "SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c }", "application/json").data)
    assert problem.keys() == {"title", "status", "detail"}


@pytest.mark.parametrize(
    ("address", "accept", "content_type"),
    [
        ("/none", "text/html", "text/html"),
        ("/none", "text/html, application/json;q=0.5", "application/problem+json"),
        ("/none", "*/*", "text/plain"),
        ("/sparql?example=none", "text/html", "text/plain"),
        ("/sparql?example=none", "text/html, application/json;q=0.5", "application/problem+json"),
    ],
)
def test_what_is_not_there(client: FlaskClient, address: str, accept: str, content_type: str) -> None:
    response = client.get(address, headers={"Accept": accept})
    assert response.status_code == 404
    assert response.content_type.partition(";")[0] == content_type


def test_a_query_that_is_too_long(store: Store) -> None:
    client = create_app(store, Settings(max_query_bytes=100)).test_client()
    query = f"ASK {{ # {'é' * 50}\n}}"
    for response in (
        client.get("/sparql", query_string={"query": query}),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", data=query, content_type="application/sparql-query"),
    ):
        assert response.status_code == 413
        assert "the longest allowed has 100" in response.text


def test_a_body_that_is_too_long_is_not_read(store: Store) -> None:
    settings = Settings(max_query_bytes=100)
    client = create_app(store, settings).test_client()
    data = b"x" * (settings.max_body_bytes + 1)
    response = client.post("/sparql", data=data, content_type="application/sparql-query")
    assert response.status_code == 413
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_limits_come_from_the_settings(store: Store) -> None:
    client = create_app(store, Settings(max_query_depth=2)).test_client()
    response = client.get("/sparql", query_string={"query": "ASK {{{}}}"})
    assert (response.status_code, "deeper than the 2" in response.text) == (400, True)


def test_an_unexpected_error_tells_nothing_and_is_logged(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(Store, "evaluate", fail)
    with caplog.at_level(logging.ERROR):
        response = create_app(store).test_client().get("/sparql?query=ASK+{}")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "secret" in caplog.text


def test_a_refused_query_has_a_place_as_well(client: FlaskClient) -> None:
    response = ask(client, "SELECT * {\n SERVICE <x:y> {} }", "application/json")
    problem = json.loads(response.data)
    assert response.status_code == 403
    assert (problem["line"], problem["column"], problem["token"]) == (2, 2, "SERVICE")


def test_nothing_acceptable_lists_what_is_on_offer(client: FlaskClient) -> None:
    problem = json.loads(ask(client, "ASK {}", "application/problem+json").data)
    assert problem["status"] == 406
    assert problem["offer"] == [form.media_type for form in formats_for(AnswerKind.BOOLEAN)]


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("SELECT * { ?s mlat:party ?o }", "this graph uses PREFIX mlat: <https://w3id.org/mlat/ontology#>"),
        ("SELECT * { ?s mlta:party ?o }", "did you mean mlat: for <https://w3id.org/mlat/ontology#>?"),
        (
            "PREFIX mlat: <https://w3id.org/mlat/ontology#> SELECT * { ?s mlat:inforcefromm ?o ",
            "line 1, column 62: mlat:inforcefromm is not a term of the ontology:"
            " did you mean mlat:inForceFrom?",
        ),
        ("SELCT * { ?s ?p ?o }", "did you mean SELECT?"),
    ],
)
def test_what_would_mend_a_query_is_told(ontology_client: FlaskClient, query: str, hint: str) -> None:
    assert hint in json.loads(ask(ontology_client, query, "application/json").data)["hint"]
    assert hint in ask(ontology_client, query, "*/*").text


def test_an_undeclared_prefix_is_never_taken_silently(client: FlaskClient) -> None:
    assert ask(client, "SELECT * { ?s rdfs:label ?o }", "*/*").status_code == 400


def test_a_misspelt_property_is_told_beside_the_answer(ontology_client: FlaskClient) -> None:
    prefix = "PREFIX m: <https://w3id.org/mlat/ontology#> "
    good = ask(ontology_client, prefix + "SELECT * { ?s m:party ?o }", "*/*")
    bad = ask(ontology_client, prefix + "SELECT * { ?s m:partty ?o }", "*/*")
    iri = ask(ontology_client, "SELECT * { ?s <https://w3id.org/mlat/ontology#Partty> ?o }", "*/*")
    assert (good.status_code, bad.status_code) == (200, 200)
    assert "MLAT-Hint" not in good.headers
    assert bad.headers["MLAT-Hint"].endswith(
        "mlat:partty is not a term of the ontology: did you mean mlat:party?"
    )
    assert "did you mean mlat:party?" in iri.headers["MLAT-Hint"]
    assert "MLAT-Hint" in bad.headers["Access-Control-Expose-Headers"]


def test_without_an_ontology_nothing_is_misspelt(client: FlaskClient) -> None:
    query = "SELECT * { ?s <https://w3id.org/mlat/ontology#Partty> ?o }"
    assert "MLAT-Hint" not in ask(client, query, "*/*").headers


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (Overloaded("too many queries wait", 7), 429, "too many"),
        (TooSlow(30), 504, "30 seconds"),
        (TooLarge("result", 64), 413, "64 MiB"),
        (TooLarge("memory", 1024), 413, "1024 MiB"),
        (WorkerLost(), 503, "ended"),
        (StoreError("/secret/path: gone"), 500, ""),
    ],
)
@pytest.mark.parametrize("accept", ["application/json", "*/*", "text/html"])
def test_what_an_evaluation_can_end_with(
    store: Store, error: MlatError, status: int, told: str, accept: str
) -> None:
    response = ask(create_app(_Failing(store, error)).test_client(), "ASK {}", accept)
    assert response.status_code == status
    assert told in response.text
    assert "secret" not in response.text
    assert "html" not in response.content_type
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
    assert response.headers.get("Retry-After") == {429: "7", 503: "1"}.get(status)
    if accept == "application/json" and status in (413, 504):
        assert json.loads(response.data)["limit"] == error.limit  # type: ignore[attr-defined]


class _Failing(InProcess):
    def __init__(self, store: Store, error: MlatError) -> None:
        super().__init__(store)
        self._error = error

    def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
        raise self._error


def test_an_unknown_function_is_an_error_of_the_query(client: FlaskClient) -> None:
    assert ask(client, "SELECT (<x:f>(1) AS ?y) {}", "*/*").status_code == 400


def test_errors_say_the_same_after_a_way_between_processes() -> None:
    for error in (QueryError("a", 1, 2, "b"), QueryRefused("a", 1, 2), QueryError("a")):
        copy = pickle.loads(pickle.dumps(error))
        assert (str(copy), vars(copy)) == (str(error), vars(error))

"""Errors as answers: the same content for machines and for people, and never as HTML."""

from __future__ import annotations

import json
import logging

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mlat.graph.store import Store
from mlat.settings import Settings
from mlat.web import create_app

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


@pytest.mark.parametrize("address", ["/none", "/sparql?example=none"])
@pytest.mark.parametrize("accept", ["text/html", "text/html, application/json;q=0.5"])
def test_what_is_not_there(client: FlaskClient, address: str, accept: str) -> None:
    response = client.get(address, headers={"Accept": accept})
    assert response.status_code == 404
    assert response.content_type.startswith("application/problem" if "json" in accept else "text/plain")


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

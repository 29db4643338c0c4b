"""Answers as tables for people: complete, escaped, linked, and without scripts."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from mlat.graph.html_out import write_html
from mlat.graph.store import Store
from mlat.web.application import create_app

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SELECT = "SELECT ?label ?state { ?state <http://www.w3.org/2000/01/rdf-schema#label> ?label } ORDER BY ?label"
VOID_ELEMENTS = {"meta", "link", "input"}


class Page(HTMLParser):
    """The elements of a page; fails on tags that don't fit each other."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.cells: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID_ELEMENTS:
            self._open.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "td" in self._open:
            self.cells[-1] += data

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def ask(client: FlaskClient, query: str, **parameters: str) -> str:
    response = client.get("/sparql", query_string={"query": query, **parameters}, headers={"Accept": BROWSER})
    assert (response.status_code, response.content_type) == (200, "text/html; charset=utf-8")
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Content-Disposition" not in response.headers
    return response.text


def test_rows_become_a_table(client: FlaskClient) -> None:
    text = ask(client, SELECT)
    page = Page(text)
    assert re.findall(r'<th scope="col">(\w+)</th>', text) == ["label", "state"]
    assert "<caption>" in text
    assert page.cells[:2] == [
        "Agreement on Mutual Legal Assistance in Criminal Matters",
        "<instrument/hkg-usa-1997>",
    ]
    assert {"lang": "zh", "dir": "auto"} in page.named("td")
    assert "https://w3id.org/mlat/jurisdiction/HKG" in [link["href"] for link in page.named("a")]


def test_the_page_loads_nothing_but_files_of_its_own_and_has_nothing_inline(client: FlaskClient) -> None:
    page = Page(ask(client, SELECT))
    names = [tag for tag, _ in page.tags]
    assert not {"style", "iframe", "object", "img"} & set(names)
    assert not [a for _, attributes in page.tags for a in attributes if a.startswith("on") or a == "style"]
    loaded = [link["href"] for link in page.named("link")] + [
        script["src"] for script in page.named("script")
    ]
    assert all(address.startswith("/static/") for address in loaded)
    assert names.count("h1") == 1


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (SELECT, ["json", "xml", "csv", "tsv"]),
        ("ASK {}", ["json", "xml", "csv", "tsv"]),
        ("DESCRIBE <x:y>", ["ttl", "nt", "jsonld", "rdf", "trig", "nq"]),
    ],
)
def test_the_same_answer_can_be_had_in_every_format(
    client: FlaskClient, query: str, names: list[str]
) -> None:
    graph = "https://example.org/g?a=1&b"
    page = Page(ask(client, query, **{"default-graph-uri": graph}))
    links = [link["href"] for link in page.named("a") if "download" in link]
    assert [parse_qs(urlsplit(link).query)["format"][0] for link in links] == names
    for link in links:
        assert parse_qs(urlsplit(link).query)["default-graph-uri"] == [graph]
        assert client.get("/sparql" + link, headers={"Accept": BROWSER}).mimetype != "text/html"


def test_a_long_query_is_sent_by_a_form(client: FlaskClient) -> None:
    query = f"ASK {{}} # {'x' * 5000}"
    response = client.post("/sparql", data={"query": query}, headers={"Accept": "text/html"})
    page = Page(response.text)
    assert [button["value"] for button in page.named("button") if "value" in button][:2] == ["json", "xml"]
    assert {"type": "hidden", "name": "query", "value": query} in page.named("input")
    assert "post" in [form.get("method") for form in page.named("form")]


def test_the_query_can_be_changed_and_keeps_its_dataset(client: FlaskClient) -> None:
    text = ask(client, "ASK { '</textarea><script>' ?p ?o }", **{"named-graph-uri": "x:g"})
    assert "&lt;/textarea&gt;&lt;script&gt;" in text
    hidden = {"type": "hidden", "name": "named-graph-uri", "value": "x:g"}
    assert hidden in Page(text).named("input")


def test_yes_and_no(client: FlaskClient) -> None:
    assert '<p class="answer">true</p>' in ask(client, "ASK {}")
    assert '<p class="answer">false</p>' in ask(client, "ASK { FILTER(false) }")


def test_no_rows_and_no_columns(client: FlaskClient) -> None:
    assert "<caption>0 rows</caption>" in ask(client, "SELECT ?x { FILTER(false) }")
    assert "<caption>1 row</caption>" in ask(client, "SELECT * {}")


def test_a_misspelt_term_is_told_on_the_page(ontology_client: FlaskClient) -> None:
    query = "SELECT * { ?s <https://w3id.org/mlat/ontology#partty> ?o }"
    text = ask(ontology_client, query)
    assert "did you mean mlat:party?" in text


@pytest.mark.parametrize(
    "term",
    ["'<script>alert(1)</script>'", "'\"><img src=x onerror=alert(1)>'", "<http://x/?a=1&b='>", "'&amp;'",
     "<javascript:alert(1)>", "<data:text/html,x>", "<x:'onclick=alert(1)>", "'a'@en-x-a", "'a'^^<x:<y>"],
)  # fmt: skip
def test_nothing_of_the_data_becomes_markup(client: FlaskClient, term: str) -> None:
    query = f"SELECT ?x {{ VALUES ?x {{ {term} }} }}"
    response = client.get("/sparql", query_string={"query": query, "format": "html"})
    if response.status_code == 400:
        return
    page = Page(response.text)
    assert "img" not in {tag for tag, _ in page.tags}
    assert all(script["src"].startswith("/static/") for script in page.named("script"))
    assert not [a for _, attributes in page.tags for a in attributes if a.startswith("on")]
    assert all(link["href"].startswith(("http://", "https://", "/", "?", "#")) for link in page.named("a"))


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=30)


@given(TEXT, st.text(alphabet="http:/s<>\"'&x javascript", max_size=20))
def test_any_value_is_shown_as_it_is(value: str, iri: str) -> None:
    triple = ox.Triple(ox.NamedNode("x:s"), ox.NamedNode("http://x/p"), ox.Literal(value))
    page = Page(write_html([triple]).decode())
    assert page.cells[2] == value
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return
    page = Page(write_html([ox.Triple(node, node, node)]).decode())
    assert all(link["href"] == iri for link in page.named("a"))


def test_all_kinds_of_terms_are_shown() -> None:
    inner = ox.Store()
    inner.load(
        '<x:s> <x:p> _:b , "1"^^<http://www.w3.org/2001/XMLSchema#integer> .', format=ox.RdfFormat.TURTLE
    )
    client = create_app(Store(inner)).test_client()
    query = "SELECT ?o ?none (<<( ?s ?p ?o )>> AS ?t) { ?s ?p ?o } ORDER BY ?o"
    response = client.get("/sparql", query_string={"query": query, "format": "html"})
    assert response.status_code == 200
    cells = Page(response.text).cells
    assert cells[0].startswith("_:") and cells[1] == ""
    assert {"title": "xsd:integer"} in Page(response.text).named("td")

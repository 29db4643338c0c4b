"""Triple Pattern Fragments: what a page holds, how it leads on, and what a client makes of them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from mlat.graph.formats import AnswerKind, formats_for
from mlat.web.fragments.pattern import Pattern, read_pattern, read_term, write_term
from mlat.web.protocol import ProtocolError
from programs import needs, needs_packages

HYDRA = "http://www.w3.org/ns/hydra/core#"
VOID = "http://rdfs.org/ns/void#"
MLAT = "https://w3id.org/mlat/ontology#"
HKG = "https://w3id.org/mlat/jurisdiction/HKG"
TOPIC = ox.NamedNode("http://xmlns.com/foaf/0.1/primaryTopic")
PARTY = {"predicate": f"{MLAT}party", "object": HKG}
CLIENTS = Path(__file__).parents[1] / "clients"
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.fixture
def client(project_app: Flask) -> FlaskClient:
    return project_app.test_client()


def read(client: FlaskClient, address: str = "/fragments", **parameters: object) -> ox.Dataset:
    query = urlencode(parameters)
    response = client.get(f"{address}?{query}" if query else address, headers={"Accept": "application/trig"})
    assert response.status_code == 200, response.text
    return ox.Dataset(ox.parse(response.data, format=ox.RdfFormat.TRIG))


def data(dataset: ox.Dataset) -> set[ox.Triple]:
    return {quad.triple for quad in dataset.quads_for_graph_name(ox.DefaultGraph())}


def said(dataset: ox.Dataset, name: str) -> set[str]:
    """The values of a property in the metadata."""
    graph = next(iter(dataset.quads_for_predicate(TOPIC))).graph_name
    return {
        getattr(quad.object, "value", "")
        for quad in dataset.quads_for_predicate(ox.NamedNode(name))
        if quad.graph_name == graph
    }


def test_a_page_holds_the_triples_that_fit_and_their_count(client: FlaskClient) -> None:
    found = read(client, **PARTY)
    fitting = data(found)
    assert fitting and {(t.predicate.value, t.object.value) for t in fitting} == {(f"{MLAT}party", HKG)}
    assert said(found, f"{HYDRA}totalItems") == said(found, f"{VOID}triples") == {str(len(fitting))}


def test_the_metadata_are_a_graph_that_names_the_page_as_its_topic(client: FlaskClient) -> None:
    address = f"/fragments?predicate={quote(MLAT, safe='')}party&object={quote(HKG, safe='')}"
    response = client.get(address, headers={"Accept": "application/n-quads"})
    dataset = ox.Dataset(ox.parse(response.data, format=ox.RdfFormat.N_QUADS))
    (topic,) = dataset.quads_for_predicate(TOPIC)
    assert topic.object == ox.NamedNode(f"http://localhost{address}")
    assert topic.graph_name == topic.subject


def test_the_form_tells_how_to_ask_for_any_pattern(client: FlaskClient) -> None:
    found = read(client)
    assert said(found, f"{HYDRA}template") == {"http://localhost/fragments{?subject,predicate,object}"}
    assert said(found, f"{HYDRA}variable") == {"subject", "predicate", "object"}
    assert said(found, f"{HYDRA}variableRepresentation") == {f"{HYDRA}ExplicitRepresentation"}


def test_the_pages_together_are_the_whole_fragment_and_nothing_twice(client: FlaskClient) -> None:
    address, seen, number = f"/fragments?{urlencode({'predicate': f'{MLAT}signed'})}", set(), 0
    while address:
        found = read(client, address)
        assert not seen & data(found)
        seen |= data(found)
        address = next(iter(said(found, f"{HYDRA}next")), "").removeprefix("http://localhost")
        number += 1
    assert number > 2 and {str(len(seen))} == said(found, f"{HYDRA}totalItems")
    assert len(said(found, f"{HYDRA}previous")) == 1


def test_a_page_beyond_the_last_is_not_there(client: FlaskClient) -> None:
    response = client.get("/fragments", query_string=PARTY | {"page": 2})
    assert (response.status_code, "has 1" in response.text) == (404, True)


@pytest.mark.parametrize(
    "pattern", [{"subject": "x:nothing"}, {"subject": '"a literal"'}, {"predicate": '"a"', "object": '"b"'}]
)
def test_a_fragment_may_be_empty(client: FlaskClient, pattern: dict[str, str]) -> None:
    found = read(client, **pattern)
    assert (data(found), said(found, f"{VOID}triples")) == (set(), {"0"})


@pytest.mark.parametrize(
    ("literal", "count"),
    [
        ('"Hong Kong"@en', "1"),
        ('"Hong Kong"@ko', "0"),
        ('"1959-04-20"^^http://www.w3.org/2001/XMLSchema#date', "1"),
        ('"1959-04-20"^^<http://www.w3.org/2001/XMLSchema#date>', "1"),
    ],
)
def test_literals_are_told_apart_by_language_and_datatype(
    client: FlaskClient, literal: str, count: str
) -> None:
    assert said(read(client, object=literal, predicate="?p"), f"{VOID}triples") >= {count}


@pytest.mark.parametrize("form", formats_for(AnswerKind.GRAPH), ids=lambda form: form.suffix)
def test_every_format_has_data_and_controls(client: FlaskClient, form: object) -> None:
    response = client.get("/fragments", query_string=PARTY | {"format": form.suffix})  # type: ignore[attr-defined]
    assert (response.status_code, response.mimetype) == (200, form.media_type)  # type: ignore[attr-defined]
    assert HKG in response.text and "party/HKG" in response.text
    assert HYDRA in response.text or response.mimetype == "text/html"


def test_a_browser_gets_a_page_with_a_form(client: FlaskClient) -> None:
    response = client.get("/fragments", query_string={"subject": HKG}, headers={"Accept": BROWSER})
    assert f'value="{HKG}"' in response.text and "<script>" not in response.text


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("subject=relative", "subject: relative is neither an IRI"),
        ("object=_:b", "a blank node has no name"),
        ("object=%22open", "is not a literal"),
        ("object=%22a%22%40toolonglanguage", "is not a literal"),
        ("object=%22a%22%5E%5Erelative", "neither an IRI"),
        ("subjekt=x:y", "no parameter 'subjekt'"),
        ("subject=x:y&subject=x:z", "more than once"),
        ("subject=?x&object=?x", "?x stands in two places"),
        ("page=0", "not a whole number from 1 on"),
        ("page=-1", "page"),
        ("page=99999999999", "page"),
        ("subject=%FF", "UTF-8"),
    ],
)
def test_what_is_no_pattern_is_refused_with_the_reason(client: FlaskClient, query: str, reason: str) -> None:
    response = client.get(f"/fragments?{query}")
    assert response.status_code == 400
    assert reason in response.text


def test_an_answer_is_tagged(client: FlaskClient) -> None:
    tag = client.get("/fragments", query_string=PARTY).headers["ETag"]
    assert client.get("/fragments", query_string=PARTY, headers={"If-None-Match": tag}).status_code == 304


@given(
    st.builds(ox.Literal, st.text())
    | st.builds(
        lambda value, tag: ox.Literal(value, language=tag), st.text(), st.sampled_from(["en", "zh-hant"])
    )
    | st.builds(
        lambda value: ox.Literal(value, datatype=ox.NamedNode("x:y")),
        st.text(),
    )
)
def test_a_literal_comes_out_as_it_went_in(literal: ox.Literal) -> None:
    assert read_term("object", write_term(literal)) == literal


@given(st.text(), st.text())
def test_any_text_is_a_term_or_has_a_reason(subject: str, value: str) -> None:
    try:
        pattern, page = read_pattern([("subject", subject), ("object", value)])
    except ProtocolError as error:
        assert error.status == 400
    else:
        assert isinstance(pattern, Pattern) and page == 1


def test_comunica_answers_a_query_from_fragments_and_endpoint_together(project_server: str) -> None:
    """Its answer is the same as from the endpoint alone, where the whole query is evaluated at once."""
    node = needs("node")
    needs_packages(CLIENTS)
    query = f"""
        SELECT ?citation ?text WHERE {{
            <https://w3id.org/mlat/instrument/coe-030> <{MLAT}citation> ?citation .
            ?citation <http://purl.org/dc/terms/identifier> ?text
        }}"""

    def rows(*sources: str) -> set[tuple[str, str]]:
        command = [node, CLIENTS / "comunica.mjs", query, *sources]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr[-2000:]
        return {(row["citation"], row["text"]) for row in map(json.loads, done.stdout.splitlines())}

    fragments, endpoint = f"{project_server}/fragments", f"sparql@{project_server}/sparql"
    expected = rows(endpoint)
    assert expected
    assert rows(fragments) == expected
    assert rows(fragments, endpoint) == expected

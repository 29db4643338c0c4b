"""What each kind of page tells."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from reading import Page

pytestmark = pytest.mark.whole_data
Read = Callable[..., Page]


def test_a_jurisdiction_shows_its_instruments_by_state_its_authorities_and_its_laws(read: Read) -> None:
    page = read("/jurisdiction/HKG.html")
    states = [each["data-state"] for each in page.all("tr") if "data-state" in each]
    assert states.count("suspended") == 7
    assert states == sorted(states, key=["bound", "unknown", "not_yet", "suspended", "ended"].index)
    assert "Secretary for Justice" in page.text()
    assert "Cap. 525" in page.text()
    assert "香港" in page.text()


def test_an_instrument_shows_parties_articles_declarations_citations_and_sources(read: Read) -> None:
    page = read("/instrument/coe-030.html")
    assert {"Assistance", "Grounds for refusal", "Parties", "Reservations and declarations"} <= set(
        page.texts("h2")
    )
    assert "ETS No. 030" in page.text()
    assert "Political offence" in page.text()
    assert "party/FRA" in page.ids
    assert "Council of Europe, Treaty Office" in page.text()


def test_who_may_refuse_what_under_the_european_convention_of_1959(read: Read) -> None:
    page = read("/instrument/coe-030.html")
    grounds = [row for row in page.texts("tr") if "Optional" in row]
    assert [row for row in grounds if row.startswith("2(a)") and "Political offence" in row]
    assert [row for row in grounds if row.startswith("2(b)") and "essential interests" in row]


def test_a_pair_shows_all_that_ever_tied_the_two(read: Read) -> None:
    page = read("/pair/HKG/USA")
    assert "suspended" in page.text()
    assert "/find?from=HKG&to=USA" in page.links


def test_a_concept_shows_which_instruments_have_it(read: Read) -> None:
    page = read("/refusal/political-offence.html")
    assert "European Convention on Mutual Assistance in Criminal Matters" in page.text("table")
    assert "Motivo" not in page.text("h1")


def test_a_source_shows_which_facts_rest_on_it(read: Read) -> None:
    assert "records rest on it" in read("/source/council-of-europe.html").text()


def test_the_ontology_has_a_place_for_every_term(read: Read) -> None:
    page = read("/ontology.html")
    assert {"Instrument", "party", "BindingPeriod", "touches"} <= set(page.ids)


def test_the_map_shows_whom_france_can_reach_for_a_video_hearing(read: Read, site: FlaskClient) -> None:
    table = read("/map?from=FRA&for=video-conference&on=2026-11-26").text("table")
    assert "Japan" in table
    places = site.get("/map.json?from=FRA&for=video-conference&on=2026-11-26").json
    values = {place["code"]: place["value"] for place in places["places"]}
    assert values["FRA"] == "self"
    assert values["ESP"] == "bound"
    assert len(values) == 256


def test_the_map_of_an_instrument_never_says_no_where_the_list_is_incomplete(site: FlaskClient) -> None:
    places = site.get("/map.json?instrument=sadc-mla-2002").json["places"]
    assert "not-bound" not in {place["value"] for place in places if not place["label"]}
    assert {place["value"] for place in places if place["code"] == "NOR"} == {"no-data"}


def test_the_network_has_an_edge_for_every_bilateral_instrument(site: FlaskClient) -> None:
    content = site.get("/network.json").json
    ids = {node["id"] for node in content["nodes"]}
    assert len(content["edges"]) == len({edge["id"] for edge in content["edges"]}) > 300
    assert {edge["source"] for edge in content["edges"]} | {
        edge["target"] for edge in content["edges"]
    } == ids


def test_lists_are_filtered_in_the_address_and_come_as_csv(site: FlaskClient, read: Read) -> None:
    page = read("/instruments?kind=protocol")
    rows = list(csv.DictReader(io.StringIO(site.get("/instruments.csv?kind=protocol").text)))
    assert len(rows) == len(page.all("tr")) - 1 == 12
    assert {row["kind"] for row in rows} == {"https://w3id.org/mlat/instrument-kind/protocol"}
    assert "12 of 375" in page.text()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Cap. 525", "/law/hkg-cap-525.html"), ("ETS 30", "/instrument/coe-030.html"),
        ("南韓", "/jurisdiction/KOR.html"),
        ("República Checa", "/jurisdiction/CZE.html"), ("untoc-2000", "/instrument/untoc-2000.html"),
    ],
)  # fmt: skip
def test_search_finds_by_name_code_and_citation(site: FlaskClient, text: str, first: str) -> None:
    results = site.get("/suggest.json", query_string={"q": text}).json["results"]
    assert first in [each["href"] for each in results[:3]]


def test_search_without_a_hit_says_so(read: Read) -> None:
    assert "Nothing is called" in read("/search?q=qqqqqqqqqqqq").text()


def test_coverage_tells_what_is_not_known(read: Read) -> None:
    page = read("/coverage")
    assert "Partial" in page.text("table")
    assert "not said" in page.text()


def test_completions_know_the_terms_of_the_graph(site: FlaskClient) -> None:
    content = site.get("/sparql/completions.json").json
    names = {term.get("name") for term in content["terms"]}
    assert {"mlat:Instrument", "mlat:party", "assistance:taking-evidence"} <= names
    assert content["prefixes"]["mlat"] == "https://w3id.org/mlat/ontology#"


@pytest.mark.parametrize(
    "address",
    [
        "/map?on=none",
        "/map?from=Atlantis",
        "/pair/HKG/Atlantis",
        "/map?instrument=none",
        "/jurisdictions.pdf",
    ],
)
def test_bad_input_gets_a_page_that_helps(read: Read, address: str) -> None:
    status = 400 if "on=" in address else 404
    assert read(address, status=status).texts("h1")

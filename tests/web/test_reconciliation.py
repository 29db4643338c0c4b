"""The Reconciliation Service API 0.2, over the project's own graph.

The schemas in the OpenAPI document say what those of the specification say, and more strictly.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Conforms = Callable[[object, str], None]


@pytest.fixture
def client(project_app: Flask) -> FlaskClient:
    return project_app.test_client()


def ask(client: FlaskClient, query: object) -> list[dict[str, Any]]:
    response = client.post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert response.status_code == 200, response.text
    assert response.json
    found: list[dict[str, Any]] = response.json["q0"]["result"]
    return found


def extend(client: FlaskClient, ids: list[str], properties: list[object]) -> dict[str, Any]:
    content = json.dumps({"ids": ids, "properties": properties})
    answer: dict[str, Any] = client.post("/reconcile", data={"extend": content}).json  # type: ignore[assignment]
    return answer


# The manifest


def test_without_parameters_it_gives_the_manifest(client: FlaskClient, conforms: Conforms) -> None:
    response = client.get("/reconcile", base_url="https://data.example.org/")
    conforms(response.json, "ReconciliationManifest")
    assert response.json and response.json["preview"]["url"].startswith("https://data.example.org/reconcile/")
    assert response.headers["Cache-Control"] == "no-cache"


def test_every_answer_may_be_read_from_any_site(client: FlaskClient) -> None:
    for address in ("/reconcile", "/reconcile?queries=bad", "/reconcile/suggest/type?prefix="):
        assert client.get(address).headers["Access-Control-Allow-Origin"] == "*"


def test_jsonp_is_not_spoken(client: FlaskClient) -> None:
    response = client.get("/reconcile?callback=alert")
    assert response.mimetype == "application/json" and response.json


# Queries


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("南韓", "KOR"),
        ("Korea, Rep. of", "KOR"),
        ("USSR", "SUN"),
        ("Côte d'Ivoire", "CIV"),
        ("Czech Republic", "CZE"),
        ("Соединенные Штаты", "USA"),
        ("jurisdiction/FRA", "FRA"),
        ("https://w3id.org/mlat/jurisdiction/FRA", "FRA"),
        ("HKG", "HKG"),
        ("Ivory Coast", "CIV"),
        ("República Checa", "CZE"),
    ],
)
def test_a_name_finds_its_jurisdiction_first(
    client: FlaskClient, conforms: Conforms, name: str, code: str
) -> None:
    found = ask(client, {"query": name, "type": "Jurisdiction"})
    assert found[0]["id"] == f"jurisdiction/{code}"
    conforms({"result": found}, "ReconciliationResult")


def test_the_only_one_that_is_the_same_is_a_match(client: FlaskClient) -> None:
    found = ask(client, {"query": "south korea"})
    assert [each["match"] for each in found][:2] == [True, False]


def test_namesakes_are_no_match(client: FlaskClient) -> None:
    found = ask(client, {"query": "Ministry of Justice", "type": "Authority"})
    assert found[0]["score"] == found[1]["score"] == 100
    assert not any(each["match"] for each in found)


def test_what_is_only_alike_is_no_match(client: FlaskClient) -> None:
    assert not any(each["match"] for each in ask(client, {"query": "Korea"}))


@pytest.mark.parametrize("given", ["Albania", "ALB", {"id": "jurisdiction/ALB", "name": "Albania"}])
def test_evidence_tells_namesakes_apart(client: FlaskClient, given: object) -> None:
    properties = [{"pid": "jurisdiction", "v": given}]
    found = ask(client, {"query": "Ministry of Justice", "type": "Authority", "properties": properties})
    assert (found[0]["id"], found[0]["match"]) == ("authority/alb-ministry-of-justice", True)
    assert found[1]["score"] < 70


def test_an_identifier_brings_up_what_the_name_would_not(client: FlaskClient) -> None:
    found = ask(client, {"query": "Hongkong SAR", "properties": [{"pid": "iso-alpha-2", "v": "HK"}]})
    assert found[0]["id"] == "jurisdiction/HKG" and found[0]["score"] > 90


def test_without_a_name_the_evidence_decides(client: FlaskClient) -> None:
    found = ask(client, {"properties": [{"pid": "citation", "v": "ETS 30"}]})
    assert [(each["id"], each["match"]) for each in found] == [("instrument/coe-030", True)]


@pytest.mark.parametrize("day", ["1973", 1973, "1973-05", "1973-05-25", "1973-05-25T00:00:00Z"])
def test_a_date_may_be_less_precise(client: FlaskClient, day: object) -> None:
    properties = [{"pid": "signed", "v": day}, {"pid": "party", "v": ["Switzerland", "USA"]}]
    found = ask(client, {"properties": properties, "type": "BilateralInstrument"})
    assert (found[0]["id"], found[0]["score"]) == ("instrument/che-usa-1973", 100)


def test_what_is_unknown_is_not_held_against_a_thing(client: FlaskClient) -> None:
    """No source gives a telephone number for this authority."""
    properties = [{"pid": "telephone", "v": "1"}, {"pid": "jurisdiction", "v": "Albania"}]
    found = ask(client, {"query": "Ministry of Justice", "type": "Authority", "properties": properties})
    assert found[0]["score"] == 100
    assert {each["id"] for each in found[0]["features"]} == {"name-likeness", "jurisdiction"}


def test_candidates_are_of_the_type_that_was_asked_for(client: FlaskClient) -> None:
    found = ask(client, {"query": "Hong Kong", "type": ["DomesticLaw", "BilateralInstrument"], "limit": 50})
    kinds = {kind["id"] for each in found for kind in each["type"]}
    assert kinds == {"DomesticLaw", "BilateralInstrument", "Instrument"}


def test_a_type_that_is_not_known_has_no_candidates(client: FlaskClient) -> None:
    assert ask(client, {"query": "France", "type": "Q6256"}) == []


def test_concepts_can_be_found(client: FlaskClient) -> None:
    found = ask(client, {"query": "dual criminality", "type": "refusal"})
    assert found and all(each["id"].startswith("refusal/") for each in found)


def test_the_limit_holds(client: FlaskClient) -> None:
    assert len(ask(client, {"query": "treaty", "limit": 3})) == 3


def test_a_batch_may_come_by_get_and_keys_are_kept(client: FlaskClient, conforms: Conforms) -> None:
    batch = {"a": {"query": "France"}, "ö": {"query": "Peru"}, "": {"query": ""}}
    response = client.get("/reconcile", query_string={"queries": json.dumps(batch)})
    conforms(response.json, "ReconciliationResultBatch")
    assert response.json and set(response.json) == {"a", "ö", ""}
    assert response.json[""]["result"] == []


@pytest.mark.parametrize("query", ["France", '{"query": "France"}'])
def test_a_single_query_as_older_clients_send_it(client: FlaskClient, query: str) -> None:
    for response in (
        client.get("/reconcile", query_string={"query": query}),
        client.post("/reconcile", data={"query": query}),
    ):
        assert response.json and response.json["result"][0]["id"] == "jurisdiction/FRA"


@pytest.mark.parametrize(
    ("field", "content", "status", "reason"),
    [
        ("queries", "{", 400, "not JSON"),
        ("queries", "[]", 400, "not a JSON object"),
        ("queries", '{"q": 1}', 400, "queries: q: not a JSON object"),
        ("queries", '{"q": {"query": 1}}', 400, "q: query: not a text"),
        ("queries", '{"q": {"query": "a", "limit": "x"}}', 400, "limit"),
        ("queries", '{"q": {"query": "a", "properties": [{"v": 1}]}}', 400, "pid: not a text"),
        ("queries", json.dumps({str(n): {"query": "a"} for n in range(26)}), 413, "25"),
        ("queries", "[" * 100_000, 400, "not JSON"),
        ("extend", '{"ids": []}', 400, "properties: not a JSON array"),
        ("extend", '{"ids": [], "properties": [{"id": "citatoin"}]}', 400, "citation"),
        ("extend", json.dumps({"ids": ["x"] * 1001, "properties": []}), 413, "1000"),
        ("nothing", "", 400, "queries"),
    ],
)
def test_what_can_not_be_used_is_refused_with_the_reason(
    client: FlaskClient, field: str, content: str, status: int, reason: str
) -> None:
    response = client.post("/reconcile", data={field: content}, headers={"Accept": "application/json"})
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert response.json and reason in response.json["detail"]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
fields = st.fixed_dictionaries(
    {},
    optional={
        "query": st.text(max_size=30) | values,
        "type": values,
        "limit": values,
        "type_strict": values,
        "properties": st.lists(
            st.fixed_dictionaries({"pid": st.sampled_from(["signed", "party", "x"]), "v": values}), max_size=3
        )
        | values,
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batch=st.dictionaries(st.text(max_size=5), fields, max_size=3) | values)
def test_any_batch_gets_candidates_or_a_reason(
    client: FlaskClient, conforms: Conforms, batch: object
) -> None:
    response = client.post("/reconcile", data={"queries": json.dumps(batch)})
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        conforms(json.loads(response.data), "ReconciliationResultBatch")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=values
    | st.fixed_dictionaries(
        {"ids": st.lists(st.text(max_size=5)) | values},
        optional={
            "properties": values
            | st.lists(
                st.fixed_dictionaries({"id": st.just("party")}, optional={"settings": values}), max_size=2
            )
        },
    )
)
def test_any_extension_gets_values_or_a_reason(
    client: FlaskClient, conforms: Conforms, content: object
) -> None:
    response = client.post("/reconcile", data={"extend": json.dumps(content)})
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        conforms(json.loads(response.data), "ReconciliationExtension")


# Suggestions and previews


@pytest.mark.parametrize(
    ("kind", "prefix", "first"),
    [
        ("entity", "Hong Kon", "jurisdiction/HKG"),
        ("entity", "jurisdiction/HKG", "jurisdiction/HKG"),
        ("type", "juris", "Jurisdiction"),
        ("type", "Jurisdiction", "Jurisdiction"),
        ("property", "ISO 3166-1 alpha-3", "iso-alpha-3"),
        ("property", "citation", "citation"),
    ],
)
def test_suggestions(client: FlaskClient, conforms: Conforms, kind: str, prefix: str, first: str) -> None:
    found = client.get(f"/reconcile/suggest/{kind}", query_string={"prefix": prefix}).json
    conforms(found, "ReconciliationSuggestions")
    assert found and found["result"][0]["id"] == first


@pytest.mark.parametrize("kind", ["entity", "type", "property"])
def test_a_cursor_goes_on(client: FlaskClient, kind: str) -> None:
    address = f"/reconcile/suggest/{kind}"
    first = client.get(address, query_string={"prefix": "a"}).json["result"]  # type: ignore[index]
    later = client.get(address, query_string={"prefix": "a", "cursor": 3}).json["result"]  # type: ignore[index]
    assert later[: len(first) - 3] == first[3:]


@pytest.mark.parametrize(
    ("kind", "identifier", "word"),
    [
        ("entity", "jurisdiction/HKG", "香港"),
        ("type", "HistoricState", "no longer exists"),
        ("property", "signed", "signed on"),
    ],
)
def test_flyouts(client: FlaskClient, conforms: Conforms, kind: str, identifier: str, word: str) -> None:
    found = client.get(f"/reconcile/flyout/{kind}", query_string={"id": identifier}).json
    conforms(found, "ReconciliationFlyout")
    assert found and found["id"] == identifier and word in found["html"]


def test_a_preview_may_be_shown_within_other_pages(client: FlaskClient) -> None:
    response = client.get("/reconcile/preview", query_string={"id": "jurisdiction/HKG"})
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy and "default-src 'none'" in policy
    assert "<script" not in response.text and "香港" in response.text
    assert "frame-ancestors 'none'" in client.get("/about").headers["Content-Security-Policy"]


def test_a_view_leads_to_the_page(client: FlaskClient) -> None:
    response = client.get("/reconcile/view?id=jurisdiction%2FHKG")
    assert (response.status_code, response.location) == (303, "/jurisdiction/HKG.html")


@pytest.mark.parametrize("address", ["view", "preview", "flyout/entity", "flyout/type", "flyout/property"])
def test_nothing_is_there_for_an_unknown_id(client: FlaskClient, address: str) -> None:
    response = client.get(f"/reconcile/{address}", query_string={"id": "<script>alert(1)</script>"})
    assert response.status_code == 404


# Values of properties


def test_proposed_properties_are_of_the_type(client: FlaskClient, conforms: Conforms) -> None:
    found = client.get("/reconcile/properties?type=HistoricState&limit=50").json
    conforms(found, "ReconciliationProposal")
    ids = {each["id"] for each in found["properties"]}  # type: ignore[index]
    assert "iso-alpha-4" in ids and "citation" not in ids


def test_every_proposed_property_has_values(client: FlaskClient, conforms: Conforms) -> None:
    ids = ["jurisdiction/HKG", "jurisdiction/SUN", "instrument/coe-030", "authority/alb-ministry-of-justice"]
    proposed = client.get("/reconcile/properties").json["properties"]  # type: ignore[index]
    for start in range(0, len(proposed), 20):
        found = extend(client, ids, [{"id": each["id"]} for each in proposed[start : start + 20]])
        conforms(found, "ReconciliationExtension")
        assert set(found["rows"]) == set(ids)


def test_values_are_things_texts_and_partial_dates(client: FlaskClient) -> None:
    properties: list[object] = [
        {"id": "party", "settings": {"limit": "1"}},
        {"id": "signed"},
        {"id": "region"},
    ]
    found = extend(client, ["instrument/coe-030"], properties)
    row = found["rows"]["instrument/coe-030"]
    assert row["party"] == [{"id": "jurisdiction/ALB", "name": "Albania"}]
    assert (row["signed"], row["region"]) == ([{"str": "1959-04-20"}], [])
    assert found["meta"][0] == {
        "id": "party", "name": "party", "type": {"id": "Jurisdiction", "name": "jurisdiction"},
    }  # fmt: skip


def test_names_of_things_come_in_the_language_of_the_setting(client: FlaskClient) -> None:
    found = extend(client, ["jurisdiction/HKG"], [{"id": "part-of", "settings": {"language": "fr"}}])
    assert found["rows"]["jurisdiction/HKG"]["part-of"][0]["name"] == "Chine"


def test_an_unknown_thing_has_a_row_without_values(client: FlaskClient) -> None:
    assert extend(client, ["nothing"], [{"id": "party"}])["rows"] == {"nothing": {"party": []}}

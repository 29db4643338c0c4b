"""What editors ask an endpoint for to set themselves up, with the queries that the editor of SIB sends."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mlat.graph.namespaces import ONTOLOGY, PREFIXES, XSD
from mlat.graph.query_files import queries_folder, read_folder

FOLDER = Path(__file__).parent / "discovery"
EXAMPLES = read_folder(queries_folder("examples"))
JSON = {"Accept": "application/sparql-results+json"}

Rows = list[dict[str, str]]


def ask(client: FlaskClient, query: str) -> Rows:
    # The editor marks its own queries with "ac" for the statistics of its makers' endpoints.
    response = client.get("/sparql", query_string={"ac": "1", "query": query}, headers=JSON)
    assert response.status_code == 200, response.text
    bindings = response.get_json()["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


def discover(client: FlaskClient, name: str) -> Rows:
    return ask(client, (FOLDER / f"{name}.rq").read_text(encoding="utf-8"))


def test_prefixes(project_client: FlaskClient) -> None:
    found = {row["prefix"]: row["namespace"] for row in discover(project_client, "prefixes")}
    assert found == PREFIXES


def test_examples_with_their_questions(project_client: FlaskClient) -> None:
    found = {row["sq"].rpartition("/")[2]: row["comment"] for row in discover(project_client, "examples")}
    assert found == {name: query.summary for name, query in EXAMPLES.items()}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_runs_as_it_is(project_client: FlaskClient, name: str) -> None:
    (text,) = (row["query"] for row in discover(project_client, "examples") if row["sq"].endswith(f"/{name}"))
    assert "#? values" not in text
    assert ask(project_client, text)


@pytest.mark.parametrize("query", ["classes", "overview"])
def test_classes_with_properties_and_what_they_lead_to(project_client: FlaskClient, query: str) -> None:
    rows = discover(project_client, query)
    found = {
        (row["subjectClass"], row["prop"], row.get("objectClass") or row.get("objectDatatype", ""))
        for row in rows
    }
    participation = f"{ONTOLOGY}Participation"
    assert (participation, f"{ONTOLOGY}party", f"{ONTOLOGY}Jurisdiction") in found
    assert (participation, f"{ONTOLOGY}inForceFrom", f"{XSD}date") in found
    assert (participation, f"{ONTOLOGY}inForceFrom", f"{XSD}gYear") in found


def test_the_overview_has_labels_and_counts(project_client: FlaskClient) -> None:
    rows = discover(project_client, "overview")
    of_instruments = [row for row in rows if row["subjectClass"] == f"{ONTOLOGY}Instrument"]
    assert {row["subjectClassLabel"] for row in of_instruments} >= {"instrument"}
    assert all(int(row["triples"]) > 0 for row in rows)

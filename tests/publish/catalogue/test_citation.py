"""How an answer is cited, and where the link of a citation leads."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as some

from mlat import __version__
from mlat.graph.evaluation import InProcess
from mlat.graph.namespaces import BASE
from mlat.publish.catalogue.citation import AUTHOR, TITLE, cite
from mlat.publish.catalogue.summary import summarise
from mlat.web.catalogue import Catalogue

ROOT = Path(__file__).parents[3]
DAY = datetime.date(2026, 11, 26)
QUERY = "SELECT ?s { ?s a <https://w3id.org/mlat/ontology#Instrument> } # 1 & 2"


@given(some.text(some.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_the_link_holds_the_query_the_release_and_the_day(query: str) -> None:
    asked = parse_qs(urlsplit(cite(query, "0a1b", DAY).link).query)
    assert asked == {"query": [query], "release": ["0a1b"], "date": ["2026-11-26"]}


def test_the_text_is_one_for_a_footnote() -> None:
    found = cite(QUERY, "0a1b", DAY)
    assert found.text.startswith(f"{AUTHOR} (2026). {TITLE}. Release 0a1b. ")
    assert found.text.endswith(found.link)


def test_a_query_that_is_too_long_for_a_link_is_left_out() -> None:
    assert cite("x" * 5000, "0a1b", DAY).link == f"{BASE}dataset"


def test_author_and_title_are_those_of_the_graph(project: InProcess) -> None:
    catalogue = Catalogue(project)
    summary = summarise([*catalogue.dataset(), *catalogue.holdings()])
    assert (summary.author, summary.title) == (AUTHOR, TITLE)


def test_the_link_tells_that_the_release_is_the_same(project_client: FlaskClient, project: InProcess) -> None:
    link = cite(QUERY, project.release, DAY).link
    response = project_client.get(link.removeprefix(BASE.rstrip("/")))
    assert response.status_code == 200
    assert "the answer is the same" in response.text
    assert "SELECT ?s { ?s a &lt;https://w3id.org/mlat/ontology#Instrument&gt; } # 1 &amp; 2" in response.text


def test_the_link_tells_that_the_release_is_another(project_client: FlaskClient) -> None:
    response = project_client.get(cite(QUERY, "0a1b", DAY).link.removeprefix(BASE.rstrip("/")))
    assert "the answer may differ" in response.text


@pytest.mark.parametrize(
    "parameters",
    ["", "query=ASK{}", "query=ASK{}&release=x&date=2026-11-26", "query=ASK{}&release=0a&date=today"],
)
def test_a_link_that_is_none_is_refused(project_client: FlaskClient, parameters: str) -> None:
    assert project_client.get(f"/cited?{parameters}").status_code == 400


def test_the_citation_file_names_this_version_and_the_data_set() -> None:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    fields = dict(re.findall(r"^([a-z-]+): (.+)$", text, re.MULTILINE))
    assert fields["cff-version"] == "1.2.0"
    assert fields["version"] == __version__
    assert fields["title"] and fields["message"]
    assert f"- name: {AUTHOR}" in text and f"value: {BASE}dataset" in text

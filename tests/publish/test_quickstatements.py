"""Participations for Wikidata: what is written, with which reference, and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlat.cli import main
from mlat.publish.quickstatements import wikidata_time

GRAPH = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix mlat: <https://w3id.org/mlat/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/mlat/> .

<instrument/x-2000> schema:sameAs <http://www.wikidata.org/entity/Q1> ; dcterms:identifier "x-2000" .
<instrument/y-2000> dcterms:identifier "y-2000" .
<jurisdiction/FRA> schema:sameAs <http://www.wikidata.org/entity/Q142> , <https://sws.geonames.org/3017382/> .
<jurisdiction/XAA> schema:sameAs <https://sws.geonames.org/1/> .
<source/w> mlat:sourceKind <source-kind/encyclopaedia> .
<http://example.org/w> dcterms:publisher <source/w> .
"""
PARTICIPATION = """
<instrument/{0}/party/{1}> a mlat:Participation ;
    mlat:instrument <instrument/{0}> ; mlat:party <jurisdiction/{1}> ;
    mlat:recorded "2026-11-20"^^xsd:date ; dcterms:source <{2}> ; {3} .
"""
RATIFIED = 'mlat:consentKind <consent-kind/ratification> ; mlat:consentDate "2002-10-29"^^xsd:date'
REFERENCE = 'S854\t"http://example.org/p"\tS813\t+2026-11-20T00:00:00Z/11'


@pytest.fixture
def written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """What the command writes for a participation: standard output and standard error."""

    def write(
        what: str, instrument="x-2000", party="FRA", source="http://example.org/p", also="", options=()
    ):
        path = tmp_path / "graph.ttl"
        path.write_text(
            GRAPH + PARTICIPATION.format(instrument, party, source, what) + also, encoding="utf-8"
        )
        assert main(["quickstatements", "--data", str(path), *options]) == 0
        return capsys.readouterr()

    return write


def test_signature_and_ratification_are_two_statements_with_date_and_reference(written) -> None:
    out = written(f'mlat:signed "2000-12-12"^^xsd:date ; {RATIFIED}').out
    assert out.splitlines() == [
        f"Q1\tP1891\tQ142\tP585\t+2000-12-12T00:00:00Z/11\t{REFERENCE}",
        f"Q1\tP6193\tQ142\tP585\t+2002-10-29T00:00:00Z/11\t{REFERENCE}",
    ]


def test_a_person_is_asked_to_review(written) -> None:
    assert "For a person to review" in written(RATIFIED).err


def test_a_date_that_another_source_gave_has_that_source(written) -> None:
    also = """<statement/s> mlat:about <instrument/x-2000/party/FRA> ; mlat:statedProperty mlat:consentDate ;
        mlat:statedValue "2002-10-29"^^xsd:date ; mlat:standing <standing/completes> ;
        dcterms:source <http://example.org/other> ."""
    assert '"http://example.org/other"' in written(RATIFIED, also=also).out


@pytest.mark.parametrize(
    ("what", "given"),
    [
        (RATIFIED, {"instrument": "y-2000"}),
        (RATIFIED, {"party": "XAA"}),
        (RATIFIED, {"source": "http://example.org/w"}),
        (RATIFIED.replace("ratification", "succession"), {}),
        (RATIFIED + " ; mlat:extendedBy <jurisdiction/XAA>", {}),
        ("mlat:consentKind <consent-kind/ratification>", {}),
    ],
    ids=[
        "instrument without item",
        "party without item",
        "encyclopaedia",
        "succession",
        "extension",
        "undated",
    ],
)
def test_what_wikidata_cannot_take_is_left_out(written, what: str, given: dict[str, str]) -> None:
    captured = written(what, **given)
    assert captured.out == ""
    assert "no statements" in captured.err


def test_one_instrument_can_be_chosen(written) -> None:
    assert written(RATIFIED, options=["--instrument", "y-2000"]).out == ""
    assert written(RATIFIED, options=["--instrument", "x-2000"]).out


@pytest.mark.parametrize(
    ("date", "time"),
    [
        ("2018-05-03", "+2018-05-03T00:00:00Z/11"),
        ("2018-05", "+2018-05-00T00:00:00Z/10"),
        ("2018", "+2018-00-00T00:00:00Z/9"),
    ],
)
def test_a_date_is_as_precise_as_its_source(date: str, time: str) -> None:
    assert wikidata_time(date) == time


@given(st.dates())
def test_a_day_can_be_read_back(day) -> None:
    assert wikidata_time(day.isoformat())[1:11] == day.isoformat()

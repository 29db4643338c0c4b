"""What else an import reads from a row, and what it tells."""

from __future__ import annotations

import pytest
from office import GOVERNMENT, PRESS, Office

ORDER = "zh-Hant: 刑事事宜相互法律協助(美國)令"


def test_an_order_among_the_titles_is_a_law(office: Office) -> None:
    row = {"titles_other": f"fr: Accord | {ORDER}", "citations": "TIAS 1; Cap. 525F"}
    office.put("instruments-a.csv", row)
    office.receive()
    law = office.row("laws", "hkg-cap-525-usa")
    assert (law["title"], law["citation"], law["implements"]) == (ORDER, "Cap. 525F", "hkg-usa-1997")
    assert office.row("instruments", "hkg-usa-1997")["titles_other"] == "fr: Accord"


@pytest.mark.parametrize("parties", [("CHE", "USA"), ("", "")])
def test_only_on_rows_of_hong_kong(office: Office, parties: tuple[str, str]) -> None:
    cells = {"kind": "protocol", "party_a": parties[0], "party_b": parties[1], "titles_other": ORDER}
    office.put("instruments-a.csv", cells)
    office.receive()
    assert office.rows("laws") == {}
    assert office.row("instruments", "hkg-usa-1997")["titles_other"] == ORDER


def test_a_suspension_in_a_note_is_a_suspension(office: Office) -> None:
    office.put(
        "instruments-a.csv", {"note": f"Hong Kong announced suspension on 2020-08-20 ({PRESS}); as reported"}
    )
    office.receive()
    row = office.row("suspensions", "hkg-usa-1997/HKG-2020-08-20")
    assert (row["suspended_from"], row["party"], row["source_url"]) == ("2020-08-20", "HKG", PRESS)


def test_other_wikidata_items_are_statements(office: Office) -> None:
    office.edit("sources", "rigour", title="rigour", kind="data-set")
    row = {"wikidata_qid": "Q183", "qid_sources": "rigour=Q1206012|country-codes=Q183"}
    office.put("jurisdictions.csv", row)
    office.receive()
    other = ("wikidata", "Q1206012", "disagrees", "https://w3id.org/mlat/source/rigour")
    assert office.statements() == {other}


def test_but_not_against_a_record_that_has_the_item(office: Office) -> None:
    office.edit("sources", "rigour", title="rigour", kind="data-set")
    office.put("jurisdictions.csv", {"wikidata_qid": "Q183", "qid_sources": "rigour=Q1206012"})
    office.receive()
    office.edit("jurisdictions", "DEU", wikidata="Q1206012")
    office.remove("statements", next(iter(office.rows("statements"))))
    office.receive()
    assert office.statements() == set()


def test_rows_of_unknown_instruments_are_told_and_come_later(office: Office) -> None:
    row = {"instrument_id": "mlat-hkg-usa-1997", "party": "HKG", "source_url": "https://blog.example/post"}
    office.put("participation-a.csv", row)
    told = "participation-a.csv:2: participation: names instrument hkg-usa-1997, which the tables do not hold"
    assert told in office.receive()
    assert office.rows("participation") == {}
    assert "blog.example" not in office.rows("sources")
    office.put("instruments-a.csv", {})
    office.receive()
    assert "hkg-usa-1997/HKG" in office.rows("participation")


def test_unknown_instruments_of_a_designation_stand_in_its_note_until_they_come(office: Office) -> None:
    office.put("authorities-a.csv", {"instrument_ids": "untoc-2000; mlat-hkg-usa-1997"})
    report = office.receive()
    row = office.row("designations", "che-office-of-justice/1")
    assert row["instruments"] == "untoc-2000"
    assert row["note"] == "names instrument hkg-usa-1997, which the tables do not hold"
    assert "authorities-a.csv:2: no instrument hkg-usa-1997" in report
    office.put("instruments-a.csv", {})
    office.receive()
    (row,) = office.rows("designations").values()
    assert (row["instruments"], row["note"]) == ("hkg-usa-1997; untoc-2000", "")


def test_columns_that_no_table_has_are_told(office: Office) -> None:
    office.put("coverage.csv", {"rows": "190", "remarks": "many"})
    report = office.receive()
    assert "- coverage.csv: rows: counted from the tables themselves" in report
    assert "- coverage.csv: remarks: no column of the tables is for it" in report


def test_a_second_coverage_is_told(office: Office) -> None:
    office.put("coverage.csv", {"coverage": "partial"})
    office.receive()
    office.put("coverage.csv", {"coverage": "complete"})
    assert "coverage/untoc-2000 coverage: 'complete' (coverage.csv:2) beside 'partial'" in office.receive()


def test_the_report_counts_rows_and_records(office: Office) -> None:
    office.put("participation-a.csv", {"party": "CHE"}, {"party": "FRA"})
    report = office.receive()
    assert "| participation-a.csv | 2 |" in report
    assert "| participation | 0 | 2 |" in report


def test_new_rows_are_recorded_under_the_day_of_the_import(office: Office) -> None:
    office.put("participation-a.csv", {"source_url": GOVERNMENT})
    office.receive()
    assert office.row("participation", "untoc-2000/CHE")["recorded"] == "2026-11-20"

"""Which rows speak of the same thing."""

from __future__ import annotations

import pytest
from office import DEPOSITARY, ENCYCLOPAEDIA, GOVERNMENT, PRESS, Office


def test_a_bilateral_id_drops_its_prefix(office: Office) -> None:
    office.put("instruments-a.csv", {"id": "mlat-hkg-usa-1997"})
    office.put("instruments-b.csv", {"id": "hkg-usa-1997", "signed": "1997-04-15"})
    assert "instruments/hkg-usa-1997: instruments-a.csv:2, instruments-b.csv:2" in office.receive()
    assert office.row("instruments", "hkg-usa-1997")["signed"] == "1997-04-15"


@pytest.mark.parametrize(
    ("file", "table", "identifier"),
    [
        ("instruments-a.csv", "instruments", "untoc-2000"),
        ("coverage.csv", "coverage", "untoc-2000"),
        ("entry-into-force-rules.csv", "rules", "untoc-2000"),
        ("participation-a.csv", "participation", "untoc-2000/CHE"),
        ("provisions-a.csv", "provisions", "untoc-2000/assistance-taking-evidence"),
        ("declarations-a.csv", "declarations", "untoc-2000/CHE-reservation-5"),
    ],
)
def test_retired_instrument_ids_are_followed(office: Office, file: str, table: str, identifier: str) -> None:
    office.retire("instruments", "palermo", current="untoc-2000")
    multilateral = {"id": "palermo", "kind": "multilateral-convention", "party_a": "", "party_b": ""}
    office.put(file, multilateral if table == "instruments" else {"instrument_id": "palermo"})
    office.receive()
    assert identifier in office.rows(table)
    assert "palermo" not in office.rows("instruments")


def test_a_retired_code_is_followed(office: Office) -> None:
    office.edit("aliases", "ZAR", table="jurisdictions", current="CHE", reason="test")
    office.put("participation-a.csv", {"party": "ZAR"})
    office.receive()
    assert list(office.rows("participation")) == ["untoc-2000/CHE"]


def test_a_retired_authority_stays_part_of_the_one_that_stands_for_it(office: Office) -> None:
    office.put("authorities-a.csv", {"name_en": "Office of Justice"}, {"name_en": "Justice Office"})
    office.receive()
    office.edit("designations", "che-office-of-justice/2", role="central-authority", source_url=GOVERNMENT,
               authority_id="che-office-of-justice")  # fmt: skip
    office.retire("designations", "che-justice-office/1", current="che-office-of-justice/2")
    office.retire("authorities", "che-justice-office", current="che-office-of-justice")
    office.receive()
    assert list(office.rows("authorities")) == ["che-office-of-justice"]
    assert list(office.rows("designations")) == ["che-office-of-justice/1", "che-office-of-justice/2"]


def test_a_new_record_never_gets_a_retired_id(office: Office) -> None:
    office.put("provisions-a.csv", {"article": "18"})
    office.receive()
    office.edit("provisions", "untoc-2000/x", instrument_id="untoc-2000", provision="assistance",
               slug="taking-evidence", article="20", source_url=GOVERNMENT)  # fmt: skip
    office.retire("provisions", "untoc-2000/assistance-taking-evidence", current="untoc-2000/x")
    office.receive()
    assert "untoc-2000/assistance-taking-evidence-18" in office.rows("provisions")


def test_dates_of_gazettes_are_participation(office: Office) -> None:
    office.put("participation-a.csv", {"consent_kind": "ratification"})
    office.put("entry-into-force-observed.csv", {"in_force": "2006-11-26"})
    office.receive()
    row = office.row("participation", "untoc-2000/CHE")
    assert (row["consent_kind"], row["in_force"]) == ("ratification", "2006-11-26")


@pytest.mark.parametrize("file", ["provisions-a.csv", "provisions-b.csv"])
def test_a_provision_without_article_joins_the_only_one_with(office: Office, file: str) -> None:
    office.put("provisions-a.csv", {"article": "18"})
    office.put("provisions-b.csv", {"note": "read elsewhere", "source_url": ENCYCLOPAEDIA})
    office.receive()
    (row,) = office.rows("provisions").values()
    assert (row["article"], row["note"]) == ("18", "read elsewhere")


def test_it_stays_apart_where_there_are_several(office: Office) -> None:
    office.put("provisions-a.csv", {"article": "18"}, {"article": "20"}, {})
    report = office.receive()
    assert sorted(row["article"] for row in office.rows("provisions").values()) == ["", "18", "20"]
    assert "untoc-2000/assistance/taking-evidence: provision without article beside others" in report


def test_it_stays_apart_where_the_tables_keep_it_apart(office: Office) -> None:
    office.put("provisions-a.csv", {"modality": "mandatory"})
    office.receive()
    cells = {"instrument_id": "untoc-2000", "provision": "assistance", "slug": "taking-evidence"}
    office.edit("provisions", "untoc-2000/by-hand", **cells, article="18", source_url=GOVERNMENT)
    office.receive()
    found = {(row["article"], row["modality"]) for row in office.rows("provisions").values()}
    assert found == {("", "mandatory"), ("18", "")}


@pytest.mark.parametrize(
    "other",
    [
        {"article": "20"},
        {"article": "", "note": "low certainty"},
        {"slug": "service-of-documents"},
        {"provision": "refusal", "slug": "fiscal-offence"},
        {"note": "low certainty"},
        {"instrument_id": "coe-030"},
    ],
)
def test_provisions_that_differ_stay_apart(office: Office, other: dict[str, str]) -> None:
    office.put("provisions-a.csv", {"article": "18"}, {"article": "18"} | other)
    office.receive()
    assert len(office.rows("provisions")) == 2


def test_lone_declarations_of_two_files_are_one(office: Office) -> None:
    office.put("declarations-a.csv", {"summary": "Reserves."})
    office.put("declarations-b.csv", {"summary": "In other words.", "date": "2001", "source_url": PRESS})
    report = office.receive()
    (row,) = office.rows("declarations").values()
    assert (row["summary"], row["date"]) == ("Reserves.", "2001")
    assert "'In other words.' (declarations-b.csv:2)" in report


def test_several_declarations_are_one_only_with_the_same_summary(office: Office) -> None:
    office.put("declarations-a.csv", {"summary": "First."}, {"summary": "Second."})
    office.put("declarations-b.csv", {"summary": "Third."}, {"summary": "First.", "date": "2001"})
    office.put("declarations-c.csv", {"summary": "Fourth."})
    report = office.receive()
    rows = office.rows("declarations")
    assert {row["summary"]: row["date"] for row in rows.values()} == {
        "First.": "2001", "Second.": "", "Third.": "", "Fourth.": "",
    }  # fmt: skip
    assert sorted(rows) == [f"untoc-2000/CHE-reservation-5{number}" for number in ("", "-2", "-3", "-4")]
    assert "Kept apart, and why" in report


def test_a_later_declaration_beside_several_stays_apart(office: Office) -> None:
    office.put("declarations-a.csv", {"summary": "First."}, {"summary": "Second."})
    office.receive()
    office.clear()
    office.put("declarations-b.csv", {"summary": "Third."})
    assert "1 of declarations-b.csv, and 2 of the tables" in office.receive()
    assert len(office.rows("declarations")) == 3


def test_authorities_meet_without_case_punctuation_and_brackets(office: Office) -> None:
    office.put(
        "authorities-a.csv",
        {"name_en": "Office of Justice (FOJ), Bern", "phone": "1"},
        {"name_en": "OFFICE OF JUSTICE Bern", "email": "a@example.org"},
        {"name_en": "Office of Justice Bern", "jurisdiction": "FRA"},
    )
    office.receive()
    rows = office.rows("authorities")
    assert sorted(rows) == ["che-office-of-justice-bern", "fra-office-of-justice-bern"]
    assert (rows["che-office-of-justice-bern"]["phone"], rows["che-office-of-justice-bern"]["email"]) == (
        "1",
        "a@example.org",
    )


def test_an_authority_is_designated_for_each_role_that_its_row_names(office: Office) -> None:
    office.put(
        "authorities-a.csv", {"role": "central authority; service of documents", "languages": "French"}
    )
    office.receive()
    rows = office.rows("designations").values()
    assert {row["role"] for row in rows} == {"central-authority", "service-of-documents"}
    assert {row["authority_id"] for row in rows} == {"che-office-of-justice"}


def test_a_row_that_names_no_role_designates_nothing(office: Office) -> None:
    office.put("authorities-a.csv", {"role": ""})
    assert "authorities-a.csv:2: no designation: the row names no role" in office.receive()
    assert list(office.rows("authorities")) == ["che-office-of-justice"]
    assert office.rows("designations") == {}


def test_rows_twice_in_a_file_are_one(office: Office) -> None:
    for file in ("participation-a.csv", "declarations-a.csv", "provisions-a.csv", "authorities-a.csv"):
        office.put(file, {"source_url": DEPOSITARY}, {"source_url": DEPOSITARY})
    office.receive()
    for table in ("participation", "declarations", "provisions", "authorities", "designations"):
        assert len(office.rows(table)) == 1


def test_instruments_of_the_same_parties_are_told_apart_in_the_report(office: Office) -> None:
    office.put(
        "instruments-a.csv", {"id": "hkg-usa-1997"}, {"id": "hkg-usa-2001", "title_en": "Second agreement"}
    )
    assert "hkg-usa-1997, hkg-usa-2001: the same parties under other ids" in office.receive()

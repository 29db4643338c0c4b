from __future__ import annotations

import csv
from pathlib import Path

import pytest
from desk import Desk

from mlat.build.rows import Records

with (Path(__file__).parent / "faults.csv").open(encoding="utf-8", newline="") as file:
    FAULTS = list(csv.DictReader(file))


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: f"{case['table']}.{case['column']}={case['value']}")
def test_a_cell_that_cannot_be_is_told_with_its_place(desk: Desk, case: dict[str, str]) -> None:
    """The value, put into that column of that row, is a fault of the column ``place``."""
    desk.set(case["table"], case["row"], **{case["column"]: case["value"]})
    line = desk.line(case["table"], case["row"])
    assert f"{case['table']}.csv:{line}:{case['place']}: {case['message']}" in desk.faults()


def test_a_provision_has_a_slug_of_its_own_scheme(desk: Desk, records: Records) -> None:
    row = next(each for each in records["provisions"].values() if each.one("provision") == "refusal")
    desk.set("provisions", row.id, slug="taking-evidence")
    (fault,) = desk.faults()
    assert fault.startswith(f"provisions.csv:{row.line}:slug: ")
    assert '"taking-evidence" is not a concept of ontology/schemes/refusal.ttl' in fault


def test_a_retired_id_may_not_stay_in_use(desk: Desk) -> None:
    desk.set("aliases", "coe-030", table="instruments", current="coe-099", reason="a test")
    assert 'aliases.csv:3:id: "coe-030" is still the id of a row of instruments.csv' in desk.faults()


def test_references_to_a_retired_id_lead_to_the_current_one(desk: Desk) -> None:
    desk.set("instruments", "coe-099", supplements="can-che-1993")
    assert desk.records()["instruments"]["coe-099"].many("supplements") == ("can-che-cts1995",)


def test_a_statement_may_be_about_a_participation_that_a_bilateral_row_implies(desk: Desk) -> None:
    about = {"table": "participation", "record": "hkg-usa-1997/HKG", "column": "in_force"}
    desk.set("statements", "s0c4590924e29", **about, value="2000-01")
    assert desk.faults() == []


def test_an_unreadable_table_is_told_once_and_not_for_every_reference_to_it(desk: Desk) -> None:
    (desk.folder / "jurisdictions.csv").write_bytes(b"id\n")
    assert [fault.partition(":")[0] for fault in desk.faults()] == ["jurisdictions.csv"]


def test_faults_of_form_and_of_content_are_told_at_once(desk: Desk) -> None:
    desk.set("participation", "untoc-2000/AND", consent_kind="ratified")
    (desk.folder / "laws.csv").write_bytes(b"\xff")
    assert [fault.partition(":")[0] for fault in desk.faults()] == ["laws.csv", "participation.csv"]


def test_all_faults_of_a_row_are_told(desk: Desk) -> None:
    desk.set("participation", "untoc-2000/AND", consent_kind="ratified", signed="2000-13", in_force="soon")
    columns = [fault.split(":")[2] for fault in desk.faults()]
    assert columns == ["consent_kind", "in_force", "signed"]

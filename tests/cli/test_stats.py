"""``mlat stats``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from mlat.cli import main

DATA = ["--data", str(Path(__file__).parents[1] / "fixtures" / "graph" / "treaties.ttl")]


def test_records_are_counted_by_class_and_property(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--format", "csv", *DATA]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == ["class", "property", "records", "share"]
    assert ["mlat:Participation", "", "3", "1.0"] in rows
    assert ["mlat:State", "rdfs:label", "2", "1.0"] in rows


def test_shares_are_of_the_class(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--format", "json", *DATA]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {
        "class": "mlat:BilateralInstrument",
        "property": "mlat:signed",
        "records": 1,
        "share": 1.0,
    } in rows


def test_a_table_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", *DATA]) == 0
    assert "mlat:State" in capsys.readouterr().out

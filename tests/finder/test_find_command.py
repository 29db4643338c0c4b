"""``mlat find``, called as the command line calls it."""

from __future__ import annotations

import json

import pytest

from mlat.cli import main

pytestmark = pytest.mark.whole_data


def test_text_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "HKG", "USA", "--for", "taking-evidence", "--on", "2019-06-30"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "Hong Kong asks United States for Taking of evidence or statements, on 2019-06-30\n"
    )
    assert "bilateral; binds both since 2000-01-21, until 2020-08-20 (established)" in out
    assert "Office of International Affairs (OIA): central authority" in out


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "香港", "加拿大", "--on", "2019-06-30", "--format", "json"]) == 0
    assert [basis["id"] for basis in json.loads(capsys.readouterr().out)["bases"]] == ["can-hkg-2001"]


def test_a_wrong_name_is_explained_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "Frnce", "USA"]) == 1
    assert capsys.readouterr().err.startswith("from: no jurisdiction 'Frnce'; the nearest are FRA (France)")

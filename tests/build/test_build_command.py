from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from desk import FIXTURES, Desk

from mlat.cli.build import add, run
from mlat.errors import InputError


def build(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add(parser.add_subparsers())
    return run(parser.parse_args(["build", *arguments]))


def test_it_writes_and_tells_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--tables", str(FIXTURES), "--output", str(tmp_path / "turtle"))
    assert build(*arguments) == 0
    told = capsys.readouterr()
    assert "files written, 0 unchanged, 0 removed; " in told.out
    assert " triples; " in told.out
    assert told.err.startswith("reading ")
    assert build(*arguments, "--check") == 0
    assert "files up to date; " in capsys.readouterr().out


def test_check_writes_nothing_and_tells_what_is_out_of_date(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="run `mlat build`"):
        build("--tables", str(FIXTURES), "--output", str(tmp_path / "turtle"), "--check")
    assert list(tmp_path.iterdir()) == []


def test_faulty_tables_leave_the_last_good_output(desk: Desk, tmp_path: Path) -> None:
    arguments = ("--tables", str(desk.folder), "--output", str(tmp_path / "turtle"))
    build(*arguments)
    good = {path: path.read_bytes() for path in (tmp_path / "turtle").rglob("*.ttl")}
    desk.set("participation", "untoc-2000/AND", consent_kind="ratified", signed="2015-02-30")
    with pytest.raises(InputError) as caught:
        build(*arguments)
    assert [problem.column for problem in caught.value.problems] == ["consent_kind", "signed"]
    assert {path: path.read_bytes() for path in (tmp_path / "turtle").rglob("*.ttl")} == good

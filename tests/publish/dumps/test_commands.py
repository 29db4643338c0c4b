"""``mlat dump`` and ``mlat release`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlat.cli import main
from mlat.layout import Layout


@pytest.fixture(autouse=True)
def small(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ("dump", "release"):
        monkeypatch.setattr(f"mlat.cli.{command}.find_layout", lambda: layout)


def test_dump_tells_of_each_file_and_keeps_standard_output_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dump", str(tmp_path / "dump")]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert all(f"\n{path.name} " in told.err for path in (tmp_path / "dump").glob("mlat.*"))
    assert " files, " in told.err.splitlines()[-1]


def test_dump_says_why_it_leaves_a_folder_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").touch()
    assert main(["dump", str(tmp_path)]) == 1
    assert "name a new folder" in capsys.readouterr().err


def test_release_makes_the_folder_of_its_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", str(tmp_path), "--date", "2026-11-26"]) == 0
    assert (tmp_path / "latest" / "manifest.json").is_file()
    assert "2026-11-26: 31 files" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["dump", "release"])
def test_help_has_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert f"examples:\n  mlat {command} " in capsys.readouterr().out

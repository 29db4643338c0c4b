"""``mlat import``, called as the command line calls it."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import Office

from mlat.cli import main


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["import", "--help"])
    assert stop.value.code == 0
    assert "examples:\n  mlat import ~/inbox --dry-run " in capsys.readouterr().out


def test_a_dry_run_prints_the_report_and_writes_nothing(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.put("participation-a.csv", {})
    before = office.content()
    assert office.run("--dry-run") == 0
    assert "| participation | 0 | 1 |" in capsys.readouterr().out
    assert office.content() == before
    assert not office.report.exists()


def test_each_import_has_a_report_of_its_own(office: Office) -> None:
    office.put("participation-a.csv", {})
    for _ in range(3):
        arguments = ["import", str(office.batch), "--tables", str(office.tables), "--date", "2026-11-20"]
        assert main(arguments) == 0
    names = sorted(path.name for path in (office.tables.parent / "imports").iterdir())
    assert names == ["2026-11-20-batch-2.md", "2026-11-20-batch-3.md", "2026-11-20-batch.md"]


def test_an_impossible_day_is_bad_usage(office: Office) -> None:
    office.put("participation-a.csv", {})
    with pytest.raises(SystemExit) as stop:
        office.run("--date", "2026-11")
    assert stop.value.code == 2


@pytest.mark.parametrize("method", ["write_bytes", "replace"])
@pytest.mark.parametrize("failing", ["participation.csv.new", "sources.csv.new", "report.md.new"])
def test_a_failed_write_leaves_all_as_it_was(
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    method: str,
    failing: str,
) -> None:
    office.put("participation-a.csv", {"source_url": "https://new.example/x"})
    before = office.content()
    real = getattr(Path, method)

    def fail(path: Path, argument: object) -> object:
        if path.name == failing:
            raise OSError(28, "No space left on device")
        return real(path, argument)

    with monkeypatch.context() as patch:
        patch.setattr(Path, method, fail)
        assert office.run() == 1
    assert "No space left on device; all tables are as they were" in capsys.readouterr().err
    assert office.content() == before
    assert not office.report.exists()

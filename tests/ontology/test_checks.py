"""Each rule of ``ontology/checks`` against a graph that breaks it, and all of them against one that is sound.

What a rule must find in ``checks/<rule>.ttl`` stands beside it in ``.expected.txt``. Run with
``WRITE_EXPECTED=1`` to write these files, and read the diff.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from mlat.errors import InputError
from mlat.graph.checks import Check, read_checks, run_check
from mlat.graph.loading import load_files
from mlat.graph.namespaces import BASE
from mlat.graph.validate import Finding
from mlat.layout import find_layout

CASES = Path(__file__).parent / "checks"
ONTOLOGY = find_layout().ontology
CHECKS = read_checks(ONTOLOGY / "checks")


def _run(check: Check, case: str) -> list[Finding]:
    store = load_files([ONTOLOGY / "mlat.ttl", CASES / f"{case}.ttl"])
    return list(run_check(store, check))


def _line(finding: Finding) -> str:
    record = finding.focus if finding.focus.startswith("http") else "a blank node"
    return f"{finding.severity} | {record.removeprefix(BASE)} | {finding.message}\n"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_rule_finds_what_breaks_it(check: Check) -> None:
    findings = _run(check, check.name)
    text = "".join(map(_line, findings))
    expected = CASES / f"{check.name}.expected.txt"
    if os.environ.get("WRITE_EXPECTED"):
        expected.write_text(text, encoding="utf-8")
    assert findings
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_rule_finds_nothing_in_a_sound_graph(check: Check) -> None:
    assert _run(check, "sound") == []


def test_every_rule_is_described() -> None:
    for path in sorted((ONTOLOGY / "checks").glob("*.rq")):
        assert re.match(r"#\+ summary: \S.*\n#\+ description: \S", path.read_text(encoding="utf-8")), (
            path.name
        )


def test_rule_without_summary_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nameless.rq").write_text("SELECT ?record ?problem {}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"nameless\.rq:1: .*summary"):
        read_checks(tmp_path)


def test_rule_with_unknown_severity_is_refused(tmp_path: Path) -> None:
    (tmp_path / "grave.rq").write_text("#+ summary: grave\n#+ severity: mortal\n", encoding="utf-8")
    with pytest.raises(InputError, match="one of violation, warning, info"):
        read_checks(tmp_path)


def test_rule_that_is_no_select_is_refused(tmp_path: Path) -> None:
    (tmp_path / "yes.rq").write_text("#+ summary: yes or no\nASK {}\n", encoding="utf-8")
    with pytest.raises(InputError, match="rows of record and problem"):
        _run(read_checks(tmp_path)[0], "sound")

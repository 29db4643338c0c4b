"""``mlat query``, called as the command line calls it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from mlat.cli import main

FIXTURES = Path(__file__).parents[1] / "fixtures" / "graph"
DATA = ["--data", str(FIXTURES / "treaties.ttl")]
LABELS = """\
#+ summary: Labels of a jurisdiction
#+ params:
#+   of jurisdiction required whose labels
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?of ?label WHERE {
  #? values
  ?of rdfs:label ?label
} ORDER BY ?label
"""


@pytest.fixture
def labels(tmp_path: Path) -> str:
    path = tmp_path / "labels.rq"
    path.write_text(LABELS, encoding="utf-8")
    return str(path)


def test_csv_when_the_output_is_no_terminal(labels: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", labels, "--param", "of=hk", *DATA]) == 0
    iri = "https://w3id.org/mlat/jurisdiction/HKG"
    assert capsys.readouterr().out == f"of,label\r\n{iri},Hong Kong\r\n{iri},香港\r\n"


def test_a_table_is_aligned_by_what_a_terminal_shows(labels: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", labels, "--param", "of=HKG", "--format", "table", *DATA]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "of                  label",
        "──────────────────  ─────────",
        "<jurisdiction/HKG>  Hong Kong",
        "<jurisdiction/HKG>  香港",
        "2 rows",
    ]


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("SELECT (1 AS ?x) {}"))
    assert main(["query", "-", "--format", "json", *DATA]) == 0
    assert json.loads(capsys.readouterr().out)["head"]["vars"] == ["x"]


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        ("ASK {}", "table", "yes\n"),
        ("ASK { FILTER(false) }", "table", "no\n"),
        ("ASK {}", "csv", "true\n"),
        ("CONSTRUCT { <x:s> <x:p> 1 } WHERE {}", None, "<x:s> <x:p> 1 .\n"),
        ("CONSTRUCT { <x:s> <x:p> <x:o> } WHERE {}", "nq", "<x:s> <x:p> <x:o> .\n"),
        ("SELECT ?x { VALUES ?x {} }", "tsv", "?x\n"),
    ],
)
def test_other_forms_and_formats(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], query: str, name: str | None, expected: str
) -> None:
    path = tmp_path / "q.rq"
    path.write_text(query)
    assert main(["query", str(path), *(["--format", name] if name else []), *DATA]) == 0
    assert capsys.readouterr().out.splitlines()[-1:] == expected.splitlines()


def test_a_syntax_error_shows_its_line_and_a_caret(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "q.rq"
    path.write_text("SELECT * {\n\t?s ?p '香' FILTR\n}", encoding="utf-8")
    assert main(["query", str(path), *DATA]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "q: line 2, column 12: unexpected 'FILTR': did you mean FILTER?",
        " ?s ?p '香' FILTR",
        "            ^",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--param", "of=XXX"], "parameter of: no jurisdiction 'XXX'"),
        (["--param", "form=HKG"], "no parameter 'form'; there are of"),
        ([], "the parameter of is required: whose labels"),
        (["--param", "of=HKG", "--format", "ttl"], "no format 'ttl'"),
        (["--param", "of=HKG", "--data", "none.ttl"], "none.ttl: No such file"),
    ],
)
def test_errors_are_told_in_a_line(
    labels: str, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["query", labels, *DATA, *arguments]) == 1
    told = capsys.readouterr()
    assert message in told.err
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_unknown_names_and_missing_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--name", "no-such-query", *DATA]) == 1
    assert main(["query", "no-such-file.rq", *DATA]) == 1
    assert "no query 'no-such-query'" in capsys.readouterr().err


def test_the_named_queries_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--list"]) == 0
    assert capsys.readouterr().out.startswith("name")


@pytest.mark.parametrize(
    "arguments", [[], ["q.rq", "--list"], ["q.rq", "--param", "x"], ["q.rq", "--format", "doc"]]
)
def test_bad_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["query", *arguments])
    assert caught.value.code == 2

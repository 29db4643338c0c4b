"""The validator: its findings, its errors, and that its short cuts change nothing; shapes: tests/shapes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import RDF, SH, Graph

from mlat.build.tree import build, write
from mlat.cli.check import check, summary
from mlat.errors import Problem, StoreError
from mlat.graph.namespaces import BASE
from mlat.graph.validate import Finding, Shapes, count_by_rule, read_shapes, validate
from mlat.layout import Layout, find_layout

TESTS = Path(__file__).parents[1]
ONTOLOGY = find_layout().ontology
SHAPES = sorted((ONTOLOGY / "shapes").glob("*.ttl"))
KNOWN = [ONTOLOGY / "mlat.ttl", TESTS / "shapes" / "background.ttl"]
FAULTY = [
    TESTS / "shapes" / case
    for case in (
        "participation/warning.consent-before-signature.ttl",
        "suspension/invalid.two-days.ttl",
        "authority/invalid.contacts.ttl",
        "instrument/invalid.relations-to-nothing.ttl",
        "binding-period/invalid.earliest-end-after-latest.ttl",
    )
]


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return read_shapes(SHAPES)


@pytest.fixture(scope="module")
def findings(shapes: Shapes) -> list[Finding]:
    return validate([*KNOWN, *FAULTY], shapes)


def test_findings_are_sorted_violations_first(findings: list[Finding]) -> None:
    severities = [finding.severity for finding in findings]
    assert severities == sorted(severities)
    assert set(severities) == {"violation", "warning"}
    violations = [finding.focus for finding in findings if finding.severity == "violation"]
    assert violations == sorted(violations)


def test_finding_is_one_line(findings: list[Finding]) -> None:
    assert str(findings[-1]) == (
        "warning: instrument/demo-2000/party/XBB mlat:consentDate: Consent (2003-11-30) comes before "
        "signature (2003-12): see whether consent_date and signed of participation are right."
    )


def test_finding_names_its_shape_and_rule(findings: list[Finding]) -> None:
    by_path = {finding.path: finding for finding in findings}
    assert by_path["mlat:email"].shape == "https://w3id.org/mlat/shapes#Authority"
    assert by_path["mlat:consentDate"].rule.startswith("Consent (...) comes before signature (...): see")


def test_short_cuts_change_nothing(findings: list[Finding]) -> None:
    """pySHACL as it comes, over its own store, with the shapes as they are written."""
    data, rules = Graph(), Graph()
    for path in (*KNOWN, *FAULTY):
        data.parse(path)
    for path in SHAPES:
        rules.parse(path)
    _, report, _ = pyshacl.validate(data, shacl_graph=rules)
    assert isinstance(report, Graph)
    plain = {
        (str(report.value(result, SH.focusNode)), str(report.value(result, SH.resultMessage)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
    assert plain == {(finding.focus, finding.message) for finding in findings}


def test_bytes_are_n_triples(findings: list[Finding], shapes: Shapes) -> None:
    store = ox.Store()
    for path in (*KNOWN, *FAULTY):
        store.load(path=path, format=ox.RdfFormat.TURTLE, base_iri=BASE)
    content = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert content
    assert validate([content], shapes) == findings


def test_truth_of_other_graphs_is_left_alone(findings: list[Finding]) -> None:
    assert findings
    assert not Graph()


def test_empty_graph_conforms(shapes: Shapes) -> None:
    assert validate([], shapes) == []


def test_faulty_data_file_is_named(tmp_path: Path, shapes: Shapes) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(StoreError, match=r"broken\.ttl"):
        validate([path], shapes)


def test_faulty_n_triples_are_named(shapes: Shapes) -> None:
    with pytest.raises(StoreError, match="N-Triples"):
        validate([b"<a> <b>"], shapes)


def test_faulty_shapes_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(StoreError, match=r"broken\.ttl"):
        read_shapes([path])


@pytest.mark.parametrize(
    "constraint",
    ['sh:sparql [ sh:select "SELECT $this WHERE {" ]', "sh:property [ sh:minCount 1 ]", 'sh:pattern "("'],
    ids=["a query that cannot be parsed", "a property shape without a path", "a pattern that is none"],
)
def test_shapes_that_cannot_be_used_are_refused(tmp_path: Path, constraint: str) -> None:
    path = tmp_path / "shape.ttl"
    shape = f"<urn:s> a sh:NodeShape ; sh:targetNode <urn:x> ; {constraint} ."
    path.write_text(f"@prefix sh: <http://www.w3.org/ns/shacl#> . {shape}", encoding="utf-8")
    with pytest.raises(StoreError, match="shapes can't be used"):
        validate(KNOWN, read_shapes([path]))


def test_findings_are_counted_by_rule(findings: list[Finding]) -> None:
    twice = [*findings, *(finding for finding in findings if finding.path == "mlat:consentDate")]
    severity, rule, count = count_by_rule(twice)[-1]
    assert (severity, count) == ("warning", 2)
    assert "(...)" in rule


def test_summary_counts_violations_and_warnings(findings: list[Finding]) -> None:
    violations = sum(finding.severity == "violation" for finding in findings)
    lines = summary([Problem("a.csv", 1, "", "wrong")], findings).splitlines()
    assert lines[-1] == f"1 fault in tables and build, {violations} violations, 1 warning"
    assert len(lines) == len(count_by_rule(findings)) + 1


@pytest.fixture
def copy(tmp_path: Path) -> Layout:
    """A small copy of the project: the tables of the fixtures, built."""
    shutil.copytree(TESTS / "fixtures" / "tables", tmp_path / "data" / "tables")
    (tmp_path / "ontology").symlink_to(ONTOLOGY)
    layout = Layout(tmp_path)
    write(build(layout.tables, layout.ontology), layout.turtle)
    return layout


def test_check_tells_of_each_step_and_counts(copy: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    check(copy)
    told = capsys.readouterr()
    assert [line.split()[0] for line in told.err.splitlines()] == [
        "tables",
        "build",
        "graph",
        "shapes",
        "checks",
    ]
    assert "0 faults in tables and build" in told.out.splitlines()[-1]


def test_check_tells_of_an_outdated_file(copy: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    (copy.turtle / "dataset.ttl").write_text("# edited by hand\n", encoding="utf-8")
    assert check(copy) == 1
    assert "dataset.ttl:1: is not what the tables make" in capsys.readouterr().out


def test_check_tells_of_faulty_tables_even_without_a_graph(
    copy: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(copy.turtle)
    (copy.tables / "laws.csv").unlink()
    with pytest.raises(StoreError, match="mlat build"):
        check(copy)
    assert "laws.csv: missing" in capsys.readouterr().out


def test_check_prints_warnings_on_demand(copy: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    check(copy)
    assert "\nwarning: " not in f"\n{capsys.readouterr().out}"
    check(copy, every_warning=True)
    assert "\nwarning: " in f"\n{capsys.readouterr().out}"

"""The functions for notebooks, and the notebook that explains them, run in a real kernel.

``UPDATE_GOLDEN=1 pytest tests/publish/test_notebook.py`` writes the notebook's results anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat
import networkx
import pandas
import pytest
import rdflib

import mlat
from mlat.errors import MissingPackage, QueryError, QuestionError, UnknownName
from mlat.rows import Rows

NOTEBOOK = Path(__file__).parents[2] / "server" / "notebooks" / "mutual-legal-assistance.ipynb"

pytestmark = [
    pytest.mark.whole_data,
    # rdflib's own code still uses what it deprecates.
    pytest.mark.filterwarnings(r"ignore:Dataset\.:DeprecationWarning"),
]


def test_importing_the_package_imports_nothing_else(environment: dict[str, str]) -> None:
    code = "import sys; before = set(sys.modules); import mlat; print(sorted(set(sys.modules) - before))"
    found = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout.strip() == "['mlat']"


def test_what_notebooks_use_is_offered_and_nothing_else() -> None:
    assert {"find", "load", "query", "table"} <= set(dir(mlat))
    with pytest.raises(AttributeError, match="no attribute 'fined'"):
        mlat.fined  # noqa: B018


def test_a_question_is_answered_as_typed_objects() -> None:
    answer = mlat.find("HKG", "USA", assistance="taking-evidence", on="2019-06-30")
    assert answer.bound
    assert [basis.instrument.id for basis in answer.bases] == ["hkg-usa-1997"]


def test_a_question_that_cannot_be_understood_names_the_nearest() -> None:
    with pytest.raises(QuestionError, match="HKG"):
        mlat.find("HKGG", "USA")


def test_a_named_query_gives_rows_that_pandas_takes() -> None:
    rows = mlat.query("which-instruments-bind", from_="HKG", to="USA", on="2019-06-30")
    frame = pandas.DataFrame(rows)
    assert list(frame.columns) == rows.columns == list(rows.to_pandas().columns)
    assert set(frame["binding"]) == {"bound"}
    assert rows.column("aspect")[0] == "instrument"


def test_sparql_gives_rows_truth_or_a_graph() -> None:
    rows = mlat.query("SELECT (1 + 1 AS ?two) (true AS ?flag) (<a:b> AS ?iri) ?nothing {}")
    assert list(rows) == [{"two": 2, "flag": True, "iri": "a:b", "nothing": None}]
    assert mlat.query("ASK { ?s ?p ?o }") is True
    graph = mlat.query("CONSTRUCT WHERE { ?s a <https://w3id.org/mlat/ontology#Suspension> }")
    assert isinstance(graph, rdflib.Graph)
    assert len(graph) >= 7


def test_what_is_wrong_with_a_query_is_told() -> None:
    with pytest.raises(UnknownName, match="did you mean which-instruments-bind"):
        mlat.query("which-instruments-bnd")
    with pytest.raises(QueryError):
        mlat.query("SELECT * {")
    with pytest.raises(QueryError, match="required"):
        mlat.query("which-instruments-bind", from_="HKG")


def test_rows_without_any_row_keep_their_columns() -> None:
    rows = Rows(["a", "b"], [])
    assert list(rows.to_pandas().columns) == ["a", "b"]
    with pytest.raises(UnknownName, match="no column 'c'"):
        rows.column("c")


def test_rows_are_shown_escaped_and_counted() -> None:
    shown = Rows(["a"], [["<script>"]] * 25)._repr_html_()
    assert "<script>" not in shown
    assert shown.count("&lt;script&gt;") == 20
    assert "25 rows, the first 20 shown" in shown


def test_a_missing_package_is_told_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingPackage, match=r"needs pandas: pip install 'mlat-graph\[notebook\]'"):
        Rows(["a"], []).to_pandas()


def test_a_published_table_is_at_hand() -> None:
    suspended = mlat.table("suspensions")
    assert "suspended_from" in suspended.columns
    with pytest.raises(UnknownName, match="did you mean participations"):
        mlat.table("participation")


def test_networkx_opens_the_edges_and_writes_graphml(tmp_path: Path) -> None:
    edges = mlat.table("network-edges").to_pandas().drop(columns="instruments")
    network = networkx.from_pandas_edgelist(edges, edge_attr=True)
    assert network.number_of_nodes() == len(mlat.table("network-nodes"))
    networkx.write_graphml(network, tmp_path / "network.graphml")
    again = networkx.read_graphml(tmp_path / "network.graphml")
    assert again.edges["BRA", "CHE"]["bound"] == "bilateral"


def test_the_graph_is_an_rdflib_dataset_over_the_store() -> None:
    graph = mlat.load()
    assert isinstance(graph, rdflib.Dataset)
    (row,) = graph.query("SELECT (COUNT(*) AS ?n) { ?instrument a mlat:Instrument }")
    assert int(row.n) == len(mlat.table("instruments"))
    mlat_terms = rdflib.Namespace("https://w3id.org/mlat/ontology#")
    instrument = rdflib.URIRef("https://w3id.org/mlat/instrument/hkg-usa-1997")
    assert str(graph.value(instrument, mlat_terms.signed)) == "1997-04-15"


def test_a_named_graph_holds_its_part() -> None:
    derived = mlat.load().graph("https://w3id.org/mlat/graph/derived")
    periods = derived.query("SELECT ?period { ?period a <https://w3id.org/mlat/ontology#BindingPeriod> }")
    assert len(periods) == len(mlat.table("binding-periods"))


def test_the_view_cannot_be_changed() -> None:
    graph = mlat.load()
    a = rdflib.URIRef("http://example.org/a")
    for change in (lambda: graph.add((a, a, a)), lambda: graph.remove((None, None, None))):
        with pytest.raises(TypeError, match="can only be read"):
            change()
    with pytest.raises(TypeError, match="can only be read"):
        graph.update("DELETE WHERE { ?s ?p ?o }")


def run(notebook: nbformat.NotebookNode) -> None:
    client = nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3")
    client.execute(cwd=NOTEBOOK.parent)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_notebook_runs_and_gives_the_results_that_it_shows(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", environment["PYTHONPATH"])
    shown = nbformat.read(NOTEBOOK, as_version=4)
    ran = nbformat.read(NOTEBOOK, as_version=4)
    run(ran)
    if os.environ.get("UPDATE_GOLDEN"):
        for cell in ran.cells:
            cell.metadata.clear()
        ran.metadata.pop("language_info", None)
        nbformat.write(ran, NOTEBOOK)
        shown = ran
    assert list(map(results, ran.cells)) == list(map(results, shown.cells))


def results(cell: nbformat.NotebookNode) -> list[str]:
    """What a cell prints and shows, as text."""
    found = []
    for output in cell.get("outputs", []):
        assert output.output_type != "error", output
        found.append(output.text if output.output_type == "stream" else output.data["text/plain"])
    return found

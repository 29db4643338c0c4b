"""The tables, read by the tools that they are for.

A part of the project's graph is written as files; that all of it fits the tables is tested in memory.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import csvw
import frictionless
import pyarrow.parquet
import pyoxigraph as ox
import pytest

from mlat.cli import main
from mlat.errors import PublishError
from mlat.graph.loading import load_project
from mlat.graph.query_files import parse_query, queries_folder, read_folder
from mlat.graph.store import Store
from mlat.layout import find_layout
from mlat.publish.tables.collection import find_table, make_tables, table_names
from mlat.publish.tables.columns import SEPARATOR, Kind, read_columns
from mlat.publish.tables.described import read_vocabulary, slugs_of
from mlat.publish.tables.parquet import write_parquet
from mlat.publish.tables.table import Table, make_table, read_table

QUERIES = read_folder(queries_folder("tables"))
_LAYOUT = find_layout()
#: The vocabulary, all jurisdictions, and some instruments with what was derived from them.
PART = [
    _LAYOUT.ontology / "mlat.ttl",
    _LAYOUT.ontology / "schemes",
    *(_LAYOUT.turtle / name for name in ("dataset.ttl", "derived", "jurisdiction", "instrument/HKG")),
    *(_LAYOUT.turtle / "instrument" / "multilateral" / f"{name}.ttl" for name in ("coe-030", "untoc-2000")),
]


#: Tables that would take a slow reader too long.
LARGE = ("panel.csv", "network-edges.csv", "jurisdiction-years.csv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All tables of a part of the project's graph, as the command writes them."""
    target = tmp_path_factory.mktemp("tables")
    assert main(["tables", str(target), "--data", *map(str, PART)]) == 0
    return target


@pytest.fixture(scope="module")
def project() -> Store:
    return load_project()


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table_of(lines: list[str], rows: list[tuple], name: str = "t") -> Table:
    return make_table(name, "", "", read_columns(lines, name), rows)


def test_a_column_says_its_kind_its_rule_and_its_meaning() -> None:
    (column,) = read_columns(["party ref:jurisdictions required mlat:party"], "t")
    assert (column.name, column.kind, column.detail) == ("party", Kind.REFERENCE, "jurisdictions")
    assert (column.is_key, column.is_required, column.term) == (False, True, "mlat:party")


@pytest.mark.parametrize("line", ["party", "party refs:x", "party thing key words", "Party text key words"])
def test_a_column_that_cannot_be_understood_is_told(line: str) -> None:
    with pytest.raises(PublishError, match="t: not 'name kind"):
        read_columns([line], "t")


def test_rows_are_sorted_by_key_and_lines_end_with_lf() -> None:
    table = table_of(["id text key the id", "n number optional a number"], [("b", 2), ("a", None)])
    assert table.csv == b"id,n\na,\nb,2\n"


def test_a_cell_of_several_values_joins_them() -> None:
    table = table_of(["id text key the id", "ids list optional values"], [("a", ("x", "y"))])
    assert table.csv == b"id,ids\na,x|y\n"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("a", "x"), ("a", "y")], r"two rows have the key \['a'\]"),
        ([("a", None)], r"\['a'\] has no name"),
    ],
)
def test_rows_that_break_a_promise_are_told(rows: list[tuple], message: str) -> None:
    with pytest.raises(PublishError, match=message):
        table_of(["id text key the id", "name text required a name"], rows)


def test_a_value_that_holds_the_separator_is_told() -> None:
    with pytest.raises(PublishError, match=r"holds '\|'"):
        table_of(["id text key the id", "ids list optional values"], [("a", (f"x{SEPARATOR}y",))])


def test_a_query_that_gives_other_columns_than_it_declares_is_told(store: Store) -> None:
    text = "#+ columns:\n#+   id text key the id\nSELECT ?other { ?other ?p ?o }"
    with pytest.raises(PublishError, match="its header declares"):
        read_table(store, parse_query(text, "t"))


def test_a_blank_node_does_not_stand_in_a_table() -> None:
    inner = ox.Store()
    inner.load(b"_:a <http://example.org/p> 1 .", format=ox.RdfFormat.TURTLE)
    text = "#+ columns:\n#+   id text key the id\nSELECT ?id { ?id ?p ?o }"
    with pytest.raises(PublishError, match="blank node"):
        read_table(Store(inner), parse_query(text, "t"))


@pytest.mark.parametrize("name", QUERIES)
def test_a_table_says_what_it_holds(name: str) -> None:
    assert QUERIES[name].summary
    assert QUERIES[name].description.endswith(".")
    assert read_columns(QUERIES[name].columns, name)


@pytest.mark.parametrize("name", QUERIES)
def test_a_reference_names_a_table_with_a_key_of_one_column(name: str) -> None:
    for column in read_columns(QUERIES[name].columns, name):
        if column.kind in (Kind.REFERENCE, Kind.REFERENCES):
            target = read_columns(QUERIES[column.detail].columns, column.detail)
            assert len([each for each in target if each.is_key]) == 1, column


@pytest.fixture(scope="module")
def tables(project: Store) -> dict[str, Table]:
    """All tables of the whole project that queries give, and the two small ones that are computed."""
    names = set(table_names()) - {"panel", "network-edges"}
    return {name: find_table(project, name) for name in names}


@pytest.mark.whole_data
def test_every_record_of_each_class_has_its_row(tables: dict[str, Table], project: Store) -> None:
    counts = {
        row[0].value.partition("#")[2]: int(row[1].value)
        for row in project.table(read_folder(queries_folder("stats"))["classes"].text).rows
    }
    classes = {
        "authorities": "Authority", "binding-periods": "BindingPeriod", "citations": "Citation",
        "coverage": "Coverage", "declarations": "Declaration", "designations": "Designation",
        "entry-into-force-rules": "EntryIntoForceRule", "instruments": "Instrument",
        "jurisdictions": "Jurisdiction", "laws": "DomesticLaw", "participations": "Participation",
        "provisions": "Provision", "publishers": "Publisher", "statements": "Statement",
        "suspensions": "Suspension",
    }  # fmt: skip
    assert {name: len(tables[name].rows) for name in classes} == {
        name: counts[kind] for name, kind in classes.items()
    }


@pytest.mark.whole_data
def test_every_reference_leads_to_a_row(tables: dict[str, Table]) -> None:
    keys = {
        name: {row[table.columns.index(table.key[0])] for row in table.rows} for name, table in tables.items()
    }
    for name, table in tables.items():
        for place, column in enumerate(table.columns):
            cells = {row[place] for row in table.rows} - {None}
            if column.kind is Kind.REFERENCE:
                assert cells <= keys[column.detail], (name, column.name)
            if column.kind is Kind.REFERENCES:
                assert {value for cell in cells for value in cell} <= keys[column.detail], (name, column.name)


@pytest.mark.whole_data
def test_a_cell_of_a_concept_holds_a_slug_of_its_scheme(tables: dict[str, Table], project: Store) -> None:
    vocabulary = read_vocabulary(project)
    for name, table in tables.items():
        for place, column in enumerate(table.columns):
            cells = {row[place] for row in table.rows} - {None}
            if column.kind is Kind.CONCEPT:
                assert cells <= set(slugs_of(column, vocabulary)), (name, column.name)


@pytest.mark.whole_data
def test_a_record_reads_as_its_source_table_has_it(folder: Path) -> None:
    (row,) = [row for row in read(folder, "instruments") if row["id"] == "hkg-usa-1997"]
    assert row["parties"] == "HKG|USA"
    assert (row["signed"], row["in_force_from"], row["status"]) == ("1997-04-15", "2000-01-21", "suspended")
    assert row["citations"].split("|") == ["Cap. 525 (Hong Kong)", "Exec. Rpt. 105-22", "Treaty Doc. 105-6"]
    assert row["iri"] == "https://w3id.org/mlat/instrument/hkg-usa-1997"


@pytest.mark.whole_data
def test_frictionless_finds_the_data_package_valid(folder: Path) -> None:
    report = frictionless.validate(str(folder / "datapackage.json"), limit_rows=2000)
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len(list(folder.glob("*.csv")))


@pytest.mark.whole_data
def test_frictionless_finds_a_key_that_leads_nowhere(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).symlink_to(path)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    wanted = ("jurisdictions", "laws", "sources", "publishers")
    package["resources"] = [each for each in package["resources"] if each["name"] in wanted]
    laws = next(each for each in package["resources"] if each["name"] == "laws")
    text = (folder / "laws.csv").read_text(encoding="utf-8").replace(",CHN,", ",CHX,")
    (tmp_path / "laws.csv").unlink()
    (tmp_path / "laws.csv").write_text(text, encoding="utf-8")
    laws["bytes"], laws["hash"] = len(text.encode()), f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    (tmp_path / "datapackage.json").unlink()
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert {row[0] for row in report.flatten(["type"])} == {"foreign-key"}


@pytest.mark.whole_data
def test_fields_are_described_by_the_ontology(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    resources = {each["name"]: each for each in package["resources"]}
    fields = {each["name"]: each for each in resources["participations"]["schema"]["fields"]}
    assert fields["consent_date"]["description"] == (
        "gives the day on which the party's consent to be bound was deposited or notified"
    )
    assert "accession" in fields["consent_kind"]["constraints"]["enum"]


@pytest.mark.whole_data
def test_csv_on_the_web_reads_every_table_by_its_description(folder: Path) -> None:
    group = csvw.TableGroup.from_file(folder / "csv-metadata.json")
    tables = {table.url.string.removesuffix(".csv"): table for table in group.tables}
    assert set(tables) == {path.stem for path in folder.glob("*.csv")}
    periods = list(tables["binding-periods"])
    assert all(period["earliest_from"].year >= 1 for period in periods)
    (instrument,) = [row for row in tables["instruments"] if row["id"] == "hkg-usa-1997"]
    assert instrument["parties"] == ["HKG", "USA"]
    assert next(iter(tables["panel"]))["year"] > 1900


@pytest.mark.whole_data
def test_csv_on_the_web_finds_every_foreign_key(folder: Path) -> None:
    group = csvw.TableGroup.from_file(folder / "csv-metadata.json")
    group.tables = [table for table in group.tables if table.url.string not in LARGE]
    group.check_referential_integrity()


@pytest.mark.whole_data
def test_the_same_graph_gives_the_same_bytes_in_another_order_and_process(
    folder: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    again = tmp_path / "again"
    command = [sys.executable, "-m", "mlat", "tables", str(again), "--data", *map(str, reversed(PART))]
    seeded = environment | {"PYTHONHASHSEED": "1"}
    subprocess.run(command, env=seeded, capture_output=True, check=True, timeout=300)
    assert [path.name for path in sorted(again.iterdir())] == [path.name for path in sorted(folder.iterdir())]
    assert all(path.read_bytes() == (folder / path.name).read_bytes() for path in again.iterdir())


@pytest.mark.whole_data
def test_the_network_opens_as_edges_between_nodes(folder: Path) -> None:
    nodes = {row["id"]: int(row["partners"]) for row in read(folder, "network-nodes")}
    edges = read(folder, "network-edges")
    ends = [code for edge in edges for code in (edge["source"], edge["target"])]
    assert {code: ends.count(code) for code in nodes} == nodes


@pytest.mark.whole_data
def test_parquet_holds_the_same_rows_with_types(project: Store, tmp_path: Path) -> None:
    for name in ("binding-periods", "instruments", "authorities"):
        table = read_table(project, QUERIES[name])
        back = pyarrow.parquet.read_table(write_parquet(table, tmp_path))
        assert back.column_names == [column.name for column in table.columns]
        assert back.num_rows == len(table.rows)
    assert back.schema.field("central").type == pyarrow.bool_()
    periods = pyarrow.parquet.read_table(tmp_path / "binding-periods.parquet")
    assert periods.schema.field("earliest_from").type == pyarrow.date32()
    instruments = pyarrow.parquet.read_table(tmp_path / "instruments.parquet").to_pylist()
    assert next(row["parties"] for row in instruments if row["id"] == "hkg-usa-1997") == ["HKG", "USA"]


def test_a_graph_without_a_day_cannot_become_a_panel(store: Store) -> None:
    with pytest.raises(PublishError):
        list(make_tables(store))


def test_csv_of_any_text_reads_back() -> None:
    odd = 'a "quoted", \n two-line | text – 香港'
    table = table_of(["id text key the id", "text text optional words"], [("a", odd)])
    assert list(csv.reader(io.StringIO(table.csv.decode(), newline="")))[1] == ["a", odd]


def test_every_table_is_documented() -> None:
    text = (Path(__file__).parents[2] / "server" / "mlat" / "publish" / "TABLES.md").read_text(
        encoding="utf-8"
    )
    assert [name for name in table_names() if f"`{name}`" not in text] == []

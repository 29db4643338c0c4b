"""All tables of a graph, made in memory and written to a folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from mlat.graph.query_files import queries_folder, read_folder
from mlat.graph.store import Store
from mlat.publish.tables.csvw import csvw_metadata
from mlat.publish.tables.data_package import data_package
from mlat.publish.tables.described import read_vocabulary
from mlat.publish.tables.facts import read_facts
from mlat.publish.tables.panel import make_panel
from mlat.publish.tables.panel_tables import edges_table, jurisdiction_years_table, nodes_table, panel_table
from mlat.publish.tables.table import Table, read_table

#: Takes a sentence on what goes on.
Tell = Callable[[str], None]


def make_tables(store: Store, tell: Tell = lambda said: None) -> Iterator[Table]:
    """The tables in the order in which they are made; raises PublishError."""
    jurisdictions = None
    for name, query in read_folder(queries_folder("tables")).items():
        table = read_table(store, query)
        jurisdictions = table if name == "jurisdictions" else jurisdictions
        yield table
    tell("counting what binds each pair in each year")
    panel = make_panel(read_facts(store))
    yield panel_table(panel)
    yield jurisdiction_years_table(panel)
    yield edges_table(panel)
    if jurisdictions:
        yield nodes_table(panel, jurisdictions)


def write_tables(store: Store, folder: Path, tell: Tell = lambda said: None) -> list[Table]:
    """Write all tables, ``datapackage.json`` and ``csv-metadata.json``; the same graph gives the same bytes.

    :raises PublishError: for a graph that can't be written as tables.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables = []
    for table in make_tables(store, tell):
        (folder / f"{table.name}.csv").write_bytes(table.csv)
        tell(f"{table.name}.csv: {len(table.rows):,} rows, {len(table.csv):,} bytes")
        tables.append(table)
    _write_descriptions(store, folder, sorted(tables, key=lambda table: table.name))
    return tables


def _write_descriptions(store: Store, folder: Path, tables: Sequence[Table]) -> None:
    vocabulary, day = read_vocabulary(store), read_facts(store).day
    described = {
        "datapackage.json": data_package(tables, vocabulary, day),
        "csv-metadata.json": csvw_metadata(tables, vocabulary, day),
    }
    for name, content in described.items():
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        (folder / name).write_text(text, encoding="utf-8")

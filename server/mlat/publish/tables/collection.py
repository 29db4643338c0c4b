"""All tables of a graph, made in memory and written to a folder."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from mlat.errors import UnknownName
from mlat.graph.query_files import queries_folder, read_folder
from mlat.graph.store import Store
from mlat.publish.tables.csvw import csvw_metadata
from mlat.publish.tables.data_package import data_package
from mlat.publish.tables.described import read_vocabulary
from mlat.publish.tables.facts import read_facts
from mlat.publish.tables.panel import Panel, make_panel
from mlat.publish.tables.panel_tables import edges_table, jurisdiction_years_table, nodes_table, panel_table
from mlat.publish.tables.table import Table, read_table

#: Takes a sentence on what goes on.
Tell = Callable[[str], None]

#: Tables that no query gives, by name, made of the panel and the table of jurisdictions.
_COMPUTED: dict[str, Callable[[Panel, Table], Table]] = {
    "panel": lambda panel, jurisdictions: panel_table(panel),
    "jurisdiction-years": lambda panel, jurisdictions: jurisdiction_years_table(panel),
    "network-edges": lambda panel, jurisdictions: edges_table(panel),
    "network-nodes": nodes_table,
}


def table_names() -> list[str]:
    """The names of all tables, in alphabetical order."""
    return sorted([*read_folder(queries_folder("tables")), *_COMPUTED])


def find_table(store: Store, name: str) -> Table:
    """One table by name; raises UnknownName with the nearest, and PublishError."""
    queries = read_folder(queries_folder("tables"))
    if name in queries:
        return read_table(store, queries[name])
    if name not in _COMPUTED:
        near = difflib.get_close_matches(name, table_names(), 3, 0.4) or table_names()
        raise UnknownName(f"no table {name!r}; did you mean {' or '.join(near)}?")
    return _COMPUTED[name](make_panel(read_facts(store)), read_table(store, queries["jurisdictions"]))


def make_tables(store: Store, tell: Tell = lambda said: None) -> Iterator[Table]:
    """All tables in the order in which they are made; raises PublishError."""
    queries = read_folder(queries_folder("tables"))
    jurisdictions = read_table(store, queries["jurisdictions"])
    for name, query in queries.items():
        yield jurisdictions if name == "jurisdictions" else read_table(store, query)
    tell("counting what binds each pair in each year")
    panel = make_panel(read_facts(store))
    for compute in _COMPUTED.values():
        yield compute(panel, jurisdictions)


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

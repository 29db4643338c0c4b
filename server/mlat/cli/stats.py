"""``mlat stats``: what the graph holds."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from mlat.cli.query import write_out
from mlat.cli.serve import add_data_flags, load
from mlat.graph.formats import write_rows
from mlat.graph.query_files import queries_folder, read_folder
from mlat.graph.store import Store, Table
from mlat.graph.tables_text import show, write_table

_EXAMPLES = """\
examples:
  mlat stats                        records of each class, and how many of them have each property
  mlat stats --format csv > stats.csv
"""
_COLUMNS = ("class", "property", "records", "share")


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "stats",
        description="Count the records of each class and, for each property, how many of them have it.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--format", choices=("table", "csv", "json"), default="table", help="(default: table)"
    )
    add_data_flags(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the counts to standard output."""
    rows = count(load(options))
    if options.format == "csv":
        write_out(write_rows(_COLUMNS, rows).encode())
    elif options.format == "json":
        records = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
        write_out(json.dumps(records, indent=2).encode())
    else:
        shown = [(name, prop, f"{number:,}", f"{share:.0%}") for name, prop, number, share in rows]
        write_out(write_table(_COLUMNS, shown).encode())
    return 0


def count(store: Store) -> Sequence[tuple[str, str, int, float]]:
    """Rows of class, property, records and their share of the class; without a property, all of the class."""
    queries = read_folder(queries_folder("stats"))
    totals = {row[0]: int(row[1]) for row in _shown(store.table(queries["classes"].text))}
    properties = _shown(store.table(queries["properties"].text))
    rows = [(name, "", number, 1.0) for name, number in totals.items()]
    rows += [(row[0], row[1], int(row[2]), int(row[2]) / totals[row[0]]) for row in properties]
    return sorted(rows, key=lambda row: (row[0], row[1]))


def _shown(table: Table) -> list[list[str]]:
    return [[show(term) for term in row] for row in table.rows]

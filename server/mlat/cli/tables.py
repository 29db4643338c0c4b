"""``mlat tables``: the graph as tables for spreadsheets, R, pandas and networks."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from mlat.cli.serve import add_data_flags, load, tell

_EXAMPLES = """\
examples:
  mlat tables tables             CSV, with datapackage.json and csv-metadata.json
  mlat tables tables --parquet   the same as Parquet too (pip install 'mlat-graph[parquet]')
"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "tables",
        description="Write the graph as tables: one CSV file a class, a panel of pairs and years, and a "
        "network. The same graph gives the same bytes.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to write; made if it isn't there")
    parser.add_argument("--parquet", action="store_true", help="write each table as Parquet too")
    add_data_flags(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the tables; progress goes to standard error."""
    from mlat.publish.tables.collection import write_tables

    started = time.monotonic()
    tell("loading the graph")
    tables = write_tables(load(options), options.folder, tell)
    if options.parquet:
        from mlat.publish.tables.parquet import write_parquet

        for table in tables:
            tell(f"{write_parquet(table, options.folder).name}")
    rows = sum(len(table.rows) for table in tables)
    print(f"{len(tables)} tables, {rows:,} rows in {options.folder}; {time.monotonic() - started:.1f} s")
    return 0

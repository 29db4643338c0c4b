"""``mlat build``: the tables become Turtle."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from mlat.build.tables import shown
from mlat.build.tree import build, compare, write
from mlat.build.turtle import count_facts
from mlat.errors import InputError
from mlat.layout import find_layout

_EXAMPLES = """\
examples:
  mlat build                 write data/turtle from data/tables
  mlat build --check         write nothing; tell what is out of date, and exit with 1 if anything is
"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    layout = find_layout()
    parser = subparsers.add_parser(
        "build",
        description="Write the Turtle files from the tables. Faults in the tables are all told at once, "
        "and leave the files as they are.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--tables", type=Path, default=layout.tables, metavar="DIR", help="folder of the CSV tables"
    )
    parser.add_argument(
        "--output", type=Path, default=layout.turtle, metavar="DIR", help="folder of the Turtle files"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; compare only")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build, then write or compare; raises InputError for faulty tables and for files out of date."""
    started = time.monotonic()
    print(f"reading {shown(options.tables)}", file=sys.stderr)
    files = build(options.tables, find_layout().ontology)
    facts = sum(map(count_facts, files.values()))
    if options.check:
        if problems := compare(files, options.output):
            raise InputError(problems)
        outcome = f"{len(files)} files up to date"
    else:
        print(f"writing {shown(options.output)}", file=sys.stderr)
        changes = write(files, options.output)
        outcome = f"{changes.written} files written, {changes.unchanged} unchanged, {changes.removed} removed"
    print(f"{outcome}; {facts:,} triples; {time.monotonic() - started:.1f} s")
    return 0

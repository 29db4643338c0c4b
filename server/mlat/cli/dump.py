"""``mlat dump``: the whole graph as files."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from mlat.cli.serve import tell
from mlat.layout import find_layout
from mlat.publish.dumps.writing import write_dump

_EXAMPLES = """\
examples:
  mlat dump dumps                          all files and manifest.json, in the folder dumps
  mlat serve --dumps dumps                 serve them at /dumps/
  rapper -c -i ntriples dumps/mlat.nt      use them elsewhere
"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "dump",
        description="Write the whole graph as files, from the source files, so that literals keep their "
        "form: the data set as TriG and N-Quads, all graphs as one as Turtle, N-Triples, JSON-LD and "
        "RDF/XML, and ontology, schemes and shapes apart. The same graph gives the same bytes.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder, or an earlier dump")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the files and tell of them on standard error."""
    started = time.monotonic()
    written = write_dump(find_layout(), options.folder, tell)
    size = sum(entry.size for entry in written.files)
    seconds = time.monotonic() - started
    tell(f"{len(written.files)} files, {size:,} bytes, release {written.release}, in {seconds:.1f} s")
    return 0

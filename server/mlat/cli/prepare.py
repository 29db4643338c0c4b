"""``mlat prepare``: a store on disk, made once, that opens at once."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from mlat.cli.serve import add_data_flags
from mlat.graph.workers.plan import LoadPlan
from mlat.graph.workers.prepared import prepare

_EXAMPLES = """\
examples:
  mlat prepare store-1                            the project's own graph
  mlat prepare store-2 --data big.nt.gz           a graph of yours, which need not fit into memory
"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "prepare",
        description="Write the graph to a store on disk, in a folder that doesn't exist yet.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder to make")
    add_data_flags(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the folder, and tell what it holds on standard error."""
    started = time.monotonic()
    plan = plan_of(options)
    note = prepare(plan.fill, plan.release(), options.folder)
    seconds = time.monotonic() - started
    print(f"{note.sizes.triples:,} triples, release {note.release}, in {seconds:.1f} s", file=sys.stderr)
    return 0


def plan_of(options: argparse.Namespace) -> LoadPlan:
    """What the flags of :func:`mlat.cli.serve.add_data_flags` ask for."""
    if options.data or options.graph:
        paths = tuple(str(path.absolute()) for path in options.data)
        return LoadPlan("files", paths, tuple((name, str(path.absolute())) for name, path in options.graph))
    return LoadPlan("project")

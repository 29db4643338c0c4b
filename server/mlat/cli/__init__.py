"""The command ``mlat``: one module a subcommand, each with ``add(subparsers)`` and a ``run`` function."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import NamedTuple

from mlat import __version__
from mlat.errors import MlatError


class Command(NamedTuple):
    """A subcommand: the module of this package that has it, and what it does."""

    module: str
    help: str


#: All subcommands, told here so that only the one that is asked for is imported.
COMMANDS = {
    "serve": Command("serve", "start the SPARQL endpoint"),
    "find": Command("find", "what binds two jurisdictions on a day, and what it gives"),
    "query": Command("query", "answer one query"),
    "stats": Command("stats", "count what the graph holds"),
    "tables": Command("tables", "write the graph as CSV tables"),
    "quickstatements": Command("quickstatements", "write participations for Wikidata, for review"),
    "prepare": Command("prepare", "make a store on disk that a server opens at once"),
    "reload": Command("reload", "let a running server load its data again"),
    "import": Command("inbox", "merge a batch of source tables into data/tables"),
    "build": Command("build", "write the Turtle files from the tables"),
    "check": Command("check", "check tables, build and graph"),
    "dump": Command("dump", "write the whole graph as files"),
    "release": Command("release", "write a dated release of the whole graph"),
}

_EXAMPLES = """\
examples:
  mlat serve                                    start the site at http://127.0.0.1:8000/
  mlat find HKG USA --for taking-evidence --on 2019-06-30
  mlat query --name which-instruments-bind --param from=HKG --param to=USA --param on=2019-06-30
  echo 'SELECT * {?s ?p ?o} LIMIT 3' | mlat query -
  mlat build && mlat check                      after a change in data/tables
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns the exit status: 0 done, 1 an error that is explained, 2 bad usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(
        prog="mlat",
        description="An open knowledge graph of mutual legal assistance in criminal matters.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"mlat {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    if given and given[0] in COMMANDS:
        importlib.import_module(f"mlat.cli.{COMMANDS[given[0]].module}").add(subparsers)
    else:
        for name, command in COMMANDS.items():
            subparsers.add_parser(name, help=command.help)
    options = parser.parse_args(given)
    try:
        return int(options.run(options))
    except MlatError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130

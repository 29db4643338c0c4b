"""The command ``mlat``: one module a subcommand, each with ``add(subparsers)`` and a ``run`` function."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from mlat import __version__
from mlat.errors import MlatError

#: Each subcommand and the module that has it.
COMMANDS = {
    "serve": "serve",
    "find": "find",
    "query": "query",
    "stats": "stats",
    "tables": "tables",
    "quickstatements": "quickstatements",
    "prepare": "prepare",
    "reload": "reload",
    "import": "inbox",
    "build": "build",
    "check": "check",
    "dump": "dump",
    "release": "release",
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
    for module in _modules(given):
        importlib.import_module(f"mlat.cli.{module}").add(subparsers)
    options = parser.parse_args(given)
    try:
        return int(options.run(options))
    except MlatError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _modules(given: Sequence[str]) -> Sequence[str]:
    """The module of the subcommand that is asked for, so that no other slows its start; else all of them."""
    name = given[0] if given else ""
    return [COMMANDS[name]] if name in COMMANDS else list(COMMANDS.values())

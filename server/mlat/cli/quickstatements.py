"""``mlat quickstatements``: participations for Wikidata, to be reviewed by a person."""

from __future__ import annotations

import argparse
import sys

from mlat.cli.query import write_out
from mlat.cli.serve import add_data_flags, load

_NOTICE = (
    "For a person to review: compare each line with its reference and with what the item says already, and "
    "only then give it to QuickStatements."
)
_EXAMPLES = """\
examples:
  mlat quickstatements > participations.tsv
  mlat quickstatements --instrument untoc-2000
"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "quickstatements",
        description="Write dated signatures and acts of consent as QuickStatements (version 1), each with "
        "its reference, where both the instrument and the jurisdiction have an item in Wikidata. " + _NOTICE,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--instrument", default="", metavar="ID", help="one instrument (default: all)")
    add_data_flags(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the lines to standard output, and what is to be done with them to standard error."""
    from mlat.publish.quickstatements import quickstatements

    lines = list(quickstatements(load(options), options.instrument))
    if lines:
        write_out("\n".join(lines).encode())
        print(f"{len(lines)} statements. {_NOTICE}", file=sys.stderr)
    else:
        print("no statements: nothing dated has a Wikidata item for both sides", file=sys.stderr)
    return 0

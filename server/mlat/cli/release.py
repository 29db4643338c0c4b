"""``mlat release``: a dated release of the whole graph."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from mlat.cli.serve import tell
from mlat.layout import find_layout
from mlat.publish.dumps.releases import write_release

_EXAMPLES = """\
examples:
  mlat release releases                      today's release: releases/2026-11-26, and releases/latest
  mlat release releases --date 2026-12-01    a release of another day
  mlat serve --dumps releases                serve all of them at /dumps/
"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "release",
        description="Write what `mlat dump` writes into a folder of its own for a day, with a description as "
        "RO-Crate and, from the second release on, what changed since the one before: a list for people "
        "(changes.md) and an RDF Patch (changes.rdfp).",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of all releases")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the day of the release (default: today, UTC)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the release and tell of it on standard error."""
    date = options.date or datetime.datetime.now(datetime.UTC).date().isoformat()
    written = write_release(find_layout(), options.folder, date, tell)
    tell(f"{options.folder / date}: {len(written.files)} files, release {written.release}")
    return 0

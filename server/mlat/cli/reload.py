"""``mlat reload``: let a running server load its data again."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from mlat.errors import InputError, Problem

_EXAMPLES = """\
examples:
  mlat serve --pid-file mlat.pid &
  mlat reload --pid-file mlat.pid                 after a change in the data
  mlat reload 4711                                the same, by the number of the process
"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "reload",
        description="Send SIGHUP to a server. It loads its data anew and switches over when that is done; "
        "data that can't be loaded changes nothing.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("pid", nargs="?", type=int, metavar="PID", help="the process of the server")
    which.add_argument("--pid-file", type=Path, metavar="FILE", help="the file that holds its number")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Send the signal; the server tells in its own output how the loading went."""
    pid = options.pid if options.pid_file is None else _read(options.pid_file)
    try:
        os.kill(_positive(pid), signal.SIGHUP)
    except (ProcessLookupError, PermissionError, OverflowError) as error:
        print(f"process {pid}: {error.strerror if isinstance(error, OSError) else error}", file=sys.stderr)
        return 1
    return 0


def _read(path: Path) -> int:
    try:
        return _positive(int(path.read_text(encoding="ascii")))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "holds no number of a process"
        raise InputError([Problem(str(path), 0, "", str(reason))]) from None


def _positive(pid: int) -> int:
    """A number of one process: 0 and negative ones would mean groups of them."""
    if pid <= 1:
        raise ProcessLookupError(3, "no number of a process")
    return pid

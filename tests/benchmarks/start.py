"""How long one answer takes from nothing, and what ``mlat build`` and ``mlat check`` take.

Each figure is of whole processes: Python, imports and loading of the graph included.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from measuring import markdown

_EXAMPLES = """\
examples:
  python tests/benchmarks/start.py               five starts, one build, one check
  python tests/benchmarks/start.py --starts 9 --only-query
"""
_SERVER = Path(__file__).resolve().parents[2] / "server"
_QUERY = ("query", "--name", "which-instruments-bind", "--param", "from=HKG", "--param", "to=USA")


class Run(NamedTuple):
    """One process: seconds to its first byte of output and to its end, and its peak of memory in MiB."""

    first: float
    whole: float
    peak: float


def run(arguments: Sequence[str]) -> Run:
    """Run ``mlat`` with these arguments to its end."""
    environment = os.environ | {"PYTHONPATH": str(_SERVER)}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "mlat", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout
    process.stdout.read(1)
    first = time.perf_counter() - started
    process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # The check ends with 1 when it finds something, which is an answer too.
    if process.returncode and arguments[0] != "check":
        raise SystemExit(f"mlat {' '.join(arguments)} failed with {process.returncode}")
    return Run(first, time.perf_counter() - started, usage.ru_maxrss / 1024)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description="Measure the first answer of a new process, the build and the check.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--starts", type=int, default=5, help="how many starts to take the median of (default: 5)"
    )
    parser.add_argument("--only-query", action="store_true", help="leave out build and check")
    options = parser.parse_args()
    starts = [run([*_QUERY, "--param", "on=2019-06-30"]) for _ in range(options.starts)]
    first = statistics.median(start.first for start in starts)
    rows = [[f"start to first answer, median of {options.starts}", f"{first:.2f}", f"{starts[-1].peak:.0f}"]]
    if not options.only_query:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(_row("mlat build", run(["build", "--output", folder])))
        rows.append(_row("mlat check", run(["check"])))
    print(markdown(("what", "s", "peak of memory, MiB"), rows))


def _row(name: str, measured: Run) -> list[str]:
    return [name, f"{measured.whole:.1f}", f"{measured.peak:.0f}"]


if __name__ == "__main__":
    main()

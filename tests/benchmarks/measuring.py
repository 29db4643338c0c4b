"""What the benchmarks share: memory of this process, percentiles, tables."""

from __future__ import annotations

import contextlib
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

_T = TypeVar("_T")


def resident_megabytes() -> float:
    """The memory that this process holds now, in MiB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def median_and_p95(seconds: Sequence[float]) -> str:
    """Both in milliseconds."""
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"{statistics.median(ordered) * 1000:.2f} / {p95 * 1000:.2f}"


def milliseconds(seconds: Sequence[float], part: float) -> str:
    """The time within which a part of all went, from 0 to 1."""
    ordered = sorted(seconds)
    return f"{ordered[min(len(ordered) - 1, int(part * len(ordered)))] * 1000:.1f}" if ordered else ""


def processes(pid: int) -> list[int]:
    """A process and all that it has started, and those again (Linux)."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            for child in (task / "children").read_text(encoding="ascii").split():
                found += processes(int(child))
    return found


def shared_megabytes(pid: int) -> float:
    """The memory of a process and all that it has started, in MiB; what they share counts once (Linux)."""
    total = 0
    for number in processes(pid):
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii").splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; every column but the first holds numbers."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def timed(work: Callable[[], _T]) -> tuple[_T, float]:
    """What some work gives, and the seconds that it took."""
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started

"""How fast the endpoint answers, as ratios to the server of Oxigraph over the same graph in memory.

All servers run at the same time, and short bursts of requests go to them in turn, so that what else the
machine does meanwhile meets all of them. Each ratio is of two bursts of the same round. Needs ``wrk``, the
package ``oxigraph`` and, for the rows about it, ``nginx``::

    python tests/benchmarks/over_http.py --rounds 5
"""

from __future__ import annotations

import argparse
import contextlib
import re
import statistics
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from servers import HERE, mlat_server, nginx_before, oxigraph_server, query

CONNECTIONS = 8
SIZES = ("light", "medium", "large")

#: What is asked for, by case and size: the ratio to reach, or 0 for none.
BARS = {
    ("not seen before", "light"): 0.25,
    ("not seen before", "medium"): 1.0,
    ("not seen before", "large"): 1.0,
    ("repeated", "light"): 0.8,
    ("repeated", "medium"): 20,
    ("repeated", "large"): 30,
    ("behind nginx", "light"): 2.5,
    ("behind nginx", "medium"): 60,
}
_OURS = "304 against repeated"


@dataclass
class Results:
    """Requests a second and ratios by case and size, one of each for every round."""

    rates: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    ratios: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def add(self, case: str, size: str, rate: float, reference: float) -> None:
        """Note one burst, with the one that it is compared to."""
        self.rates.setdefault((case, size), []).append(rate)
        if reference:
            self.ratios.setdefault((case, size), []).append(rate / reference)


def burst(
    address: str, path: str, *, seconds: int = 1, unseen: str = "", headers: tuple[str, ...] = ()
) -> float:
    """Requests a second that a server answers; raises RuntimeError if it answers any with an error."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s"]
    for header in headers:
        command += ["-H", header]
    if unseen:
        command += ["-s", str(HERE / "unseen.lua"), address, "--", path, unseen]
    else:
        command.append(address + path)
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    failed = re.search(r"Non-2xx.*|Socket errors.*", told)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if failed or rate is None:
        raise RuntimeError(f"{address}: {failed[0] if failed else told}")
    return float(rate[1])


def tag_of(address: str, path: str) -> str:
    """The entity tag of an answer, which also makes it a repeated one."""
    with urllib.request.urlopen(address + path, timeout=60) as response:
        response.read()
        return str(response.headers["ETag"])


def measure_round(number: int, ours: str, reference: str, nginx: str, results: Results) -> None:
    """One burst for each case and size."""
    for size in SIZES:
        text = quote(query(size))
        path, theirs = f"/sparql?query={text}", f"/query?query={text}"
        seconds = 2 if size == "large" else 1
        seed = f"{size}-{number}"
        fresh = burst(reference, theirs, seconds=seconds, unseen=seed)
        results.add("Oxigraph", size, fresh, 0)
        results.add("not seen before", size, burst(ours, path, seconds=seconds, unseen=seed), fresh)
        tag = tag_of(ours, path)
        base = burst(reference, theirs, seconds=seconds)
        kept = burst(ours, path)
        results.add("repeated", size, kept, base)
        results.add("repeated, gzip", size, burst(ours, path, headers=("Accept-Encoding: gzip",)), base)
        unchanged = burst(ours, path, headers=(f"If-None-Match: {tag}",))
        results.add("304", size, unchanged, base)
        results.add(_OURS, size, unchanged, kept)
        if nginx:
            tag_of(nginx, path)
            results.add("behind nginx", size, burst(nginx, path), base)


def table(results: Results) -> Iterator[str]:
    """The results in Markdown: the median of the ratios, their spread, and the median rate."""
    yield "| case | query | ratio: median (lowest to highest) | asked for | requests a second |"
    yield "|---|---|---|---|---|"
    for (case, size), rates in results.rates.items():
        ratios = results.ratios.get((case, size), [])
        spread = f" ({_short(min(ratios))} to {_short(max(ratios))})" if ratios else ""
        shown = _short(statistics.median(ratios)) + spread if ratios else "1"
        bar = 5 if (case, size) == (_OURS, "large") else BARS.get((case, size))
        yield f"| {case} | {size} | {shown} | {bar or ''} | {statistics.median(rates):,.0f} |"


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 20 else f"{value:.1f}" if value >= 2 else f"{value:.2f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Throughput as ratios to the server of Oxigraph.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-nginx", action="store_true")
    parser.add_argument("--union", action="store_true", help="Oxigraph with --union-default-graph")
    options = parser.parse_args()
    results = Results()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        reference = stack.enter_context(oxigraph_server(union=options.union))
        ours, _ = stack.enter_context(mlat_server())
        nginx = "" if options.no_nginx else stack.enter_context(nginx_before(ours, folder))
        for number in range(options.rounds):
            measure_round(number, ours, reference, nginx, results)
    print("\n".join(table(results)))


if __name__ == "__main__":
    main()

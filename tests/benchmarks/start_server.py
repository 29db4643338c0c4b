"""How long a server takes from nothing to its first answer, and how much memory all its processes take.

Beside an empty Flask application over the same HTTP server; all are started once in each round, and once
before, which compiles what is imported::

    python tests/benchmarks/start_server.py --rounds 5
    python tests/benchmarks/synthetic.py --triples 1e7 --output /tmp/1e7.nt
    mlat prepare /tmp/store-1e7 --data /tmp/1e7.nt
    python tests/benchmarks/start_server.py --prepared /tmp/store-1e7 --data /tmp/1e7.nt
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from measuring import markdown, shared_megabytes
from servers import HERE, free_port, process, query

_MIB = 1 << 20


@dataclass
class Starts:
    """The command of a server, and what its starts took: seconds, and memory in MiB of the last one."""

    command: Sequence[str]
    seconds: list[float] = field(default_factory=list)
    memory: float = 0
    triples: int = 0

    def start(self) -> None:
        """Start it, ask it, and end it."""
        port = free_port()
        address = f"http://127.0.0.1:{port}/sparql"
        begun = time.perf_counter()
        with process([*self.command, str(port)], f"{address}?query={quote(query('light'))}") as running:
            self.seconds.append(time.perf_counter() - begun)
            if "serve" in self.command:
                for name in ("light", "medium"):
                    for number in range(20):
                        _get(f"{address}?query={quote(query(name))}%23{number}")
                self.triples = self.triples or _triples(f"http://127.0.0.1:{port}/metrics")
            self.memory = shared_megabytes(running.pid)


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=120) as response:
        return str(response.read().decode())


def _triples(address: str) -> int:
    lines = _get(address).splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("mlat_triples "))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="From nothing to the first answer, and memory.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--prepared", action="append", default=[], metavar="DIR", help="a prepared store")
    parser.add_argument("--data", action="append", default=[], metavar="FILE", help="a file to load")
    options = parser.parse_args()
    serve = [sys.executable, "-m", "mlat", "serve"]
    kinds = {
        "empty Flask application": Starts([sys.executable, str(HERE / "empty_flask.py")]),
        "the project's graph": Starts([*serve, "--port"]),
    }
    kinds |= {name: Starts([*serve, "--prepared", name, "--port"]) for name in options.prepared}
    kinds |= {name: Starts([*serve, "--data", name, "--port"]) for name in options.data}
    for _ in range(1 + options.rounds):
        for starts in kinds.values():
            starts.start()
    empty = kinds["empty Flask application"].seconds
    print(markdown(("server", "triples", "s", "ratio", "memory, MiB", "bytes a triple"), _rows(kinds, empty)))


def _rows(kinds: dict[str, Starts], empty: list[float]) -> list[list[str]]:
    rows = []
    for name, starts in kinds.items():
        seconds = starts.seconds[1:]
        ratio = statistics.median(one / other for one, other in zip(seconds, empty[1:], strict=True))
        each = f"{starts.memory * _MIB / starts.triples:.0f}" if starts.triples else ""
        triples = f"{starts.triples:,}" if starts.triples else ""
        median = statistics.median(seconds)
        rows.append([name, triples, f"{median:.2f}", f"{ratio:.2f}", f"{starts.memory:.0f}", each])
    return rows


if __name__ == "__main__":
    main()

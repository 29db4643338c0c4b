"""A server under everything at once, for a while: good clients of every kind, and hostile ones.

Prints how each kind of request ended and how long it took, what the good ones got that they should not have
got, and the memory of all processes, before and after::

    python tests/benchmarks/soak.py --seconds 60
"""

from __future__ import annotations

import argparse
import itertools
import socket
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from measuring import markdown, milliseconds, processes, shared_megabytes
from servers import mlat_server, query
from visitors import Client, Tally, at_work, timed

_ENDLESS = "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a = ?l && ?c = ?j) }"
_ROWS = " ".join(map(str, range(10)))
_BOMB = f"SELECT * {{ {' '.join(f'VALUES ?v{n} {{ {_ROWS} }}' for n in range(10))} }} ORDER BY ?v3"
_HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
_DEEP = "ASK { " + "{" * 5000 + "}" * 5000 + " }"
_SERVICE = "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
_SETTINGS = {"query_seconds": "5", "query_cpu_seconds": "5", "result_mb": "16", "metrics": "on"}

Work = Callable[[], int]


def good(address: str) -> dict[str, Work]:
    """Requests that must get an answer."""
    new, texts = itertools.count(), {name: query(name) for name in ("light", "medium", "large")}
    clients = {name: Client(address, number) for number, name in enumerate(_GOOD, 1)}

    def unseen(name: str) -> str:
        return f"{texts[name]}\n#{next(new)}"

    return {
        "light, new": lambda: clients["light, new"].ask(unseen("light"))[0],
        "light, by POST": lambda: clients["light, by POST"].ask(
            "", "POST", unseen("light").encode(), Content_Type="application/sparql-query"
        )[0],
        "medium, new": lambda: clients["medium, new"].ask(unseen("medium"), Accept_Encoding="gzip")[0],
        "large, new": lambda: clients["large, new"].ask(unseen("large"), Accept="text/csv")[0],
        "large, repeated": lambda: clients["large, repeated"].ask(texts["large"])[0],
        "description": lambda: clients["description"].ask("", Accept="text/turtle")[0],
    }


_GOOD = ("light, new", "light, by POST", "medium, new", "large, new", "large, repeated", "description")


def hostile(address: str) -> dict[str, Work]:
    """Requests that must get an error, or be cut off."""
    new = itertools.count()
    texts = {
        "endless": _ENDLESS,
        "memory bomb": _BOMB,
        "huge answer": _HUGE,
        "deep nesting": _DEEP,
        "SERVICE": _SERVICE,
        "syntax": "SELECT ?x {",
    }

    def asking(client: Client, text: str) -> Work:
        return lambda: client.ask(f"{text} #{next(new)}")[0]

    works = {name: asking(Client(address, 100 + n), text) for n, (name, text) in enumerate(texts.items())}
    works["leaves early"] = lambda: leave(address, f"{_ENDLESS} #{next(new)}")
    works["reads slowly"] = lambda: drip(address, f"{query('large')}\n#{next(new)}")
    works["large body"] = lambda: flood(address)
    works["many connections"] = lambda: crowd(address)
    return works


def _open(address: str, number: int) -> socket.socket:
    host, _, port = address.rpartition("/")[2].partition(":")
    return socket.create_connection((host, int(port)), 20, source_address=(f"127.0.0.{number}", 0))


def _get(text: str) -> bytes:
    return f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def leave(address: str, text: str) -> int:
    """Ask and go away."""
    with _open(address, 120) as connection:
        connection.sendall(_get(text))
        time.sleep(0.2)
    return 0


def drip(address: str, text: str) -> int:
    """Ask for much and read little of it."""
    with _open(address, 121) as connection:
        connection.sendall(_get(text))
        for _ in range(20):
            connection.recv(100)
            time.sleep(0.1)
    return 0


def flood(address: str) -> int:
    """Send a body of 64 MB, or as much of it as is taken; the status of the answer."""
    with _open(address, 122) as connection:
        head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        try:
            connection.sendall(f"{head}Content-Length: {1 << 26}\r\n\r\n".encode())
            for _ in range(1 << 6):
                connection.sendall(b"x" * (1 << 20))
        except OSError:
            pass
        try:
            return int(connection.recv(64)[9:12] or 0)
        except OSError:
            return 0


def crowd(address: str) -> int:
    """Hold two hundred connections open for a while."""
    held = [_open(address, 123) for _ in range(200)]
    time.sleep(1)
    for connection in held:
        connection.close()
    return 0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Good and hostile clients at once.")
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    with mlat_server(**_SETTINGS) as (address, pid):
        right, wrong = good(address), hostile(address)
        for work in right.values():
            work()
        before = shared_megabytes(pid), len(processes(pid))
        tallies = {name: Tally() for name in (*right, *wrong)}
        loops = [partial(timed, tallies[name], work) for name, work in (*right.items(), *wrong.items())]
        with at_work(*loops):
            time.sleep(options.seconds)
        time.sleep(10)
        after = shared_megabytes(pid), len(processes(pid))
        metrics = urllib.request.urlopen(f"{address}/metrics").read().decode()
    report(tallies, [*right])
    print(f"\nmemory of all processes: {before[0]:.0f} MiB before, {after[0]:.0f} MiB after")
    print(f"processes: {before[1]} before, {after[1]} after")
    shown = ("mlat_queries_killed_total ", "mlat_workers_started_total ")
    print("\n".join(line for line in metrics.splitlines() if line.startswith(shown)))


def report(tallies: dict[str, Tally], right: list[str]) -> None:
    """How each kind went; a good request that failed is an error."""
    rows = []
    for name, tally in tallies.items():
        statuses = ", ".join(f"{count} x {status or 'cut'}" for status, count in tally.statuses.most_common())
        errors = sum(tally.statuses.values()) - tally.statuses[200] if name in right else 0
        times = [milliseconds(tally.seconds, part) for part in (0.5, 0.95, 0.99)]
        rows.append([name, str(len(tally.seconds)), str(errors) if name in right else "", *times, statuses])
    header = ("request", "how many", "errors", "median, ms", "p95", "p99", "statuses")
    print(markdown(header, rows))


if __name__ == "__main__":
    main()

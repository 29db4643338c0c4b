"""How long light queries of one client take while other clients ask heavy ones, with the default settings.

Each client has an address of its own. A heavy one keeps four connections busy with queries of seconds; the
light one asks a new query now and then over two connections, as people do::

    python tests/benchmarks/fairness.py --seconds 20
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable

from measuring import markdown, milliseconds
from servers import mlat_server, query
from visitors import Client, Tally, at_work, timed

_CONNECTIONS = 4
_PAUSE = 0.02
#: How long the heavy ones are alone; a server learns only then that they are heavy.
_FIRST_SECONDS = 10
_HEAVY = (0, 1, 2, 3)


def measure(address: str, heavy_clients: int, seconds: float, numbers: itertools.count[int]) -> list[str]:
    """A row of the table: light queries beside so many heavy clients."""
    light, heavy = Tally(), Tally()
    loops = [
        _asking(address, 10 + number, "heavy", heavy, numbers)
        for number in range(heavy_clients)
        for _ in range(_CONNECTIONS)
    ]
    watched = [_asking(address, 1, "light", light, numbers, _PAUSE) for _ in range(2)]
    with at_work(*loops):
        time.sleep(_FIRST_SECONDS if heavy_clients else 0)
        with at_work(*watched):
            time.sleep(seconds)
    failed = sum(count for status, count in light.statuses.items() if status != 200)
    shown = [milliseconds(light.seconds, part) for part in (0.5, 0.95, 0.99, 1)]
    return [str(heavy_clients), str(heavy.statuses[200]), str(len(light.seconds)), str(failed), *shown]


def _asking(
    address: str, client: int, name: str, tally: Tally, numbers: itertools.count[int], pause: float = 0
) -> Callable[[], None]:
    """What asks a query that nobody has asked before, once."""
    connection, text = Client(address, client), query(name)

    def ask() -> None:
        timed(tally, lambda: connection.ask(f"{text}\n#{next(numbers)}")[0])
        time.sleep(pause)

    return ask


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Light queries beside heavy ones.")
    parser.add_argument("--seconds", type=float, default=20, help="for each number of heavy clients")
    options = parser.parse_args()
    numbers = itertools.count()
    with mlat_server() as (address, _):
        rows = [measure(address, heavy, options.seconds, numbers) for heavy in _HEAVY]
    header = (
        "heavy clients",
        "answers",
        "light queries",
        "failed",
        "median, ms",
        "p95",
        "p99",
        "slowest",
    )
    print(markdown(header, rows))


if __name__ == "__main__":
    main()

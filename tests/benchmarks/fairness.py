"""How long light queries of one client take while others keep the server busy, with the default settings.

Each client has an address of its own. A heavy one keeps four connections busy with queries of seconds, and a
reader two with maps that nobody has looked at before; the light one asks a new query now and then over two
connections, as people do::

    python tests/benchmarks/fairness.py --seconds 20
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable
from datetime import date, timedelta

from measuring import markdown, milliseconds
from servers import mlat_server, query
from visitors import Client, Tally, at_work, timed

_CONNECTIONS = 4
_PAUSE = 0.02
#: How long the heavy ones are alone; a server learns only then that they are heavy.
_FIRST_SECONDS = 10
#: How many heavy clients, and how many readers.
_OTHERS = ((0, 0), (1, 0), (2, 0), (3, 0), (0, 1))
_FIRST_DAY = date(1990, 1, 1)


def measure(
    address: str, others: tuple[int, int], seconds: float, numbers: itertools.count[int]
) -> list[str]:
    """A row of the table: light queries beside so many heavy clients and so many readers."""
    light, busy = Tally(), Tally()
    heavy, readers = others
    loops = [
        _asking(address, 10 + number, "heavy", busy, numbers)
        for number in range(heavy)
        for _ in range(_CONNECTIONS)
    ]
    loops += [_reading(address, 20 + number, busy, numbers) for number in range(readers) for _ in range(2)]
    watched = [_asking(address, 1, "light", light, numbers, _PAUSE) for _ in range(2)]
    with at_work(*loops):
        time.sleep(_FIRST_SECONDS if loops else 0)
        with at_work(*watched):
            time.sleep(seconds)
    failed = sum(count for status, count in light.statuses.items() if status != 200)
    shown = [milliseconds(light.seconds, part) for part in (0.5, 0.95, 0.99, 1)]
    return [str(heavy), str(readers), str(busy.statuses[200]), str(len(light.seconds)), str(failed), *shown]


def _asking(
    address: str, client: int, name: str, tally: Tally, numbers: itertools.count[int], pause: float = 0
) -> Callable[[], None]:
    """What asks a query that nobody has asked before, once."""
    connection, text = Client(address, client), query(name)

    def ask() -> None:
        timed(tally, lambda: connection.ask(f"{text}\n#{next(numbers)}")[0])
        time.sleep(pause)

    return ask


def _reading(address: str, client: int, tally: Tally, numbers: itertools.count[int]) -> Callable[[], None]:
    """What opens a page that nobody has opened before, once."""
    connection = Client(address, client)

    def read() -> None:
        day = _FIRST_DAY + timedelta(days=next(numbers) % 12_000)
        timed(tally, lambda: connection.fetch(f"/map?from=FRA&date={day}", Accept="text/html")[0])

    return read


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Light queries beside heavy ones, and beside pages.")
    parser.add_argument("--seconds", type=float, default=20, help="for each row")
    options = parser.parse_args()
    numbers = itertools.count()
    with mlat_server() as (address, _):
        rows = [measure(address, others, options.seconds, numbers) for others in _OTHERS]
    header = (
        "heavy clients",
        "readers",
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

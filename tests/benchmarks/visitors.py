"""Clients of the benchmarks: each with a connection that stays open, and with an address of its own.

The server tells clients apart by their address, and all of 127.0.0.0/8 is this machine, so that one machine
can play many clients.
"""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

_PATIENCE = 90


class Client:
    """One connection of a client to a server, opened again whenever it was closed."""

    def __init__(self, address: str, number: int) -> None:
        """Be the client of a number from 1 to 254."""
        self.place = urlsplit(address).netloc
        self.number = number
        self._connection = self._connect()

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(
            self.place, timeout=_PATIENCE, source_address=(f"127.0.0.{self.number}", 0)
        )

    def ask(
        self, query: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, bytes]:
        """Status and body of the answer to a query; status 0 when the connection is cut."""
        return self.fetch("/sparql" + (f"?query={quote(query)}" if query else ""), method, body, **headers)

    def fetch(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, bytes]:
        """Status and body of the answer at any address; status 0 when the connection is cut."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            self._connection.request(method, path, body, named)
            response = self._connection.getresponse()
            return response.status, response.read()
        except (http.client.HTTPException, OSError):
            self._connection.close()
            self._connection = self._connect()
            return 0, b""

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@dataclass
class Tally:
    """How requests of one kind went: how often with which status, and the seconds of each."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def count(self, status: int, seconds: float) -> None:
        """Note one request; lists and counters of one kind may be written by several threads."""
        self.seconds.append(seconds)
        self.statuses[status] += 1


def timed(tally: Tally, work: Callable[[], int]) -> None:
    """Do something that ends with a status, and note how long it took."""
    begun = time.perf_counter()
    status = work()
    tally.count(status, time.perf_counter() - begun)


@contextlib.contextmanager
def at_work(*loops: Callable[[], None]) -> Iterator[None]:
    """Let threads do something again and again while the block goes on; each ends what it has begun."""
    done = threading.Event()

    def run(work: Callable[[], None]) -> None:
        while not done.is_set():
            work()

    threads = [threading.Thread(target=run, args=(work,), daemon=True) for work in loops]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join(_PATIENCE)

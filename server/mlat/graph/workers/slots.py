"""Who may use a worker next: fair among clients, with a bounded queue and a deadline."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from mlat.errors import Overloaded
from mlat.graph.workers.limits import WorkerLimits


@dataclass(eq=False)
class _Ticket:
    client: str
    granted: threading.Event = field(default_factory=threading.Event)
    refused: bool = False


class Slots:
    """The right to use one of the workers.

    A free one goes to the client that uses the fewest, then to the one that was served longest ago. No client
    may use more than its share, nor fill more than half of the queue.
    """

    def __init__(self, limits: WorkerLimits) -> None:
        """All free, nobody waits."""
        self._limits = limits
        self._lock = threading.Lock()
        self._idle = threading.Condition(self._lock)
        self._busy: Counter[str] = Counter()
        self._served: dict[str, int] = {}
        self._turn = 0
        self._waiting: list[_Ticket] = []
        self._closed = False

    @property
    def busy(self) -> int:
        """How many are in use."""
        return self._busy.total()

    @property
    def queued(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @contextlib.contextmanager
    def held(self, client: str) -> Iterator[None]:
        """Hold a slot for a client, after waiting for it if need be; raises Overloaded."""
        ticket = self._ask(client)
        if ticket is not None:
            self._wait(ticket)
        try:
            yield
        finally:
            self._release(client)

    def close(self, grace: float) -> bool:
        """Let nobody in any more, and wait some seconds for those inside; tells whether all have gone."""
        with self._lock:
            self._closed = True
            for ticket in self._waiting:
                ticket.refused = True
                ticket.granted.set()
            self._waiting.clear()
            return self._idle.wait_for(lambda: not self._busy, grace)

    def _ask(self, client: str) -> _Ticket | None:
        """Take a slot at once (None), or a ticket for one."""
        limits = self._limits
        with self._lock:
            if self._closed:
                raise Overloaded("the server is about to stop", 5)
            if self.busy < limits.workers and self._busy[client] < limits.share and not self._fair():
                self._grant(client)
                return None
            own = sum(ticket.client == client for ticket in self._waiting)
            full = len(self._waiting) >= limits.queue_length
            if full or own >= max(1, limits.queue_length // 2):
                raise self._overloaded("too many queries wait" if full else "too many of your queries wait")
            ticket = _Ticket(client)
            self._waiting.append(ticket)
            return ticket

    def _wait(self, ticket: _Ticket) -> None:
        if not ticket.granted.wait(self._limits.queue_seconds):
            with self._lock:
                # It may have been granted just after the wait ended.
                if not ticket.granted.is_set():
                    self._waiting.remove(ticket)
                    waited = f"no worker was free within {self._limits.queue_seconds:g} seconds"
                    raise self._overloaded(waited)
        if ticket.refused:
            raise Overloaded("the server is about to stop", 5)

    def _release(self, client: str) -> None:
        with self._lock:
            self._busy[client] -= 1
            if not self._busy[client]:
                del self._busy[client]
            self._serve_next()
            if not self._busy:
                self._idle.notify_all()

    def _serve_next(self) -> None:
        while self.busy < self._limits.workers and (able := self._fair()):
            ticket = min(able, key=lambda t: (self._busy[t.client], self._served.get(t.client, 0)))
            self._waiting.remove(ticket)
            self._grant(ticket.client)
            ticket.granted.set()
        if len(self._served) > 10_000:
            self._served.clear()

    def _fair(self) -> list[_Ticket]:
        """The tickets of clients that have not their share yet."""
        return [ticket for ticket in self._waiting if self._busy.get(ticket.client, 0) < self._limits.share]

    def _grant(self, client: str) -> None:
        self._busy[client] += 1
        self._turn += 1
        self._served[client] = self._turn

    def _overloaded(self, reason: str) -> Overloaded:
        seconds = max(1, round(self._limits.queue_seconds / 2))
        return Overloaded(f"{reason}; try again in {seconds} seconds", seconds)

"""Who may use a worker next: fair among clients, with a bounded queue and a deadline."""

from __future__ import annotations

import contextlib
import math
import threading
import time
from collections.abc import Iterator

from mlat.errors import Overloaded
from mlat.graph.workers.limits import WorkerLimits

#: Of how many clients it is known when they were served.
_MOST_REMEMBERED = 10_000
#: The use of a client, in seconds, counts half after some time. It makes it a heavy one beyond a limit, and
#: beyond a part of what all have used: on a busy machine the lightest query takes long.
_HALF_LIFE = 30.0
_LIGHT = 5.0
_LIGHT_PART = 0.125


class _Ticket:
    """What a client waits with: for a lock to be released, which costs a tenth of an event."""

    def __init__(self, client: str) -> None:
        self.client = client
        self.answered = self.refused = False
        self._lock = threading.Lock()
        self._lock.acquire()

    def wait(self, seconds: float) -> bool:
        """Whether an answer comes in time."""
        return self._lock.acquire(timeout=seconds)

    def answer(self, *, refused: bool = False) -> None:
        """Let it go on; once only."""
        self.answered, self.refused = True, refused
        self._lock.release()


class Slots:
    """The right to use one of the workers.

    Unless a number is set, no client may use more of them than it leaves free (the "dynamic threshold" by
    which switches share their buffers), so that the next one finds some; and the last free one is for those
    who have hardly used any lately, however many others wait. Nor may a client fill more than half of the
    queue. A free one goes to the client that uses the fewest, then to the one served longest ago.
    """

    def __init__(self, limits: WorkerLimits) -> None:
        """All free, nobody waits; ``busy`` is how many are in use."""
        self._limits = limits
        self._lock = threading.Lock()
        self._idle = threading.Condition(self._lock)
        self.busy = 0
        self._held: dict[str, int] = {}
        self._served: dict[str, int] = {}
        #: Seconds until a time, by client, and under no name for all together.
        self._used: dict[str | None, tuple[float, float]] = {}
        self._turn = 0
        self._waiting: list[_Ticket] = []
        self._closed = False

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
        begun = time.monotonic()
        try:
            yield
        finally:
            self._release(client, begun)

    def close(self, grace: float) -> bool:
        """Let nobody in any more, and wait some seconds for those inside; tells whether all have gone."""
        with self._lock:
            self._closed = True
            for ticket in self._waiting:
                ticket.answer(refused=True)
            self._waiting.clear()
            return self._idle.wait_for(lambda: not self.busy, grace)

    def _ask(self, client: str) -> _Ticket | None:
        """Take a slot at once (None), or a ticket for one."""
        limits = self._limits
        with self._lock:
            if self._closed:
                raise Overloaded("the server is about to stop", 5)
            if self._may_have_one(client) and not self._able():
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
        if not ticket.wait(self._limits.queue_seconds):
            with self._lock:
                # The answer may have come just after the wait ended.
                if not ticket.answered:
                    self._waiting.remove(ticket)
                    waited = f"no worker was free within {self._limits.queue_seconds:g} seconds"
                    raise self._overloaded(waited)
        if ticket.refused:
            raise Overloaded("the server is about to stop", 5)

    def _release(self, client: str, begun: float) -> None:
        now = time.monotonic()
        with self._lock:
            for user in (client, None):
                self._used[user] = self._lately(user, now) + now - begun, now
            self.busy -= 1
            self._held[client] -= 1
            if not self._held[client]:
                del self._held[client]
            if self._waiting:
                self._serve_next()
            if self._closed and not self.busy:
                self._idle.notify_all()

    def _serve_next(self) -> None:
        while able := self._able():
            ticket = min(able, key=lambda t: (self._held.get(t.client, 0), self._served.get(t.client, 0)))
            self._waiting.remove(ticket)
            self._grant(ticket.client)
            ticket.answer()

    def _able(self) -> list[_Ticket]:
        """The tickets of clients that may have one now."""
        return [ticket for ticket in self._waiting if self._may_have_one(ticket.client)]

    def _may_have_one(self, client: str) -> bool:
        limits, own = self._limits, self._held.get(client, 0)
        free = limits.workers - self.busy
        if limits.per_client:
            return free > 0 and own < limits.per_client
        return own < free and (free > 1 or limits.workers == 1 or self._is_light(client))

    def _is_light(self, client: str) -> bool:
        now = time.monotonic()
        return self._lately(client, now) < max(_LIGHT, _LIGHT_PART * self._lately(None, now))

    def _lately(self, client: str | None, now: float) -> float:
        """For how many seconds a client has used workers, the less the longer ago."""
        seconds, until = self._used.get(client, (0.0, now))
        return seconds * math.pow(0.5, (now - until) / _HALF_LIFE)

    def _grant(self, client: str) -> None:
        self.busy += 1
        self._held[client] = self._held.get(client, 0) + 1
        self._turn += 1
        if len(self._served) > _MOST_REMEMBERED:
            self._served.clear()
            self._used.clear()
        self._served[client] = self._turn

    def _overloaded(self, reason: str) -> Overloaded:
        seconds = max(1, round(self._limits.queue_seconds / 2))
        return Overloaded(f"{reason}; try again in {seconds} seconds", seconds)

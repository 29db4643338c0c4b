"""Who may use a worker next: fair among clients, with a bounded queue and a deadline."""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from mlat.errors import Overloaded
from mlat.graph.workers.deadlines import Deadlines
from mlat.graph.workers.limits import WorkerLimits

#: Of how many clients it is known when they were served.
_MOST_REMEMBERED = 10_000
#: The use of a client, in seconds, counts half after some time. It makes it a heavy one beyond a limit, and
#: beyond a part of what all have used: on a busy machine the lightest query takes long.
_HALF_LIFE = 30.0
_LIGHT = 5.0
_LIGHT_PART = 0.125
#: Within so short a time, in seconds, nothing is forgotten that would count.
_MOMENT = 0.1
_STOPPING = "the server is about to stop"


class Ticket(NamedTuple):
    """What somebody waits for who can't have a slot at once."""

    granted: asyncio.Future[None]
    start: Callable[[], None]


class Slots:
    """The right to use one of the workers; for one event loop.

    Unless a number is set, no client may use more of them than it leaves free (the "dynamic threshold" by
    which switches share their buffers), so that the next one finds some; and the last free one is for those
    who have hardly used any lately, however many others wait. Nor may a client fill more than half of the
    queue. A free one goes to the client that uses the fewest, then to the one served longest ago.
    """

    def __init__(self, limits: WorkerLimits) -> None:
        """All free, nobody waits; ``busy`` is how many are in use, and ``queued`` how many wait."""
        self._limits = limits
        self._deadlines = Deadlines(limits.queue_seconds)
        self.busy = self.queued = 0
        self._held: dict[str, int] = {}
        self._served: dict[str, int] = {}
        #: Seconds until a time, by client, and under no name for all together.
        self._used: dict[str | None, tuple[float, float]] = {}
        self._turn = 0
        self._waiting: dict[str, deque[Ticket]] = {}
        self._closed = False
        self._idle = asyncio.Event()

    def ask(self, client: str, start: Callable[[], None]) -> Ticket | None:
        """Take a slot at once (None), or a ticket to :meth:`wait` with; raises Overloaded.

        ``start`` is called as soon as there is a slot, before anything else goes on in the event loop: a
        worker shall not be idle while somebody wakes up.
        """
        if self._closed:
            raise Overloaded(_STOPPING, 5)
        if self._may_have_one(client) and not (self._waiting and self._able()):
            self._grant(client)
            start()
            return None
        return self._queue(client, start)

    async def wait(self, client: str, ticket: Ticket) -> None:
        """Wait until the slot is there; raises Overloaded.

        Whoever is cancelled while waiting has left the queue, unless the slot was there already.
        """
        expire = partial(self._expire, client, ticket)
        self._deadlines.add(expire)
        try:
            await ticket.granted
        except asyncio.CancelledError:
            self._leave(client, ticket)
            raise
        finally:
            self._deadlines.drop(expire)

    def give_back(self, client: str, seconds: float) -> None:
        """Give back a slot that was used for so long."""
        now = time.monotonic()
        for user in (client, None):
            used, until = self._used.get(user, (0.0, now))
            fresh = now - until < _MOMENT
            self._used[user] = (used + seconds, until) if fresh else (self._lately(user, now) + seconds, now)
        self.busy -= 1
        self._held[client] -= 1
        if not self._held[client]:
            del self._held[client]
        while self._waiting and (able := self._able()):
            self._serve(min(able, key=lambda one: (self._held.get(one, 0), self._served.get(one, 0))))
        if self._closed and not self.busy:
            self._idle.set()

    async def close(self, grace: float) -> bool:
        """Let nobody in any more, and wait some seconds for those inside; tells whether all have gone."""
        self._closed = True
        for client, queue in list(self._waiting.items()):
            for ticket in list(queue):
                self._refuse(client, ticket, Overloaded(_STOPPING, 5))
        if not self.busy:
            return True
        try:
            await asyncio.wait_for(self._idle.wait(), grace)
        except TimeoutError:
            return False
        return True

    def _queue(self, client: str, start: Callable[[], None]) -> Ticket:
        limits, own = self._limits, self._waiting.get(client, ())
        full = self.queued >= limits.queue_length
        if full or len(own) >= max(1, limits.queue_length // 2):
            raise self._overloaded("too many queries wait" if full else "too many of your queries wait")
        ticket = Ticket(asyncio.get_running_loop().create_future(), start)
        self._waiting.setdefault(client, deque()).append(ticket)
        self.queued += 1
        return ticket

    def _leave(self, client: str, ticket: Ticket) -> None:
        """Take a ticket out of the queue."""
        queue = self._waiting.get(client)
        if queue and ticket in queue:
            queue.remove(ticket)
            self.queued -= 1
            if not queue:
                del self._waiting[client]

    def _serve(self, client: str) -> None:
        ticket = self._waiting[client][0]
        self._leave(client, ticket)
        # Whoever waited may have gone away without having heard of it yet.
        if not ticket.granted.done():
            self._grant(client)
            ticket.start()
            ticket.granted.set_result(None)

    def _expire(self, client: str, ticket: Ticket) -> None:
        waited = f"no worker was free within {self._limits.queue_seconds:g} seconds"
        self._refuse(client, ticket, self._overloaded(waited))

    def _refuse(self, client: str, ticket: Ticket, error: Overloaded) -> None:
        if not ticket.granted.done():
            self._leave(client, ticket)
            ticket.granted.set_exception(error)

    def _able(self) -> list[str]:
        """The clients that wait and may have one now."""
        return [client for client in self._waiting if self._may_have_one(client)]

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

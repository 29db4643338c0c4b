"""Bodies on their way in and out, so that a client that is slow holds nothing that others need.

A body that comes in drop by drop holds memory, and so does a long answer that nobody reads; so only some may
do so at a time, fewer for one client, and none for ever.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

from mlat.errors import Overloaded
from mlat.web.asgi import Outlet, Piece, Receive, Request
from mlat.web.clients import client_key
from mlat.web.protocol import ProtocolError
from mlat.web.reply import Headers, Reply

#: Bodies up to this size go out at once and are the server's to deliver; longer ones go out piece by piece.
AT_ONCE = 1 << 17

#: How long a body of a request may take to come in, in seconds.
BODY_SECONDS = 20

# How slowly a client may read a long answer, in bytes a second, once it has had some seconds to begin.
_SLOWEST = 8192
_PATIENCE = 20
#: How much of a long body goes out at a time.
PIECE = 1 << 19


class Cut(Exception):
    """A client reads so slowly that its answer ends early, and so does its connection."""


class Shares:
    """Places that clients take and give back, some for each client; for one event loop."""

    def __init__(self, total: int, per_client: int, what: str) -> None:
        """So many places in all, and so many for one client; ``what`` names in an error what has none."""
        self._total, self._per_client, self._what = total, per_client, what
        self._taken: Counter[str] = Counter()

    @contextmanager
    def taken(self, client: str) -> Iterator[None]:
        """Hold a place; raises Overloaded if there is none for this client."""
        if self._taken.total() >= self._total or self._taken[client] >= self._per_client:
            raise Overloaded(f"too many {self._what} are on their way; try again in 5 seconds", 5)
        self._taken[client] += 1
        try:
            yield
        finally:
            self._taken[client] -= 1
            if not self._taken[client]:
                del self._taken[client]


class Transfers:
    """The places of a server for bodies that come in and for long answers that go out."""

    def __init__(self, requests: int) -> None:
        """At most a quarter as many as there may be requests, and half of these for a single client."""
        quarter = max(1, requests // 4)
        self._incoming = Shares(quarter, max(1, quarter // 2), "bodies of requests")
        self._outgoing = Shares(quarter, max(1, quarter // 2), "long answers")

    async def read_body(self, request: Request, receive: Receive, most: int) -> bytes | None:
        """The body of a request; None for one that is too long.

        :raises Overloaded: when too many bodies come in already.
        :raises ProtocolError: 408 when it takes too much time, 400 when it ends too early, 413 when it turns
            out to be too long without having said so.
        """
        length = request.header(b"content-length") or ""
        expected = int(length) if length.isascii() and length.isdigit() else None
        if expected is not None and expected > most:
            return None
        body = bytearray()
        with self._incoming.taken(client_key(request.address)):
            try:
                async with asyncio.timeout(BODY_SECONDS):
                    async for piece in _pieces(receive, expected):
                        body += piece
                        if len(body) > most:
                            too_long = f"the body has more than the {most} bytes that are allowed"
                            raise ProtocolError(413, too_long)
            except TimeoutError:
                raise ProtocolError(408, f"the body didn't come within {BODY_SECONDS} seconds") from None
        return bytes(body)

    async def send(self, request: Request, reply: Reply, outlet: Outlet) -> None:
        """Send an answer whose bytes are there; raises Overloaded when too many long ones go out."""
        if len(reply.body) <= AT_ONCE or request.method == "HEAD":
            await outlet.whole(reply)
            return
        view = memoryview(reply.body)
        pieces = (view[start : start + PIECE] for start in range(0, len(view), PIECE))
        await self.pass_on(request, reply.status, reply.headers, _later(pieces), outlet)

    async def pass_on(
        self, request: Request, status: int, headers: Headers, pieces: AsyncIterator[Piece], outlet: Outlet
    ) -> None:
        """Send a long body that comes in pieces; raises Overloaded, or Cut for who hardly reads."""
        with self._outgoing.taken(client_key(request.address)):
            await outlet.begin(status, headers)
            begun, sent = time.monotonic(), 0
            async for piece in pieces:
                allowed = max(_PATIENCE, sent / _SLOWEST) + begun - time.monotonic()
                try:
                    await asyncio.wait_for(outlet.send(piece), allowed)
                except TimeoutError:
                    raise Cut from None
                sent += len(piece)
            await outlet.end()


async def _later(pieces: Iterator[Piece]) -> AsyncIterator[Piece]:
    for piece in pieces:
        yield piece


async def _pieces(receive: Receive, expected: int | None) -> AsyncIterator[bytes]:
    """The pieces of a body; raises ProtocolError if it ends too early."""
    have = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ProtocolError(400, f"the body ended after {have} of {expected or 'more'} bytes")
        have += len(message.get("body", b""))
        yield message.get("body", b"")
        if not message.get("more_body", False):
            return

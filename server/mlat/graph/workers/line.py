"""The line to one worker, as the event loop of the main process sees it."""

from __future__ import annotations

import asyncio
from typing import cast

from mlat.errors import MlatError, TooSlow
from mlat.graph.workers import frames
from mlat.graph.workers.generation import Generation
from mlat.graph.workers.limits import MIB, WorkerLimits
from mlat.graph.workers.worker import error_of


class Line(asyncio.Protocol):
    """One worker process and the connection to it: asked one query after the other."""

    def __init__(self, generation: Generation, identity: int, limits: WorkerLimits) -> None:
        """Belong to a generation, which knows the process by its identity."""
        self.generation, self.identity = generation, identity
        #: Whether the worker must be ended: it is busy, has gone, or asked for it.
        self.spent = False
        self._seconds = limits.query_seconds
        self._longest = limits.result_mb * MIB + MIB
        self._answer: asyncio.Future[bytes] | None = None
        self._pieces: list[bytes] = []
        self._have = self._expected = 0

    @classmethod
    async def open(cls, generation: Generation, limits: WorkerLimits) -> Line:
        """Fork a worker, and connect to it; raises WorkerLost when there can be none."""
        loop = asyncio.get_running_loop()
        identity, connection = await loop.run_in_executor(None, generation.fork)
        line = cls(generation, identity, limits)
        await loop.create_connection(lambda: line, sock=connection)
        return line

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to send."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Take a piece of an answer."""
        self._pieces.append(data)
        self._have += len(data)
        if not self._expected and self._have >= frames.HEADER.size:
            _, length = frames.HEADER.unpack_from(b"".join(self._pieces))
            self._expected = frames.HEADER.size + length
            if length > self._longest:
                self._fail(frames.Closed(f"a message of {length} bytes"))
        if self._expected and self._have >= self._expected and self._answer and not self._answer.done():
            self._answer.set_result(self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces))

    def connection_lost(self, exc: Exception | None) -> None:
        """The process has ended, or is about to."""
        self.spent = True
        self._fail(frames.Closed("the other side has closed the connection"))

    async def ask(self, request: bytes) -> bytes:
        """Let the worker evaluate a request, and wait for what it answers.

        :raises MlatError: what the evaluation raised.
        :raises TooSlow: after the time that a query may take.
        :raises frames.Closed: when the process ended.
        """
        loop = asyncio.get_running_loop()
        self.spent = True
        self._pieces, self._have, self._expected = [], 0, 0
        self._answer = loop.create_future()
        self._transport.write(frames.packed(frames.EVALUATE, request))
        timer = loop.call_later(self._seconds, self._expire)
        try:
            tag, body = frames.unpacked(await self._answer)
        finally:
            timer.cancel()
            self._answer = None
        self.spent = tag in (frames.LAST_ANSWER, frames.LAST_ERROR)
        if tag in (frames.ERROR, frames.LAST_ERROR):
            raise error_of(body)
        return body

    def close(self) -> None:
        """Close the connection, at which a worker that waits ends by itself."""
        self.spent = True
        self._transport.abort()

    def _expire(self) -> None:
        self._fail(TooSlow(self._seconds))

    def _fail(self, error: MlatError | frames.Closed) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(error)

"""The line to one worker, as the event loop of the main process sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

from mlat.errors import MlatError, TooSlow
from mlat.graph.workers import frames
from mlat.graph.workers.deadlines import Deadlines
from mlat.graph.workers.generation import Generation
from mlat.graph.workers.limits import MIB, WorkerLimits


class Line(asyncio.Protocol):
    """One worker process and the connection to it: asked one query after the other."""

    def __init__(
        self, generation: Generation, identity: int, limits: WorkerLimits, deadlines: Deadlines
    ) -> None:
        """Belong to a generation, which knows the process by its identity."""
        self.generation, self.identity = generation, identity
        #: Whether the worker must be ended: it is busy, has gone, or asked for it.
        self.spent = False
        self._seconds, self._deadlines = limits.query_seconds, deadlines
        self._longest = limits.result_mb * MIB + MIB
        self._answer: asyncio.Future[tuple[bytes, bytes]] | None = None
        self._pieces: list[bytes] = []
        self._have = self._expected = 0

    @classmethod
    async def open(cls, generation: Generation, limits: WorkerLimits, deadlines: Deadlines) -> Line:
        """Fork a worker, and connect to it; raises WorkerLost when there can be none."""
        loop = asyncio.get_running_loop()
        identity, connection = await loop.run_in_executor(None, generation.fork)
        line = cls(generation, identity, limits, deadlines)
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
            self._finish(self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces))

    def connection_lost(self, exc: Exception | None) -> None:
        """The process has ended, or is about to."""
        self.spent = True
        self._fail(frames.Closed("the other side has closed the connection"))

    def ask(self, request: bytes, free: Callable[[Line], None]) -> asyncio.Future[tuple[bytes, bytes]]:
        """Let the worker evaluate a request: the tag and the bytes of what it will answer.

        ``free`` is called as soon as it has answered and can be asked again. Whoever waits gets TooSlow after
        the time that a query may take, and ``frames.Closed`` when the process has ended.
        """
        loop = asyncio.get_running_loop()
        self.spent, self._free = True, free
        self._pieces, self._have, self._expected = [], 0, 0
        self._answer = loop.create_future()
        self._deadlines.add(self._expire)
        self._transport.write(frames.packed(frames.EVALUATE, request))
        return self._answer

    def _finish(self, message: bytes) -> None:
        assert self._answer
        try:
            tag, body = frames.unpacked(message)
        except frames.Closed as error:
            self._fail(error)
            return
        self._deadlines.drop(self._expire)
        self.spent = tag in (frames.LAST_ANSWER, frames.LAST_ERROR)
        answer = self._answer
        if not self.spent:
            self._free(self)
        answer.set_result((tag, body))

    def close(self) -> None:
        """Close the connection, at which a worker that waits ends by itself."""
        self.spent = True
        self._transport.abort()

    def _expire(self) -> None:
        self._fail(TooSlow(self._seconds))

    def _fail(self, error: MlatError | frames.Closed) -> None:
        if self._answer and not self._answer.done():
            self._deadlines.drop(self._expire)
            self._answer.set_exception(error)

"""One connection of a client: a GET is answered with as little as possible between it and the cache.

It stands on Uvicorn's own protocol, which does all else and lets itself be replaced (``http=`` of its
configuration). Two limits come with it, which Uvicorn leaves to a proxy: how long the head of a request may
be, and how long it may take. And a query whose client has left goes on for nobody.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Hashable
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mlat.web.asgi import Piece, Request, Scope
from mlat.web.front import Front
from mlat.web.headers import common_headers
from mlat.web.reply import Headers, Reply, head_of, headers_of
from mlat.web.transfer import AT_ONCE

_LOG = logging.getLogger(__name__)
#: How long the head of a request may be, in bytes; longer queries are for POST.
_LONGEST_HEAD = 1 << 18
#: How many connections may be open.
CONNECTIONS = 4096


def _refusal(status: int, reason: str, *more: tuple[bytes, bytes]) -> bytes:
    """An answer to what is no request that the application could see; the connection ends with it."""
    body = reason.encode() + b"\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    own = (*more, *headers, (b"connection", b"close"), (b"cache-control", b"no-store"))
    return head_of(status, [*own, *headers_of(common_headers().items())]) + b"\r\n" + body


_TOO_LONG = _refusal(431, "the head of the request is too long; send the query by POST")
_TOO_MANY = _refusal(503, "too many connections are open; try again in 5 seconds", (b"retry-after", b"5"))


class Connection(HttpToolsProtocol):
    """Uvicorn's protocol with a short way for GET."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        #: Since when the head of a request comes in, by the clock of the loop; None while none does.
        self._since: float | None = self.loop.time()
        #: Since when there has been nothing to do.
        self._idle: float | None = None
        self._head = 0

    def data_received(self, data: bytes) -> None:
        """Take what comes, unless it is the head of a request that never ends."""
        if self._since is None:
            self._since = self.loop.time()
        self._head += len(data)
        super().data_received(data)
        if self._head > _LONGEST_HEAD:
            self._refuse(_TOO_LONG)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, unless there are too many connections already."""
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS:
            self._refuse(_TOO_MANY)

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of what the client asked and doesn't wait for any more."""
        super().connection_lost(exc)
        if isinstance(self.cycle, Exchange):
            self.cycle.forget()

    def on_headers_complete(self) -> None:
        """Answer at once what was answered before, and begin with what was not."""
        self._since = self._idle = None
        self._head = 0
        parser, earlier = self.parser, self.cycle
        if (
            parser.get_method() == b"GET"
            and (earlier is None or earlier.response_complete)
            and parser.should_keep_alive()
            and parser.get_http_version() == "1.1"
            and not self.expect_100_continue
        ):
            front = cast(Front, self.app)
            key, reply = front.repeat(self.url, self.headers)
            if key is not None:
                exchange = Exchange(self)
                self.cycle = cast(Any, exchange)
                if reply is not None and len(reply.body) <= AT_ONCE:
                    exchange.write(reply)
                else:
                    exchange.start(front, self._request(), key)
                return
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body of a request."""
        self._since, self._head = None, 0
        super().on_body(body)

    def on_response_complete(self) -> None:
        """Go on with what has come meanwhile; idle connections are looked at together, by :func:`watch`."""
        if self.pipeline or self.transport.is_closing():
            super().on_response_complete()
        else:
            self.server_state.total_requests += 1
            self.flow.resume_reading()
            self._idle = self.loop.time()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        self._refuse(_refusal(400, msg))

    def _refuse(self, refusal: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(refusal)
            self.transport.close()

    def _request(self) -> Request:
        """The request whose head has come in, made without a look at what Uvicorn would look at."""
        path, _, query = self.url.partition(b"?")
        scope = cast(Scope, self.scope)
        scope["method"], scope["raw_path"], scope["query_string"] = "GET", path, query
        return Request(scope)

    def standing(self) -> list[bytes]:
        """The headers that the server adds to every answer, as lines."""
        return [b"%s: %s\r\n" % pair for pair in self.server_state.default_headers]

    def overdue(self, now: float, head_seconds: float, idle_seconds: float) -> bool:
        """Whether this connection has waited too long for a request, or for the rest of its head."""
        if self._since is not None:
            return now - self._since > head_seconds
        return self._idle is not None and now - self._idle > idle_seconds


class _Silent:
    """An event for which nobody waits."""

    def set(self) -> None:
        """Do nothing."""


class Exchange:
    """A GET and its answer, in the place of what Uvicorn calls a cycle; a :class:`mlat.web.asgi.Outlet`."""

    #: What Uvicorn asks of a cycle besides. The body of a GET means nothing (RFC 9110, 9.3.1).
    keep_alive, more_body, body, message_event = True, False, b"", _Silent()

    def __init__(self, connection: Connection) -> None:
        """Answer what came on a connection."""
        self.response_complete = self.disconnected = False
        self._connection = connection
        self._task: asyncio.Task[None] | None = None

    def start(self, front: Front, request: Request, key: Hashable) -> None:
        """Begin to answer a request for what is under a key."""
        self._task = self._connection.loop.create_task(self._run(front, request, key))

    async def _run(self, front: Front, request: Request, key: Hashable) -> None:
        connection = self._connection
        try:
            reply = await front.reply(request, key)
            if len(reply.body) <= AT_ONCE:
                self.write(reply)
            else:
                await front.send(request, reply, self)
        except Exception:
            _LOG.exception("a request has failed")
        finally:
            # What ends without having been sent as a whole must not look like an answer.
            if not self.response_complete:
                connection.transport.abort()

    def forget(self) -> None:
        """Nobody waits for the answer any more."""
        if self._task and not self.response_complete:
            self._task.cancel()

    def write(self, reply: Reply) -> None:
        """Send a whole answer."""
        head = (reply.head, *self._connection.standing(), b"\r\n")
        self._connection.transport.writelines((*head, reply.body))
        self._complete()

    async def whole(self, reply: Reply) -> None:
        """Send a whole answer."""
        self.write(reply)

    async def begin(self, status: int, headers: Headers) -> None:
        """Send the head of a long answer."""
        connection = self._connection
        connection.transport.writelines((head_of(status, headers), *connection.standing(), b"\r\n"))

    async def send(self, piece: Piece) -> None:
        """Send a piece of it, once the client has read enough of those before."""
        connection = self._connection
        if connection.flow.write_paused and not self.disconnected:
            await connection.flow.drain()
        if not self.disconnected:
            connection.transport.write(piece)

    async def end(self) -> None:
        """The last piece has been sent."""
        self._complete()

    def _complete(self) -> None:
        self.response_complete = True
        if not self.keep_alive:
            self._connection.transport.close()
        self._connection.on_response_complete()


async def watch(connections: set[Any], head_seconds: float, idle_seconds: float) -> None:
    """Close, for ever and ever, connections that are idle for too long or whose next head never ends."""
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(head_seconds / 4)
        for connection in list(connections):
            if connection.overdue(loop.time(), head_seconds, idle_seconds):
                connection.transport.abort()

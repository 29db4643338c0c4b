"""Requests as the HTTP server hands them over (ASGI 3), and answers on their way back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol

from mlat.web.reply import Headers, Reply

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Piece = bytes | memoryview


class Request:
    """What a request says before its body."""

    __slots__ = ("address", "headers", "method", "path", "query", "scope")

    def __init__(self, scope: Scope) -> None:
        """Read the scope; ``path`` and ``query`` are as they came, with their escapes."""
        self.scope = scope
        self.method: str = scope["method"]
        self.path: bytes = scope["raw_path"]
        self.query: bytes = scope["query_string"]
        self.headers: list[tuple[bytes, bytes]] = scope["headers"]
        self.address: str = scope["client"][0] if scope["client"] else ""

    @property
    def target(self) -> bytes:
        """Path and query as one."""
        return self.path + b"?" + self.query if self.query else self.path

    def header(self, name: bytes) -> str | None:
        """The value of a header by its small name; several ones as one list (RFC 9110, 5.3)."""
        found = [value for own, value in self.headers if own == name]
        if not found:
            return None
        return found[0].decode("latin-1") if len(found) == 1 else b",".join(found).decode("latin-1")


class Outlet(Protocol):
    """The way of one answer back to the client: whole, or begun, sent in pieces and ended."""

    async def whole(self, reply: Reply) -> None:
        """Send a whole answer."""

    async def begin(self, status: int, headers: Headers) -> None:
        """Send the head of a long answer."""

    async def send(self, piece: Piece) -> None:
        """Send a piece of it, once the client has read enough of those before."""

    async def end(self) -> None:
        """The last piece has been sent."""


class AsgiOutlet:
    """The way back by ASGI."""

    def __init__(self, send: Send) -> None:
        """Send by what the server gave."""
        self._send = send

    async def whole(self, reply: Reply) -> None:
        """Send a whole answer."""
        await self.begin(reply.status, reply.headers)
        await self._send({"type": "http.response.body", "body": reply.body})

    async def begin(self, status: int, headers: Headers) -> None:
        """Send the head of a long answer."""
        await self._send({"type": "http.response.start", "status": status, "headers": headers})

    async def send(self, piece: Piece) -> None:
        """Send a piece of it, once the client has read enough of those before."""
        await self._send({"type": "http.response.body", "body": bytes(piece), "more_body": True})

    async def end(self) -> None:
        """The last piece has been sent."""
        await self._send({"type": "http.response.body", "body": b""})

"""Bodies on their way in and out, so that a client that is slow holds nothing that others need.

The server has a bounded number of threads. A body that comes in drop by drop holds one of them, and so does a
long answer that nobody reads; so only some may do so at a time, fewer for one client, and none for ever.
"""

from __future__ import annotations

import io
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mlat.errors import Overloaded
from mlat.web.clients import client_key
from mlat.web.protocol import ProtocolError

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

#: Bodies up to this size go out at once and are the server's to deliver; longer ones go out piece by piece.
AT_ONCE = 1 << 17

#: How long a body of a request may take to come in, in seconds.
BODY_SECONDS = 20

# How slowly a client may read a long answer, in bytes a second, once it has had some seconds to begin.
_SLOWEST = 8192
_PATIENCE = 20
#: How much of a long body goes out at a time.
PIECE = 1 << 18
_SIP = 4096


class Shares:
    """Places that clients take and give back, some for each client; for any thread."""

    def __init__(self, total: int, per_client: int) -> None:
        """So many places in all, and so many for one client."""
        self._total, self._per_client = total, per_client
        self._taken: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, client: str) -> bool:
        """Take a place; False if there is none for this client."""
        with self._lock:
            if self._taken.total() >= self._total or self._taken[client] >= self._per_client:
                return False
            self._taken[client] += 1
            return True

    def give_back(self, client: str) -> None:
        """Give a place back."""
        with self._lock:
            self._taken[client] -= 1
            if not self._taken[client]:
                del self._taken[client]


class Transfers:
    """The places of a server for bodies that come in and for long answers that go out."""

    def __init__(self, threads: int) -> None:
        """At most half of the threads may wait for clients, and a quarter of them for a single one."""
        quarter = max(1, threads // 4)
        self._incoming = Shares(quarter, max(1, quarter // 2))
        self._outgoing = Shares(quarter, max(1, quarter // 2))

    def read_body(self, environ: WSGIEnvironment, most: int) -> bytes | None:
        """The body of a request, which the application can read again; None for one that is too long.

        :raises Overloaded: when too many bodies come in already.
        :raises ProtocolError: 408 when it takes too much time, 400 when it ends too early, 413 when it turns
            out to be too long without having said so.
        """
        length = environ.get("CONTENT_LENGTH", "")
        expected = int(length) if length.isascii() and length.isdigit() else None
        if expected is not None and expected > most:
            return None
        client = client_key(environ.get("REMOTE_ADDR"))
        if not self._incoming.take(client):
            raise Overloaded("too many bodies of requests are on their way; try again in 5 seconds", 5)
        try:
            body = _read(environ["wsgi.input"], most + 1 if expected is None else expected)
        finally:
            self._incoming.give_back(client)
        if expected is not None and len(body) < expected:
            raise ProtocolError(400, f"the body ended after {len(body)} of {expected} bytes")
        if len(body) > most:
            raise ProtocolError(413, f"the body has more than the {most} bytes that are allowed")
        environ["wsgi.input"] = io.BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        return body

    def send(self, environ: WSGIEnvironment, body: bytes) -> list[bytes] | Sending:
        """A body as the server takes it; raises Overloaded when too many long ones are on their way."""
        if len(body) <= AT_ONCE:
            return [body]
        return self.pass_on(environ, _pieces(body))

    def pass_on(self, environ: WSGIEnvironment, pieces: Iterable[bytes]) -> Sending:
        """A long body that comes in pieces; raises Overloaded when too many long ones are on their way."""
        client = client_key(environ.get("REMOTE_ADDR"))
        if not self._outgoing.take(client):
            raise Overloaded("too many long answers are on their way; try again in 5 seconds", 5)
        return Sending(pieces, self._outgoing, client)


def _pieces(body: bytes) -> Iterator[bytes]:
    view = memoryview(body)
    return (bytes(view[start : start + PIECE]) for start in range(0, len(body), PIECE))


def _read(stream: io.BufferedIOBase, most: int) -> bytes:
    """At most so many bytes."""
    deadline = time.monotonic() + BODY_SECONDS
    body = bytearray()
    # A read waits until all it asks for has come, so the clock can only be looked at between short ones.
    while piece := stream.read(min(_SIP, most - len(body))):
        body += piece
        if time.monotonic() > deadline:
            raise ProtocolError(408, f"the body didn't come within {BODY_SECONDS} seconds")
    return bytes(body)


class Sending:
    """A long body, piece by piece; it ends early, and so does the connection, for who hardly reads."""

    def __init__(self, pieces: Iterable[bytes], shares: Shares, client: str) -> None:
        """Hold a place, and the pieces, until closed."""
        self._pieces, self._rest, self._sent = pieces, iter(pieces), 0
        self._begun = time.monotonic()
        self._shares, self._client = shares, client
        self._closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        elapsed = time.monotonic() - self._begun
        slow = elapsed > _PATIENCE and self._sent < elapsed * _SLOWEST
        piece = None if slow else next(self._rest, None)
        if piece is None:
            self.close()
            raise StopIteration
        self._sent += len(piece)
        return piece

    def close(self) -> None:
        """Give the place back, and close what the pieces come from."""
        if not self._closed:
            self._closed = True
            self._shares.give_back(self._client)
            if close := getattr(self._pieces, "close", None):
                close()

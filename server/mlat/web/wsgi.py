"""The way from the event loop to Flask: each request in a thread, as an application of PEP 3333 sees it."""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote_to_bytes

from mlat.web.asgi import Request
from mlat.web.reply import Headers, Reply, headers_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

_T = TypeVar("_T")
#: Where an environment tells of an error that has happened in front of the application.
FAILURE = "mlat.failure"
_APART = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


@dataclass(frozen=True)
class Opened:
    """A long answer that has begun: its first bytes, and the rest piece by piece, each in a thread."""

    status: int
    headers: Headers
    start: bytes
    pieces: Iterator[bytes]
    close: Callable[[], None]


class Threads:
    """A WSGI application for an event loop."""

    def __init__(self, app: WSGIApplication, most: int) -> None:
        """Answer at most so many requests at a time; further ones wait."""
        self._app = app
        self._threads = ThreadPoolExecutor(most, "request")

    async def answer(self, environ: WSGIEnvironment) -> Reply:
        """The whole answer to a request."""
        answer = await self.run(self._answer, environ, sys.maxsize)
        assert isinstance(answer, Reply)
        return answer

    async def open(self, environ: WSGIEnvironment, short: int) -> Reply | Opened:
        """The answer, whole up to a number of bytes; the ``close`` of a longer one must be called."""
        return await self.run(self._answer, environ, short)

    async def run(self, function: Callable[..., _T], *arguments: Any) -> _T:
        """What a function gives that may have to wait."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)

    def close(self) -> None:
        """Let idle threads end, and nothing begin any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _answer(self, environ: WSGIEnvironment, short: int) -> Reply | Opened:
        begun: list[tuple[str, list[tuple[str, str]]]] = []
        first: list[bytes] = []

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: object = None, /
        ) -> Callable[[bytes], object]:
            begun[:] = [(status, headers)]
            return first.append

        answer = self._app(environ, start)
        close = getattr(answer, "close", lambda: None)
        try:
            pieces, have = iter(answer), 0
            for piece in pieces:
                first.append(piece)
                have += len(piece)
                if have > short:
                    break
            (status, headers), whole = begun[0], have <= short
            # The server writes a date of its own.
            encoded = headers_of(pair for pair in headers if pair[0].lower() != "date")
            if not whole:
                return Opened(int(status[:3]), encoded, b"".join(first), pieces, close)
        except BaseException:
            close()
            raise
        close()
        return Reply(int(status[:3]), encoded, b"".join(first))


def environ_of(request: Request, body: bytes) -> WSGIEnvironment:
    """The environment that tells a WSGI application of a request (PEP 3333)."""
    host, port = request.scope["server"] or ("", "")
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query.decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{request.scope['http_version']}",
        "REMOTE_ADDR": request.address,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers:
        shown = name.decode("latin-1")
        # A name with "_" would pass for another one with "-".
        if "_" in shown:
            continue
        key = _APART.get(shown) or "HTTP_" + shown.upper().replace("-", "_")
        text = value.decode("latin-1")
        environ[key] = f"{environ[key]},{text}" if key in environ else text
    return environ

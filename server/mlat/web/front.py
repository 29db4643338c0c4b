"""The short way for answers given before: from the raw request to stored bytes, before any routing.

An ASGI application in front of the Flask one. What it isn't sure of, it hands on; what comes back, it keeps
when its headers allow it. A hit gives the status, the headers and the bytes that were stored, so it can't
differ from the answer that the application gave.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from mlat.errors import MlatError
from mlat.graph.bridge import Bridge
from mlat.graph.evaluation import AsyncEvaluator, Evaluator
from mlat.settings import Settings
from mlat.web.asgi import AsgiOutlet, Outlet, Receive, Request, Scope, Send
from mlat.web.cache import Cache, Shared
from mlat.web.catalogue import Catalogue
from mlat.web.day import today
from mlat.web.direct import Direct
from mlat.web.later import Later
from mlat.web.metrics import Metrics
from mlat.web.reply import Headers, Reply
from mlat.web.transfer import AT_ONCE, Transfers
from mlat.web.wsgi import FAILURE, Opened, Threads, environ_of

if TYPE_CHECKING:
    from flask import Flask

#: The addresses of the protocols; all others are pages, whose answers follow from the day as well.
PATHS = frozenset((b"/sparql", b"/store"))
#: Files that are read piece by piece, and what changes by the minute.
_NEVER_KEPT = (b"/dumps", b"/static/", b"/metrics", b"/healthz", b"/readyz", b"/language/")

_MIB = 1 << 20
_SAFE = frozenset(("GET", "HEAD", "QUERY"))
_READING = frozenset(("GET", "HEAD"))
_WITH_BODY = frozenset(("POST", "QUERY"))
_VARY = frozenset((b"accept", b"accept-encoding", b"accept-language", b"cookie"))
_NEGOTIATED = frozenset((b"accept", b"accept-encoding", b"accept-language", b"host"))
_FORWARDED = frozenset((b"x-forwarded-host", b"x-forwarded-proto", b"x-forwarded-prefix"))

_Pairs = Sequence[tuple[bytes, bytes]]


def create_front(evaluator: AsyncEvaluator, settings: Settings, loop: asyncio.AbstractEventLoop) -> Front:
    """The whole application as it is served: the cache, then Flask, then the evaluator with its own cache."""
    shared = Shared(evaluator, _half(settings))
    bridge = Bridge(shared, loop)
    metrics = Metrics()
    app = Later(partial(_behind, bridge, settings, metrics))
    threads = Threads(app, settings.threads)
    direct = Direct(shared, Catalogue(bridge), threads, settings, metrics)
    front = Front(app, threads, direct, shared, settings)
    metrics.watch_cache("replies", lambda: front.cache.state)
    metrics.watch_cache("evaluations", lambda: shared.cache.state)
    return front


def _behind(evaluator: Evaluator, settings: Settings, metrics: Metrics) -> Flask:
    """The application; imported here, as all of its pages take as long as everything that a query needs."""
    from mlat.web.application import create_app

    return create_app(evaluator, settings, metrics)


def _half(settings: Settings) -> int:
    """Half of what may be kept, in bytes: for replies, and for evaluations."""
    return settings.cache_mb * _MIB // 2


class Front:
    """An ASGI application that keeps the answers of another one for as long as the release is the same."""

    def __init__(
        self, app: Later, threads: Threads, direct: Direct, evaluator: AsyncEvaluator, settings: Settings
    ) -> None:
        """Stand before an application, which is asked in threads."""
        self.app = app
        self._threads = threads
        self._direct = direct
        self.cache: Cache[Reply] = Cache(_half(settings))
        self._evaluator = evaluator
        self._max_body = settings.max_body_bytes
        self._transfers = Transfers(settings.threads)
        self._weighed = _NEGOTIATED | (_FORWARDED if settings.proxies else frozenset())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request, outlet, body = Request(scope), AsgiOutlet(send), b""
        try:
            if request.method in _WITH_BODY:
                read = await self._transfers.read_body(request, receive, self._max_body)
                key = None if read is None else self._key_of_post(request, read)
                body = read or b""
            else:
                reading = request.method in _READING
                key = self._key_of_get(request.target, request.headers) if reading else None
        except MlatError as failure:
            await outlet.whole(await self._told(request, failure))
            return
        if key is None:
            await self._pass_on(request, body, outlet)
        else:
            await self.send(request, await self.reply(request, key, body), outlet)

    async def reply(self, request: Request, key: Hashable, body: bytes = b"") -> Reply:
        """The whole answer to a request for what is under a key; that of a failure as well."""
        release = self._evaluator.release
        kept = self.cache.find(release, key)
        try:
            if kept is not None:
                return await self._repeated(request, kept, body)
            reply = await self._direct.answer(request)
        except MlatError as failure:
            return await self._told(request, failure)
        if reply is None:
            reply = await self._threads.answer(environ_of(request, body))
            reply.tag = _tag(reply.status, reply.headers)
        if reply.tag and request.method != "HEAD" and self._evaluator.release == release:
            self.cache.keep(release, key, reply, len(reply.body) + len(request.query))
        return reply

    async def send(self, request: Request, reply: Reply, outlet: Outlet) -> None:
        """Send an answer, be it long or short."""
        try:
            await self._transfers.send(request, reply, outlet)
        except MlatError as failure:
            await outlet.whole(await self._told(request, failure))

    def repeat(self, target: bytes, headers: _Pairs) -> tuple[Hashable | None, Reply | None]:
        """What a GET for a target asks for, and the answer if it was given before."""
        key = self._key_of_get(target, headers)
        reply = self.cache.find(self._evaluator.release, key) if key is not None else None
        if reply is None:
            return key, None
        held = next((value for name, value in headers if name == b"if-none-match"), None)
        if held is None:
            return key, reply
        # A list, "*" or the tag of another coding: the application knows them all.
        return key, reply.unchanged() if held == reply.tag else None

    def close(self) -> None:
        """Begin nothing any more."""
        self._threads.close()

    def _key_of_post(self, request: Request, body: bytes) -> Hashable | None:
        """Everything that the answer to a request with a body follows from."""
        if _decoded(request.path) not in PATHS or request.header(b"content-encoding"):
            return None
        digest = hashlib.blake2b(body, digest_size=32).digest()
        weighed = self._weigh(request.headers)
        return request.target, *weighed, request.method, request.header(b"content-type"), digest

    def _key_of_get(self, target: bytes, headers: _Pairs) -> Hashable | None:
        """Everything that the answer to a GET or HEAD follows from; None for one that is none of ours."""
        path, _, query = target.partition(b"?")
        path = _decoded(path)
        if path in PATHS:
            # Without parameters it asks for a page or a description, which tell the address of the request.
            return (target, *self._weigh(headers)) if query else None
        if path.startswith(_NEVER_KEPT) or not path.startswith(b"/"):
            return None
        return target, *self._weigh(headers), today()

    def _weigh(self, headers: _Pairs) -> list[object]:
        """The headers that an answer may follow from, and the language that a reader chose before."""
        names = self._weighed
        found: list[object] = [pair for pair in headers if pair[0] in names]
        cookies = [value for name, value in headers if name == b"cookie"]
        if cookies and (language := _chosen(b"; ".join(cookies))):
            found.append(language)
        return found

    async def _repeated(self, request: Request, kept: Reply, body: bytes) -> Reply:
        """What was kept, or that the client holds it already."""
        held = request.header(b"if-none-match")
        if held is None or request.method not in _SAFE:
            return kept
        if held.encode("latin-1") == kept.tag:
            return kept.unchanged()
        return await self._threads.answer(environ_of(request, body))

    async def _pass_on(self, request: Request, body: bytes, outlet: Outlet) -> None:
        """The application's answer, as it comes."""
        opened = await self._threads.open(environ_of(request, body), AT_ONCE)
        if isinstance(opened, Reply):
            await outlet.whole(opened)
            return
        try:
            pieces = self._pieces(opened)
            await self._transfers.pass_on(request, opened.status, opened.headers, pieces, outlet)
        except MlatError as failure:
            await outlet.whole(await self._told(request, failure))
        finally:
            await self._threads.run(opened.close)

    async def _told(self, request: Request, failure: MlatError) -> Reply:
        """What the application tells of a failure."""
        return await self._threads.answer(environ_of(request, b"") | {FAILURE: failure})

    async def _pieces(self, opened: Opened) -> AsyncIterator[bytes]:
        yield opened.start
        while (piece := await self._threads.run(next, opened.pieces, None)) is not None:
            yield piece


def _decoded(path: bytes) -> bytes:
    return unquote_to_bytes(path) if b"%" in path else path


def _tag(status: int, headers: Headers) -> bytes:
    """The tag of an answer that may be kept; empty for one whose headers don't allow it."""
    found = dict(headers)
    vary = {name.strip().lower() for name in found.get(b"vary", b"").split(b",") if name.strip()}
    control = found.get(b"cache-control", b"")
    if status != 200 or b"public" not in control or not vary <= _VARY or b"set-cookie" in found:
        return b""
    return found.get(b"etag", b"")


def _chosen(cookies: bytes) -> str | None:
    """The language that a reader chose before, read from the cookies exactly as pages read it.

    A reading of its own would let one reader's page be kept for those who chose nothing. Imported here, as
    queries need no Flask.
    """
    from werkzeug.http import parse_cookie

    from mlat.web.languages import COOKIE, find_language

    if COOKIE.encode() not in cookies:
        return None
    found = find_language(parse_cookie(cookies.decode("latin-1")).get(COOKIE))
    return found.tag if found else None

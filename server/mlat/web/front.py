"""The short way for answers given before: from the raw request to stored bytes, before any routing.

A WSGI application around the Flask one. What it isn't sure of, it hands on; what comes back, it keeps when
its headers allow it. A hit gives the status, the headers and the bytes that were stored, so it can't differ
from the answer that the application gave.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from flask import Flask, request
from werkzeug.http import parse_cookie

from mlat.errors import MlatError
from mlat.graph.evaluation import Evaluator
from mlat.settings import Settings
from mlat.web.cache import Cache, Shared
from mlat.web.day import today
from mlat.web.direct import Direct
from mlat.web.languages import COOKIE, find_language
from mlat.web.later import Later
from mlat.web.metrics import Metrics
from mlat.web.reply import Headers, Reply
from mlat.web.transfer import Transfers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: The addresses of the protocols; all others are pages, whose answers follow from the day as well.
PATHS = frozenset(("/sparql", "/store"))
#: Files that are read piece by piece, and what changes by the minute.
_NEVER_KEPT = ("/dumps", "/static/", "/metrics", "/healthz", "/readyz", "/language/")

_MIB = 1 << 20
_FAILURE = "mlat.failure"
_SAFE = frozenset(("GET", "HEAD", "QUERY"))
_WITH_BODY = frozenset(("POST", "QUERY"))
_VARY = frozenset(("accept", "accept-encoding", "accept-language", "cookie"))
_NEGOTIATED = ("HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE", "HTTP_HOST")
_FORWARDED = ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_PREFIX")


def create_front(evaluator: Evaluator, settings: Settings) -> Front:
    """The whole application as it is served: the cache, then Flask, then the evaluator with its own cache."""
    half = settings.cache_mb * _MIB // 2
    shared = Shared(evaluator, half, settings.threads // 4)
    metrics = Metrics()
    app = Later(partial(_behind, shared, settings, metrics))
    front = Front(app, Direct(shared, settings, metrics), shared, settings, half)
    metrics.watch_cache("replies", lambda: front.cache.state)
    metrics.watch_cache("evaluations", lambda: shared.cache.state)
    return front


def _behind(evaluator: Evaluator, settings: Settings, metrics: Metrics) -> Flask:
    """The application; imported here, as all of its pages take as long as everything that a query needs."""
    from mlat.web.application import create_app

    app = create_app(evaluator, settings, metrics)
    app.before_request(_fail)
    return app


def _fail() -> None:
    """Let the application tell of what went wrong in front of it, so that all errors look the same."""
    failure = request.environ.get(_FAILURE)
    if isinstance(failure, MlatError):
        raise failure


class Front:
    """A WSGI application that keeps the answers of another one for as long as the release is the same."""

    def __init__(
        self, app: Later, direct: Direct, evaluator: Evaluator, settings: Settings, max_bytes: int
    ) -> None:
        """Stand before an application; ``max_bytes`` bounds what is kept."""
        self.app = app
        self._direct = direct
        self.cache: Cache[Reply] = Cache(max_bytes)
        self._evaluator = evaluator
        self._max_body = settings.max_body_bytes
        self._transfers = Transfers(settings.threads)
        self._forwarded = _FORWARDED if settings.proxies else ()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        try:
            body = self._read_body(environ)
            key = self._key(environ, body)
            if key is None:
                return self.app(environ, start_response)
            release = self._evaluator.release
            reply = self.cache.find(release, key)
            if reply is None:
                return self._ask(environ, start_response, release, key)
            return self._repeat(reply, environ, start_response)
        except MlatError as failure:
            environ[_FAILURE] = failure
            return self.app(environ, start_response)

    def _read_body(self, environ: WSGIEnvironment) -> bytes | None:
        """The body, where the request has one; None also for one that is too long to be looked at."""
        if environ["REQUEST_METHOD"] not in _WITH_BODY:
            return b""
        return self._transfers.read_body(environ, self._max_body)

    def _key(self, environ: WSGIEnvironment, body: bytes | None) -> Hashable | None:
        """Everything that an answer follows from; None for a request that is none of ours."""
        path, query, get = environ["PATH_INFO"], environ["QUERY_STRING"], environ.get
        method = environ["REQUEST_METHOD"]
        if body is None:
            return None
        shared: tuple[str | None, ...] = (
            path,
            query,
            *(get(name) for name in (*_NEGOTIATED, *self._forwarded)),
            _chosen(environ),
        )
        if path not in PATHS:
            kept = method in ("GET", "HEAD") and not path.startswith(_NEVER_KEPT)
            return (*shared, today()) if kept else None
        if method == "GET" or method == "HEAD":
            # Without parameters it asks for a page or a description, which tell the address of the request.
            return shared if query else None
        if method not in _WITH_BODY or get("HTTP_CONTENT_ENCODING"):
            return None
        return (*shared, method, get("CONTENT_TYPE"), hashlib.blake2b(body, digest_size=32).digest())

    def _repeat(
        self, reply: Reply, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """What was stored, or that the client holds it already."""
        held = environ.get("HTTP_IF_NONE_MATCH")
        if held is not None and environ["REQUEST_METHOD"] in _SAFE:
            if held != reply.tag:
                # A list, "*" or the tag of another coding: the application knows them all.
                return self.app(environ, start_response)
            start_response("304 Not Modified", reply.kept_headers())
            return []
        if environ["REQUEST_METHOD"] == "HEAD":
            start_response(reply.status, [*reply.headers])
            return []
        sent = self._transfers.send(environ, reply.body)
        start_response(reply.status, [*reply.headers])
        return sent

    def _ask(
        self, environ: WSGIEnvironment, start_response: StartResponse, release: str, key: Hashable
    ) -> Iterable[bytes]:
        """The application's answer, kept if it may be."""
        reply = self._direct.answer(environ) or _run(self.app, environ)
        if environ["REQUEST_METHOD"] == "HEAD":
            start_response(reply.status, reply.headers)
            return []
        if reply.tag and self._evaluator.release == release:
            self.cache.keep(release, key, reply, len(reply.body) + len(environ["QUERY_STRING"]))
        sent = self._transfers.send(environ, reply.body)
        start_response(reply.status, [*reply.headers])
        return sent


def _run(app: WSGIApplication, environ: WSGIEnvironment) -> Reply:
    """The whole answer of an application."""
    begun: list[tuple[str, Headers]] = []
    pieces: list[bytes] = []

    def start(status: str, headers: Headers, exc_info: object = None, /) -> Callable[[bytes], object]:
        begun[:] = [(status, headers)]
        return pieces.append

    answer = app(environ, start)
    try:
        pieces.extend(answer)
    finally:
        if close := getattr(answer, "close", None):
            close()
    status, headers = begun[0]
    return Reply(status, headers, b"".join(pieces), _tag(status, headers))


def _tag(status: str, headers: Headers) -> str:
    """The tag of an answer that may be kept; empty for one whose headers don't allow it."""
    found = {name.lower(): value for name, value in headers}
    vary = {name.strip().lower() for name in found.get("vary", "").split(",") if name.strip()}
    control = found.get("cache-control", "")
    if not status.startswith("200 ") or "public" not in control or not vary <= _VARY or "set-cookie" in found:
        return ""
    return found.get("etag", "")


def _chosen(environ: WSGIEnvironment) -> str | None:
    """The language that a reader chose before, read from the cookies exactly as pages read it.

    A reading of its own would let one reader's page be kept for those who chose nothing.
    """
    if COOKIE not in environ.get("HTTP_COOKIE", ""):
        return None
    found = find_language(parse_cookie(environ).get(COOKIE))
    return found.tag if found else None

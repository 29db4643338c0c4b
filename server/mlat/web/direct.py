"""New queries by plain GET, without routing: what the Flask application answers, in a third of the time.

It does one thing, the answer 200 to a query, and leaves all else to the application: errors of the query,
pages for browsers, conditions, descriptions. A test compares the two, header for header.
"""

from __future__ import annotations

import time
from functools import lru_cache

from mlat.errors import EvaluationError, MlatError
from mlat.graph.evaluation import AsyncEvaluator, Evaluation
from mlat.graph.glance import glance
from mlat.graph.guard import admit
from mlat.graph.misspelt import find_misspelt
from mlat.graph.negotiation import Choice, choose
from mlat.graph.volatility import is_volatile
from mlat.settings import Settings
from mlat.web.asgi import Request
from mlat.web.catalogue import Catalogue
from mlat.web.clients import client_key
from mlat.web.compression import choose_coding, coding_for, compress
from mlat.web.headers import HINT, Identity, cache_control, common_headers, entity_tag
from mlat.web.metrics import Metrics
from mlat.web.protocol import TAKEN, read_get
from mlat.web.reply import Headers, Reply, content_type, head_of, headers_of, lines_of
from mlat.web.transfer import AT_ONCE
from mlat.web.wsgi import Threads

_PATH = b"/sparql"
#: Reading a longer query would hold up all others for milliseconds, so a thread shall do that.
_LONGEST = 1 << 14
_LINK = '</sparql>; rel="service-desc"'
#: Headers that make the answer another one, or that only the application knows to read.
_SPECIAL = frozenset((b"if-none-match", b"x-forwarded-prefix"))


class Direct:
    """Answers plain requests like the application does."""

    def __init__(
        self,
        evaluator: AsyncEvaluator,
        catalogue: Catalogue,
        threads: Threads,
        settings: Settings,
        metrics: Metrics,
    ) -> None:
        """Answer from an evaluator; the catalogue is asked in a thread."""
        self._evaluator = evaluator
        self._catalogue, self._threads = catalogue, threads
        self._settings, self._limits = settings, settings.limits
        self._metrics = metrics
        common = {
            "Cache-Control": cache_control(settings.max_age),
            "Link": _LINK,
            "Accept-Query": TAKEN["Accept-Query"],
            **common_headers(),
        }
        self._standing = lru_cache(maxsize=64)(self._headers)
        self._common = headers_of(common.items())

    async def answer(self, request: Request) -> Reply | None:
        """The answer; None for a request that the application must see.

        :raises EvaluationError: when the query can't be answered now.
        """
        started = time.perf_counter()
        if request.method != "GET" or request.path != _PATH or len(request.query) > _LONGEST:
            return None
        if not _SPECIAL.isdisjoint([name for name, _ in request.headers]):
            return None
        limits = self._limits
        try:
            asked = read_get(request.query, self._settings.max_query_bytes)
            if asked is None:
                return None
            admitted = glance(asked.query, limits) or admit(asked.query, limits)
            choice = choose(admitted.form.kind, request.header(b"accept"), asked.formats)
        except MlatError:
            return None
        if choice.media_type == "text/html" or is_volatile(admitted.text):
            return None
        release = self._evaluator.release
        evaluation = Evaluation.of(admitted, choice.format, asked.dataset)
        try:
            body = await self._evaluator.evaluate(evaluation, self._client(request))
        except EvaluationError:
            raise
        except MlatError:
            return None
        hints = find_misspelt(asked.query, await self._terms())
        if self._evaluator.release != release:
            return None
        coding = coding_for(body, choose_coding(request.header(b"accept-encoding")))
        coded = await self._compress(body, coding) if coding else body
        reply = self._reply(
            Identity(release, asked.query, *asked.dataset, choice.media_type), choice, coding, coded, hints
        )
        self._metrics.count_query(200, time.perf_counter() - started)
        return reply

    def _reply(
        self, identity: Identity, choice: Choice, coding: str, coded: bytes, hints: list[str]
    ) -> Reply:
        tag = entity_tag(identity, coding).encode()
        own = [(b"etag", tag), (b"content-length", b"%d" % len(coded))]
        if hints:
            own.append((HINT.lower().encode(), "; ".join(hints).encode("ascii", "replace")))
        headers, lines = self._standing(choice, coding)
        return Reply(200, own + headers, coded, tag, head_of(200, own) + lines)

    async def _compress(self, body: bytes, coding: str) -> bytes:
        """A body in a coding; a long one in a thread, as nothing else goes on meanwhile in this one."""
        if len(body) <= AT_ONCE:
            return compress(body, coding)
        return await self._threads.run(compress, body, coding)

    async def _terms(self) -> frozenset[str]:
        """The terms of the ontology; none when they can't be had now."""
        kept = self._catalogue.kept_terms()
        return await self._threads.run(self._catalogue.terms) if kept is None else kept

    def _headers(self, choice: Choice, coding: str) -> tuple[Headers, bytes]:
        """The headers that all answers in a format and a coding have, and the same as lines."""
        headers = [(b"content-type", content_type(choice.media_type).encode())]
        if coding:
            headers.append((b"content-encoding", coding.encode()))
        if choice.format.iri:
            name = f'inline; filename="answer.{choice.format.suffix}"'
            headers.append((b"content-disposition", name.encode()))
        headers += self._common
        return headers, lines_of(headers)

    def _client(self, request: Request) -> str:
        """Whom the request is from; each trusted proxy has added an address to a list."""
        trusted = self._settings.proxies
        if trusted:
            forwarded = [part.strip() for part in (request.header(b"x-forwarded-for") or "").split(",")]
            if len(forwarded) >= trusted and forwarded[-trusted]:
                return client_key(forwarded[-trusted])
        return client_key(request.address)

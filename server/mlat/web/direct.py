"""New queries by plain GET, without routing: what the Flask application answers, in a third of the time.

It does one thing, the answer 200 to a query, and leaves all else to the application: errors of the query,
pages for browsers, conditions, descriptions. A test compares the two, header for header.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from mlat.errors import EvaluationError, MlatError
from mlat.graph.evaluation import Evaluation, Evaluator
from mlat.graph.glance import glance
from mlat.graph.guard import admit
from mlat.graph.misspelt import find_misspelt
from mlat.graph.negotiation import Choice, choose
from mlat.graph.volatility import is_volatile
from mlat.settings import Settings
from mlat.web.answers import content_type
from mlat.web.catalogue import Catalogue
from mlat.web.clients import client_key
from mlat.web.compression import choose_coding, coding_for, compress
from mlat.web.headers import HINT, Identity, cache_control, common_headers, entity_tag
from mlat.web.metrics import Metrics
from mlat.web.protocol import TAKEN, read_get
from mlat.web.reply import Headers, Reply

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_PATH = "/sparql"
_LINK = f'<{_PATH}>; rel="service-desc"'
#: Headers that make the answer another one, or that only the application knows to read.
_SPECIAL = ("HTTP_IF_NONE_MATCH", "HTTP_X_FORWARDED_PREFIX")


class Direct:
    """Answers plain requests like the application does."""

    def __init__(self, evaluator: Evaluator, settings: Settings, metrics: Metrics) -> None:
        """Answer from an evaluator."""
        self._evaluator = evaluator
        self._settings = settings
        self._metrics = metrics
        self._catalogue = Catalogue(evaluator)
        self._common = [
            ("Cache-Control", cache_control(settings.max_age)),
            ("Link", _LINK),
            ("Accept-Query", TAKEN["Accept-Query"]),
            *common_headers().items(),
        ]

    def answer(self, environ: WSGIEnvironment) -> Reply | None:
        """The answer; None for a request that the application must see.

        :raises EvaluationError: when the query can't be answered now.
        """
        started = time.perf_counter()
        if environ["REQUEST_METHOD"] != "GET" or environ["PATH_INFO"] != _PATH:
            return None
        if any(environ.get(name) for name in _SPECIAL) or environ["SCRIPT_NAME"]:
            return None
        try:
            found = self._answer(environ)
        except EvaluationError:
            raise
        except MlatError:
            return None
        if found is not None:
            self._metrics.count_query(200, time.perf_counter() - started)
        return found

    def _answer(self, environ: WSGIEnvironment) -> Reply | None:
        asked = read_get(environ["QUERY_STRING"].encode("latin-1"), self._settings.max_query_bytes)
        if asked is None:
            return None
        limits = self._settings.limits
        admitted = glance(asked.query, limits) or admit(asked.query, limits)
        choice = choose(admitted.form.kind, environ.get("HTTP_ACCEPT"), asked.formats)
        if choice.media_type == "text/html" or is_volatile(admitted.text):
            return None
        release = self._evaluator.release
        evaluation = Evaluation.of(admitted, choice.format, asked.dataset)
        body = self._evaluator.evaluate(evaluation, self._client(environ))
        if self._evaluator.release != release:
            return None
        coding = coding_for(body, choose_coding(environ.get("HTTP_ACCEPT_ENCODING")))
        coded = compress(body, coding)
        graphs = asked.dataset.default_graphs, asked.dataset.named_graphs
        tag = entity_tag(Identity(release, asked.query, *graphs, choice.media_type), coding)
        headers = [("ETag", tag), *self._headers(choice, coding, len(coded)), *self._hints(asked.query)]
        return Reply("200 OK", headers, coded, tag)

    def _headers(self, choice: Choice, coding: str, length: int) -> Headers:
        headers = [("Content-Type", content_type(choice.media_type)), ("Content-Length", str(length))]
        if coding:
            headers.append(("Content-Encoding", coding))
        if choice.format.iri:
            headers.append(("Content-Disposition", f'inline; filename="answer.{choice.format.suffix}"'))
        return headers + self._common

    def _hints(self, query: str) -> Headers:
        hints = find_misspelt(query, self._catalogue.terms())
        return [(HINT, "; ".join(hints).encode("ascii", "replace").decode())] if hints else []

    def _client(self, environ: WSGIEnvironment) -> str:
        """Whom the request is from; each trusted proxy has added an address to a list."""
        trusted = self._settings.proxies
        forwarded = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if trusted and len(forwarded) >= trusted and forwarded[-trusted]:
            return client_key(forwarded[-trusted])
        return client_key(environ.get("REMOTE_ADDR"))

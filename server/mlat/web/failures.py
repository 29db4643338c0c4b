"""Errors as answers, in one place.

Clients that name a JSON type get ``application/problem+json`` (RFC 9457) with ``line``, ``column``, ``token``
and ``hint`` where they are known; browsers get a page; all others get plain text. The endpoint itself never
answers an error with HTML, which could bring a query back as markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import Flask, Response, current_app, g, render_template, request
from werkzeug.exceptions import HTTPException

from mlat.errors import (
    MlatError,
    NotReady,
    Overloaded,
    PublishError,
    QueryError,
    QueryRefused,
    QuestionError,
    TooLarge,
    TooSlow,
    UnknownName,
    WorkerLost,
)
from mlat.graph.hints import excerpt
from mlat.graph.lexer import token_at
from mlat.graph.negotiation import NotAcceptable, quality
from mlat.web.headers import listed
from mlat.web.languages import gettext as _
from mlat.web.languages import mark
from mlat.web.protocol import ProtocolError
from mlat.web.wsgi import FAILURE

#: The status of the answer for each kind of error that a request can end with.
STATUS: tuple[tuple[type[MlatError], int], ...] = (
    (NotAcceptable, 406),
    (QueryRefused, 403),
    (QueryError, 400),
    (QuestionError, 400),
    (UnknownName, 404),
    (NotReady, 503),
    (PublishError, 404),
    (TooLarge, 413),
    (Overloaded, 429),
    (WorkerLost, 503),
    (TooSlow, 504),
)
_ENDPOINT = ("/sparql", "/store")
#: A process that was lost is back at once.
_SOON = 1
_JSON_NAMES = ("json", "srj", "jsonld", "json-ld")
Details = Mapping[str, int | float | str | Sequence[str]]
_JSON = (
    "application/problem+json",
    "application/json",
    "application/sparql-results+json",
    "application/ld+json",
)


def register(app: Flask) -> None:
    """Answer every error of an application here."""
    app.before_request(_fail)
    app.register_error_handler(MlatError, _own)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _fail() -> None:
    """Tell of what went wrong in front of the application, so that all errors look the same."""
    failure = request.environ.get(FAILURE)
    if isinstance(failure, MlatError):
        raise failure


def _own(error: MlatError) -> Response:
    if isinstance(error, ProtocolError):
        return _answer(error.status, str(error), error.headers)
    status = next((status for kind, status in STATUS if isinstance(error, kind)), None)
    if status is None:
        return _unexpected(error)
    headers: dict[str, str] = {}
    if isinstance(error, Overloaded | NotReady):
        headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, WorkerLost):
        headers["Retry-After"] = str(_SOON)
    return _answer(status, str(error), headers, _details(error))


def _details(error: MlatError) -> Details:
    """What a program may want to know of an error besides its text."""
    if isinstance(error, QueryError | QueryRefused):
        return _place(error)
    if isinstance(error, QuestionError):
        return {"parameter": error.parameter, "nearest": error.nearest}
    if isinstance(error, NotAcceptable):
        return {"offer": error.offer}
    if isinstance(error, TooSlow):
        return {"limit": error.limit, "unit": "seconds"}
    if isinstance(error, TooLarge):
        return {"limit": error.limit, "unit": "MiB", "what": error.what}
    return {}


def _http(error: HTTPException) -> Response:
    kept = {
        name: value
        for name, value in error.get_headers()
        if name in ("Allow", "Content-Range", "Location", "Retry-After")
    }
    if "Allow" in kept:
        kept["Allow"] = listed(kept["Allow"].split(", "))
    if error.code is not None and 300 <= error.code < 400:
        return Response(status=error.code, headers=kept)
    return _answer(error.code or 500, error.description or "", kept)


def _unexpected(error: Exception) -> Response:
    current_app.logger.exception("unexpected error")
    return _answer(500, "the server failed on this request, and has written down why")


def _place(error: QueryError | QueryRefused) -> Details:
    found: dict[str, int | str] = {}
    if error.line is not None and error.column is not None:
        found = {"line": error.line, "column": error.column}
        if token := token_at(g.get("query", ""), error.line, error.column):
            found["token"] = token
    if isinstance(error, QueryError) and error.hint:
        found["hint"] = error.hint
    return found


def _answer(
    status: int, detail: str, headers: Mapping[str, str] | None = None, details: Details | None = None
) -> Response:
    if _takes_json(request.headers.get("Accept", "")):
        problem = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail, **(details or {})}
        body, content_type = json.dumps(problem, ensure_ascii=False), "application/problem+json"
    elif _takes_page(request.headers.get("Accept", "")):
        body = render_template("error.html", title=_title(status), detail=detail, status=status)
        content_type = "text/html; charset=utf-8"
        return mark(Response(body.encode("utf-8", "replace"), status, headers, content_type=content_type))
    else:
        body, content_type = f"{detail}{_shown(detail, details or {})}\n", "text/plain; charset=utf-8"
    return Response(body.encode("utf-8", "replace"), status, headers, content_type=content_type)


def _title(status: int) -> str:
    """What went wrong in a few words of the reader's language."""
    titles = {
        400: _("This request can't be understood"),
        403: _("This is not allowed here"),
        404: _("Nothing is known by this address"),
        405: _("This can't be done with this address"),
        406: _("It does not come in that format"),
        413: _("This is too large"),
        429: _("Too many requests at once"),
        500: _("The server failed on this request"),
        503: _("The server can't answer for the moment"),
        504: _("The answer took too long"),
    }
    return titles.get(status) or HTTPStatus(status).phrase


def _takes_page(accept: str) -> bool:
    """Whether an error may be a page: for a browser, and not at the endpoint."""
    return not request.path.startswith(_ENDPOINT) and quality(accept, "text/html", by_name=True) > 0


def _shown(detail: str, details: Details) -> str:
    """What follows the message of an error for people: the hint, unless it is told already, and the line."""
    hint = details.get("hint", "")
    told = f"\n{hint}" if hint and str(hint) not in detail else ""
    if "line" in details and "query" in g:
        told += f"\n\n{excerpt(g.query, int(str(details['line'])), int(str(details['column'])))}"
    return told


def _takes_json(accept: str) -> bool:
    """Whether a client names a JSON type; ``*/*`` doesn't, as it comes from people with curl."""
    if any(name.strip().lower() in (*_JSON_NAMES, *_JSON) for name in g.get("formats", ())):
        return True
    return any(quality(accept, media_type, by_name=True) > 0 for media_type in _JSON)

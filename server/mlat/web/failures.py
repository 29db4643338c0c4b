"""Errors as answers, in one place.

Clients that name a JSON type get ``application/problem+json`` (RFC 9457) with ``line``, ``column`` and
``token`` where they are known; all others get plain text. No error is ever HTML, which could bring a query
back as markup.
"""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException

from mlat.errors import MlatError, QueryError, QueryRefused, UnknownName
from mlat.graph.hints import excerpt
from mlat.graph.lexer import token_at
from mlat.graph.negotiation import NotAcceptable, quality
from mlat.web.protocol import ProtocolError

_STATUS: tuple[tuple[type[MlatError], int], ...] = (
    (NotAcceptable, 406),
    (QueryRefused, 403),
    (QueryError, 400),
    (UnknownName, 404),
)
_JSON = (
    "application/problem+json",
    "application/json",
    "application/sparql-results+json",
    "application/ld+json",
)


def register(app: Flask) -> None:
    """Answer every error of an application here."""
    app.register_error_handler(MlatError, _own)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _own(error: MlatError) -> Response:
    if isinstance(error, ProtocolError):
        return _answer(error.status, str(error), error.headers)
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    return _answer(status, str(error), place=_place(error) if isinstance(error, QueryError) else None)


def _http(error: HTTPException) -> Response:
    kept = {
        name: value for name, value in error.get_headers() if name in ("Allow", "Location", "Retry-After")
    }
    if error.code is not None and 300 <= error.code < 400:
        return Response(status=error.code, headers=kept)
    return _answer(error.code or 500, error.description or "", kept)


def _unexpected(error: Exception) -> Response:
    current_app.logger.exception("unexpected error")
    return _answer(500, "the server failed on this request, and has written down why")


def _place(error: QueryError) -> dict[str, int | str] | None:
    if error.line is None or error.column is None:
        return None
    found: dict[str, int | str] = {"line": error.line, "column": error.column}
    if token := token_at(g.get("query", ""), error.line, error.column):
        found["token"] = token
    return found


def _answer(
    status: int,
    detail: str,
    headers: dict[str, str] | None = None,
    place: dict[str, int | str] | None = None,
) -> Response:
    if _takes_json(request.headers.get("Accept", "")):
        problem = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail, **(place or {})}
        body, content_type = json.dumps(problem, ensure_ascii=False), "application/problem+json"
    else:
        shown = (
            f"\n\n{excerpt(g.query, int(place['line']), int(place['column']))}"
            if place and "query" in g
            else ""
        )
        body, content_type = f"{detail}{shown}\n", "text/plain; charset=utf-8"
    return Response(body, status, headers, content_type=content_type)


def _takes_json(accept: str) -> bool:
    """Whether a client names a JSON type; ``*/*`` doesn't, as it comes from people with curl."""
    return any(quality(accept, media_type, by_name=True) > 0 for media_type in _JSON)

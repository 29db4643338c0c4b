"""What all answers of the application get, whatever they are, and the answer to ``OPTIONS``."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask, Response, request

from mlat.web.headers import common_headers, listed

_CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALLOWED = "Accept, Content-Type, If-None-Match, X-Requested-With"


def register(app: Flask) -> None:
    """Add the headers to all answers of an application, and answer ``OPTIONS``."""
    app.before_request(_answer_options)
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    own = response.headers.get("Vary")
    response.headers.update(common_headers())
    response.vary.update([name.strip() for name in own.split(",")] if own else ())
    if response.mimetype == "text/html" and response.status_code != 304:
        response.headers.setdefault("Content-Security-Policy", _CONTENT_SECURITY)
        response.headers["Referrer-Policy"] = "no-referrer"
    if response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    return response


def _answer_options() -> Response | None:
    """Answer ``OPTIONS`` for each address that there is, with the methods that it takes."""
    rule = request.url_rule
    if request.method != "OPTIONS" or rule is None:
        return None
    return preflight(rule.methods or ())


def preflight(methods: Collection[str]) -> Response:
    """The answer to ``OPTIONS``: what scripts of other sites may send."""
    named = listed(methods)
    response = Response(status=204)
    response.headers["Allow"] = named
    response.headers["Access-Control-Allow-Methods"] = named
    response.headers["Access-Control-Allow-Headers"] = _ALLOWED
    response.headers["Access-Control-Max-Age"] = "86400"
    return response

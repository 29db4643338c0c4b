"""Headers of every answer, errors included: any site may read them, none may guess their type."""

from __future__ import annotations

from flask import Flask, Response

_CONTENT_SECURITY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'"


def register(app: Flask) -> None:
    """Add the headers to all answers of an application."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.vary.add("Accept")
    if response.mimetype == "text/html":
        response.headers["Content-Security-Policy"] = _CONTENT_SECURITY
    return response


def preflight() -> Response:
    """The answer to ``OPTIONS``: what scripts of other sites may send."""
    methods = "GET, HEAD, POST, OPTIONS"
    response = Response(status=204)
    response.headers["Allow"] = methods
    response.headers["Access-Control-Allow-Methods"] = methods
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response

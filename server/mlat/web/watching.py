"""Numbers for monitoring over HTTP, for those who may see them."""

from __future__ import annotations

import ipaddress
import time

from flask import Blueprint, Flask, Response, abort, current_app, g, request

from mlat.graph.evaluation import Evaluator
from mlat.settings import Settings
from mlat.web.metrics import Metrics, lines_about


def register(app: Flask, metrics: Metrics, evaluator: Evaluator, settings: Settings) -> None:
    """Count the queries of an application, and show the numbers at ``/metrics`` to those who may see them."""
    routes = Blueprint("metrics", __name__)

    @app.before_request
    def start() -> None:
        g.started = time.monotonic()

    @app.after_request
    def count(response: Response) -> Response:
        if request.endpoint == "sparql.sparql" and request.method != "OPTIONS" and "described" not in g:
            metrics.count_query(response.status_code, time.monotonic() - g.started)
        return response

    @routes.get("/metrics")
    def show() -> Response:
        if not _may_see(settings):
            abort(404)
        lines = [*metrics.lines(), *lines_about(evaluator)]
        text = "\n".join([*lines, ""])
        response = current_app.response_class(text, content_type="text/plain; version=0.0.4; charset=utf-8")
        response.headers["Cache-Control"] = "no-store"
        return response

    app.register_blueprint(routes)


def _may_see(settings: Settings) -> bool:
    """Whether this client may see the numbers; unless a setting says so, only this machine may."""
    if settings.metrics != "auto":
        return settings.metrics == "on"
    forwarded = any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "Via"))
    return is_loopback(settings.host) and not forwarded and is_loopback(request.remote_addr or "")


def is_loopback(host: str) -> bool:
    """Whether a name or an address means this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

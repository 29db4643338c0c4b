"""The whole site as one Flask application."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from mlat.graph.evaluation import Evaluator, InProcess
from mlat.graph.store import Store
from mlat.settings import Settings
from mlat.web import (
    cited,
    dataset,
    dumps,
    every_answer,
    failures,
    fragments,
    health,
    openapi,
    pages,
    reconciliation,
    sitemap,
    sparql,
    store_protocol,
    watching,
)
from mlat.web.catalogue import Catalogue
from mlat.web.metrics import Metrics
from mlat.web.requests import Request


def create_app(
    evaluator: Evaluator | Store, settings: Settings | None = None, counters: Metrics | None = None
) -> Flask:
    """The web application over one evaluator; a store is asked in this process.

    ``counters`` are those that count its queries; without them it has its own.
    """
    settings = settings or Settings()
    if isinstance(evaluator, Store):
        evaluator = InProcess(evaluator)
    app = Flask(__name__)
    app.request_class = Request
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    every_answer.register(app)
    watching.register(app, counters or Metrics(), evaluator, settings)
    catalogue = Catalogue(evaluator)
    app.register_blueprint(sparql.blueprint(evaluator, catalogue, settings))
    app.register_blueprint(store_protocol.blueprint(evaluator, catalogue, settings))
    app.register_blueprint(health.blueprint(evaluator))
    app.register_blueprint(reconciliation.blueprint(evaluator, settings))
    app.register_blueprint(fragments.blueprint(evaluator, settings))
    app.register_blueprint(openapi.blueprint(settings))
    shelf = dumps.shelf_of(settings)
    app.register_blueprint(dumps.blueprint(evaluator, shelf, settings))
    app.register_blueprint(dataset.blueprint(evaluator, catalogue, shelf, settings))
    app.register_blueprint(cited.blueprint(evaluator, shelf))
    app.register_blueprint(sitemap.blueprint(catalogue, settings))
    pages.register(app, evaluator, settings)
    # Last, so that a failure in front of the application meets all that its answers need.
    failures.register(app)
    if settings.proxies:
        trusted = settings.proxies
        proxied = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted, x_prefix=trusted)
        app.wsgi_app = proxied  # type: ignore[method-assign]
    return app

"""The HTTP side: the only part that imports Flask."""

from __future__ import annotations

from flask import Flask

from mlat.graph.store import Store
from mlat.settings import Settings
from mlat.web import failures, headers, sparql


def create_app(store: Store, settings: Settings | None = None) -> Flask:
    """The web application over one store."""
    settings = settings or Settings()
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    failures.register(app)
    headers.register(app)
    app.register_blueprint(sparql.blueprint(store, settings))
    return app

"""What the graph is, how to read it, and where the rest is."""

from __future__ import annotations

from flask import Blueprint, Response

from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site


def blueprint(site: Site) -> Blueprint:
    """The route of the page."""
    routes = Blueprint("about", __name__)

    @routes.get("/about")
    def about() -> Response:
        return page("about.html", sizes=site.evaluator.sizes(), schemes=site.ask("schemes"))

    return routes

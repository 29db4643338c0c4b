"""The first page: who asks whom, for what, on which day; and the answer, as a page, as JSON, CSV and RDF."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from mlat.web.languages import COOKIE, KEPT, find_language, language
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site, today


def blueprint(site: Site) -> Blueprint:
    """The routes of the finder, and the choice of the language."""
    routes = Blueprint("home", __name__)

    @routes.get("/")
    def home() -> Response:
        return page("home.html", sizes=site.evaluator.sizes(), today=today())

    @routes.get("/find")
    def find() -> Response:
        return page("home.html", sizes=site.evaluator.sizes(), today=today())

    @routes.get("/language/<tag>")
    def choose_language(tag: str) -> AnyResponse:
        """Keep the language, and go back to where the reader came from on this site."""
        to = request.args.get("to", "/")
        response = redirect(to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/", 303)
        if found := find_language(tag):
            response.set_cookie(COOKIE, found.tag, max_age=KEPT, samesite="Lax")
        response.headers["Cache-Control"] = "no-store"
        return response

    return routes

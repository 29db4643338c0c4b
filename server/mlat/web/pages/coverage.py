"""What the graph knows and what it doesn't: by convention, jurisdiction and property; and what is oldest."""

from __future__ import annotations

from flask import Blueprint, Response

from mlat.finder.rows import Value
from mlat.web.day import today
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site


def blueprint(site: Site) -> Blueprint:
    """The route of the page."""
    routes = Blueprint("coverage", __name__)

    @routes.get("/coverage")
    def coverage() -> Response:
        return page(
            "coverage.html",
            properties=_shares(site),
            instruments=site.ask("coverage-by-instrument"),
            jurisdictions=site.ask("jurisdictions", on=today()),
            ages=site.ask("age-of-facts"),
            oldest=site.ask("oldest-facts"),
        )

    return routes


def _shares(site: Site) -> list[dict[str, Value]]:
    """For each class and property, how many of the records have it."""
    counts = {row["class"]: row["records"] for row in site.asker("stats").rows("classes")}
    rows = site.asker("stats").rows("properties")
    return [dict(row) | {"of": counts.get(row["class"])} for row in rows]

"""What the editor completes: prefixes, terms, concepts and jurisdictions of our own graph."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response

from mlat.graph.namespaces import BASE, ONTOLOGY, PREFIXES
from mlat.web.pages import rendering
from mlat.web.pages.addresses import last
from mlat.web.pages.site import Site


def blueprint(site: Site) -> Blueprint:
    """The route of the completions."""
    routes = Blueprint("completions", __name__)

    @routes.get("/sparql/completions.json")
    def completions() -> Response:
        schemes = {last(row.text("scheme")): f"{row.text('scheme')}/" for row in site.ask("schemes")}
        content = {
            "prefixes": PREFIXES | schemes,
            "terms": [*_terms(site), *_concepts(site), *_jurisdictions(site)],
            "jurisdictions": [
                {
                    "code": row["alpha3"],
                    "m49": row["m49"] or "",
                    "name": str(site.label(row.text("jurisdiction"))),
                }
                for row in site.ask("places")
            ],
        }
        return rendering.data(content, site.settings.max_age)

    return routes


def _terms(site: Site) -> Iterator[dict[str, str]]:
    for row in site.ask("vocabulary"):
        iri = row.text("term")
        yield {
            "iri": iri,
            "name": f"mlat:{iri.removeprefix(ONTOLOGY)}",
            "kind": row.text("kind"),
            "label": str(site.label(iri)),
            "definition": row.text("definition"),
        }


def _concepts(site: Site) -> Iterator[dict[str, str]]:
    for row in site.ask("all-concepts"):
        iri = row.text("concept")
        name = iri.removeprefix(BASE).replace("/", ":", 1)
        yield {"iri": iri, "name": name, "kind": "concept", "label": str(site.label(iri))}


def _jurisdictions(site: Site) -> Iterator[dict[str, str]]:
    for entry in site.names.of_kind("jurisdiction"):
        yield {"iri": entry.iri, "kind": "jurisdiction", "label": str(site.label(entry.iri))}

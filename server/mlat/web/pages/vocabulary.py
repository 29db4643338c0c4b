"""The page of the ontology: every term with its definition, at the place that its IRI names."""

from __future__ import annotations

from flask import Response

from mlat.finder.asking import iri
from mlat.web.pages.facts import facts
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site


def vocabulary(site: Site, name: str) -> Response:
    """The page of the ontology by its IRI."""
    terms = site.ask("vocabulary", ontology=iri(name))
    classes = [row for row in terms if row["kind"] == "class"]
    properties = [row for row in terms if row["kind"] == "property"]
    return page(
        "vocabulary.html",
        iri=name,
        facts=facts(site, name),
        classes=classes,
        properties=properties,
        schemes=site.ask("schemes"),
    )

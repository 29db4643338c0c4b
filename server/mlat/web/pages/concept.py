"""The pages of a concept and of a scheme: what they mean, and which instruments have them."""

from __future__ import annotations

from flask import Response

from mlat.finder.asking import iri
from mlat.web.pages.facts import facts
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site


def concept(site: Site, name: str) -> Response:
    """The page of a concept by its IRI."""
    rows = site.ask("concept", concept=iri(name))
    rows.sort(key=lambda row: (site.label(row.text("instrument")).casefold(), row.text("article")))
    return page(
        "concept.html",
        iri=name,
        facts=facts(site, name),
        provisions=rows,
        instruments=len({row["instrument"] for row in rows}),
        incoming=[] if rows else site.ask("incoming", record=iri(name)),
    )


def scheme(site: Site, name: str) -> Response:
    """The page of a concept scheme by its IRI."""
    concepts = site.ask("concepts-of-a-scheme", scheme=iri(name))
    concepts.sort(key=lambda row: site.label(row.text("concept")).casefold())
    return page("scheme.html", iri=name, facts=facts(site, name), concepts=concepts)

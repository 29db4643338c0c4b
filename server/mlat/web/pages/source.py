"""The page of a publisher of sources: its pages, and which facts rest on them."""

from __future__ import annotations

from itertools import groupby

from flask import Response

from mlat.finder.asking import iri
from mlat.web.pages.facts import facts
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site


def publisher(site: Site, name: str) -> Response:
    """The page of a publisher, or of a data set, by its IRI."""
    rows = site.ask("facts-of-a-publisher", publisher=iri(name))
    by_page = [(source, list(some)) for source, some in groupby(rows, lambda row: row["page"])]
    return page("source.html", iri=name, facts=facts(site, name), pages=by_page, records=len(rows))

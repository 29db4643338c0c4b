"""The page of any other record: its properties as a table, and what points to it."""

from __future__ import annotations

from flask import Response

from mlat.finder.asking import iri
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site


def record(site: Site, name: str) -> Response:
    """The page of a record by its IRI."""
    which = iri(name)
    return page(
        "record.html",
        iri=name,
        properties=site.ask("properties", record=which),
        incoming=site.ask("incoming", record=which),
    )

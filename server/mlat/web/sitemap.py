"""What crawlers are told: a map of the site, and where there is nothing for them."""

from __future__ import annotations

from flask import Blueprint, Response, request

from mlat.errors import UnknownName
from mlat.publish.catalogue import sitemap
from mlat.settings import Settings
from mlat.web.answers import keep
from mlat.web.catalogue import Catalogue
from mlat.web.pages.addresses import document

_XML = "application/xml"
#: Pages that no record has.
_OWN = (
    "",
    "dataset",
    "dumps/",
    "jurisdictions",
    "instruments",
    "authorities",
    "concepts",
    "sources",
    "about",
)
#: Answers without end, and large files.
_CLOSED = ("/sparql?", "/store", "/find", "/search", "/reconcile", "/cited", "/dumps/*/*")


def blueprint(catalogue: Catalogue, settings: Settings) -> Blueprint:
    """The routes for crawlers."""
    routes = Blueprint("sitemap", __name__)

    def addresses() -> list[str]:
        root = request.url_root
        return [root + name for name in _OWN] + [
            root.rstrip("/") + document(iri) for iri in catalogue.pages()
        ]

    @routes.get("/sitemap.xml")
    def whole() -> Response:
        found = addresses()
        if len(found) <= sitemap.LONGEST:
            return keep(sitemap.write_sitemap(found), _XML, settings.max_age)
        parts = range(1, -(-len(found) // sitemap.LONGEST) + 1)
        index = sitemap.write_index([f"{request.url_root}sitemap-{number}.xml" for number in parts])
        return keep(index, _XML, settings.max_age)

    @routes.get("/sitemap-<int:number>.xml")
    def part(number: int) -> Response:
        found = sitemap.pages_of(addresses(), number)
        if not found:
            raise UnknownName("there is no such part of the map; /sitemap.xml lists all there are")
        return keep(sitemap.write_sitemap(found), _XML, settings.max_age)

    @routes.get("/robots.txt")
    def robots() -> Response:
        closed = "".join(f"Disallow: {path}\n" for path in _CLOSED)
        text = f"User-agent: *\n{closed}\nSitemap: {request.url_root}sitemap.xml\n"
        return keep(text.encode(), "text/plain", settings.max_age)

    return routes

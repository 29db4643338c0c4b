"""Search by name, code or citation in all languages; and suggestions while one types."""

from __future__ import annotations

from flask import Blueprint, Response, request

from mlat.finder.rows import Text
from mlat.graph.namespaces import BASE, ONTOLOGY
from mlat.web.pages import addresses, rendering
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site

_LONGEST = 200
_SUGGESTED = 8
_SHOWN = 50
#: The classes of the records that can be searched, beside the concepts.
_CLASSES = {
    "jurisdiction": "Jurisdiction",
    "instrument": "Instrument",
    "authority": "Authority",
    "law": "DomesticLaw",
}


def blueprint(site: Site) -> Blueprint:
    """The routes of the search."""
    routes = Blueprint("search", __name__)

    @routes.get("/search")
    def search() -> Response:
        text = request.args.get("q", "").strip()[:_LONGEST]
        return page("search.html", text=text, found=_found(site, text, (), _SHOWN))

    @routes.get("/suggest.json")
    def suggest() -> Response:
        text = request.args.get("q", "").strip()[:_LONGEST]
        kinds = tuple(kind for kind in request.args.get("kind", "").split(",") if kind)
        results = [
            {
                "id": each["id"],
                "label": each["label"],
                "description": each["kind"],
                "href": each["href"],
                "score": each["score"],
            }
            for each in _found(site, text, kinds, _SUGGESTED)
        ]
        return rendering.data({"results": results}, site.settings.max_age)

    return routes


def _found(site: Site, text: str, kinds: tuple[str, ...], limit: int) -> list[dict[str, object]]:
    if not text:
        return []
    return [
        {
            "id": each.entry.id,
            "iri": each.entry.iri,
            "label": site.label(each.entry.iri),
            "matched": Text(each.name.text, each.name.language),
            "kind": _called(site, each.entry.kind),
            "href": addresses.document(each.entry.iri),
            "score": each.score,
        }
        for each in site.names.search(text, kinds, limit)
    ]


def _called(site: Site, kind: str) -> str:
    """What a kind of record is called: by its class, and a concept by its scheme."""
    return str(site.label(ONTOLOGY + _CLASSES[kind] if kind in _CLASSES else BASE + kind))

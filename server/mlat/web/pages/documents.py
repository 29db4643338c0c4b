"""Every IRI of the graph leads to its documents: cool URIs (W3C note, 2008), one pattern for all.

``/jurisdiction/HKG`` names a jurisdiction, which is no document: 303 leads to the one that the client likes
best. ``/jurisdiction/HKG.html`` and ``.ttl``, ``.nt``, ``.jsonld``, ``.rdf`` are the documents. A part of an
instrument has RDF documents of its own; for people it is a place on the page of the instrument.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

import pyoxigraph as ox
from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from mlat.errors import QueryError, UnknownName
from mlat.finder.asking import iri
from mlat.graph.formats import AnswerKind, Format, formats_for, named_format
from mlat.graph.namespaces import BASE
from mlat.graph.negotiation import choose
from mlat.publish.jsonld.context import write_context
from mlat.publish.jsonld.frame import frame_entity
from mlat.web.answers import keep
from mlat.web.pages import addresses
from mlat.web.pages.authority import authority
from mlat.web.pages.concept import concept, scheme
from mlat.web.pages.instrument import instrument
from mlat.web.pages.jurisdiction import jurisdiction
from mlat.web.pages.record import record
from mlat.web.pages.site import Site
from mlat.web.pages.source import publisher
from mlat.web.pages.vocabulary import vocabulary


class Kind(NamedTuple):
    """How things of a kind are shown: the view for people, and the query in ``queries/documents`` for RDF."""

    view: Callable[[Site, str], Response]
    query: str


_OTHER = Kind(record, "record")
_CONCEPT, _SCHEME = Kind(concept, "record"), Kind(scheme, "scheme")
_KINDS = {
    "jurisdiction": Kind(jurisdiction, "jurisdiction"),
    "instrument": Kind(instrument, "instrument"),
    "authority": Kind(authority, "authority"),
    "source": Kind(publisher, "record"),
    "ontology": Kind(vocabulary, "ontology"),
}
#: The formats of documents; a document has no named graphs to tell of.
_GRAPH_FORMATS = tuple(
    form for form in formats_for(AnswerKind.GRAPH) if form.suffix in ("ttl", "nt", "jsonld", "rdf")
)
SUFFIXES = ("html", *(form.suffix for form in _GRAPH_FORMATS))


def blueprint(site: Site) -> Blueprint:
    """The route for all addresses that no other route takes."""
    routes = Blueprint("documents", __name__)

    @routes.get("/context.jsonld")
    def context() -> Response:
        return keep(write_context(), "application/ld+json", site.settings.max_age)

    @routes.get("/<path:name>")
    def dereference(name: str) -> AnyResponse:
        stem, _, suffix = name.rpartition(".")
        if suffix in SUFFIXES and (found := _find(site, stem)):
            return _moved(found, suffix) or _document(site, stem, suffix)
        if found := _find(site, name):
            chosen = _choose()
            return _moved(found, "") or _see(BASE + name, chosen)
        raise UnknownName(_unknown(site, name))

    return routes


def _find(site: Site, name: str) -> list[str]:
    """What stands for a thing now: its own IRI, or that of the one that took its place; empty for nothing."""
    try:
        rows = site.ask("known", record=iri(BASE + name))
    except QueryError:
        return []
    return [str(row["replacement"] or BASE + name) for row in rows if row["known"]][:1]


def _moved(found: list[str], suffix: str) -> AnyResponse | None:
    """A retired id leads to the one that took its place."""
    path = found[0].removeprefix(BASE)
    asked = request.path.lstrip("/")
    asked = asked.removesuffix(f".{suffix}") if suffix else asked
    if path == asked:
        return None
    return redirect(f"/{path}.{suffix}" if suffix else f"/{path}", 301)


def _choose() -> str:
    """The suffix of the document that the client likes best."""
    names = [value for name in ("format", "output") for value in request.args.getlist(name)]
    chosen = choose(AnswerKind.GRAPH, request.headers.get("Accept"), names).format
    return chosen.suffix if chosen.suffix in SUFFIXES else "ttl"


def _see(name: str, suffix: str) -> AnyResponse:
    response = redirect(addresses.document(name, suffix), 303)
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Link"] = ", ".join(_links(name))
    return response


def _document(site: Site, name: str, suffix: str) -> AnyResponse:
    kind = _kind(name)
    response: AnyResponse
    if suffix != "html":
        response = _graph(site, kind, BASE + name, named_format(AnswerKind.GRAPH, suffix))
    elif addresses.split(name)[1]:
        response = redirect(addresses.document(BASE + name), 303)
    else:
        response = kind.view(site, BASE + name)
    response.headers["Link"] = ", ".join(_links(BASE + name))
    return response


def _graph(site: Site, kind: Kind, name: str, form: Format) -> Response:
    query = "record" if addresses.part_name(name) else kind.query
    framed = form.suffix == "jsonld"
    written = named_format(AnswerKind.GRAPH, "nt") if framed else form
    body = site.asker("documents").graph(query, written, record=iri(name))
    return keep(_frame(body, name) if framed else body, form.media_type, site.settings.max_age)


def _frame(triples: bytes, name: str) -> bytes:
    """The document that a web developer likes, instead of the engine's JSON-LD: compact, parts embedded."""
    parsed = ox.parse(triples, format=ox.RdfFormat.N_TRIPLES)
    framed = frame_entity((ox.Triple(q.subject, q.predicate, q.object) for q in parsed), name)
    return json.dumps(framed, ensure_ascii=False, indent=2).encode() + b"\n"


def _links(name: str) -> list[str]:
    """Signposting (signposting.org): the thing, its documents, the licence."""
    path = name.removeprefix(BASE)
    documents = [
        f'</{path}.{form.suffix}>; rel="describedby alternate"; type="{form.media_type}"'
        for form in _GRAPH_FORMATS
    ]
    return [
        f'<{name}>; rel="cite-as"',
        f'</{path}.html>; rel="alternate"; type="text/html"',
        *documents,
        '<https://creativecommons.org/publicdomain/zero/1.0/>; rel="license"',
    ]


def _kind(name: str) -> Kind:
    head, _, rest = name.partition("/")
    if head in _KINDS:
        return _KINDS[head]
    if head in ("designation", "law", "statement", "graph", "example", "query"):
        return _OTHER
    return _CONCEPT if rest else _SCHEME


def _unknown(site: Site, name: str) -> str:
    shown = name if len(name) <= 100 else name[:100] + "..."
    near = [
        each.entry.iri.removeprefix(BASE) for each in site.names.search(addresses.last(name)[:100], limit=3)
    ]
    hint = f"; the nearest are {', '.join(near)}" if near else ""
    return f"nothing is known by the address /{shown}{hint}"

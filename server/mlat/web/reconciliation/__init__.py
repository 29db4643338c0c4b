"""The Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group) at ``/reconcile``.

OpenRefine and others match the names in a table to things of the graph, and fetch values of their properties.
JSONP, which 0.2 makes optional, is not spoken: all answers may be read from any site by CORS instead, and a
script that another site names is one more way to harm its readers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from mlat.errors import UnknownName
from mlat.finder.names import Entry
from mlat.graph.evaluation import Evaluator
from mlat.settings import Settings
from mlat.web.answers import keep
from mlat.web.pages import addresses
from mlat.web.pages.site import OfRelease
from mlat.web.protocol import ProtocolError
from mlat.web.reconciliation import answering
from mlat.web.reconciliation.entities import Entities, Property, Type
from mlat.web.reconciliation.reading import read_batch, read_extension, read_single, read_types

#: A preview is there to be shown within the pages of others; it has neither scripts nor forms.
_EMBEDDABLE = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
_MOST_SKIPPED = 1000


def blueprint(evaluator: Evaluator, settings: Settings) -> Blueprint:
    """The routes of the service over one evaluator."""
    routes = Blueprint("reconciliation", __name__)
    kept = OfRelease(evaluator, Entities.of)

    @routes.route("/reconcile", methods=["GET", "POST"])
    def reconcile() -> AnyResponse:
        given = {**request.args.to_dict(), **request.form.to_dict()}
        if "queries" in given:
            batch = read_batch(given["queries"])
            return _json({key: answering.result(kept.get(), query) for key, query in batch.items()}, settings)
        if "extend" in given:
            return _json(_extended(kept.get(), given["extend"]), settings)
        if "query" in given:
            return _json(answering.result(kept.get(), read_single(given["query"])), settings)
        if request.method == "POST":
            raise ProtocolError(400, "send a form with 'queries' (a batch of queries in JSON) or 'extend'")
        response = _json(answering.manifest(kept.get(), request.url_root), settings)
        # It holds the address under which it was asked for.
        response.headers["Cache-Control"] = "no-cache"
        return response

    @routes.get("/reconcile/suggest/<any(entity, type, property):kind>")
    def suggest(kind: str) -> AnyResponse:
        prefix, cursor, types = request.args.get("prefix", "")[:300], _cursor(), _types()
        if kind == "type":
            return _json(answering.suggest_types(kept.get(), prefix, cursor), settings)
        if kind == "property":
            return _json(answering.suggest_properties(kept.get(), prefix, types, cursor), settings)
        return _json(answering.suggest_entities(kept.get(), prefix, types, cursor), settings)

    @routes.get("/reconcile/flyout/<any(entity, type, property):kind>")
    def flyout(kind: str) -> AnyResponse:
        identifier = request.args.get("id", "")
        found = _flyout(kept.get(), kind, identifier)
        html = render_template("reconciliation/flyout.html", **found)
        return _json({"id": identifier, "html": html}, settings)

    @routes.get("/reconcile/properties")
    def properties() -> AnyResponse:
        types = _types()
        return _json(answering.propose(kept.get(), types[0] if types else "", _number("limit")), settings)

    @routes.get("/reconcile/view")
    def view() -> AnyResponse:
        return redirect(addresses.document(_entry(kept.get(), request.args.get("id", "")).iri), 303)

    @routes.get("/reconcile/preview")
    def preview() -> AnyResponse:
        entities = kept.get()
        entry = _entry(entities, request.args.get("id", ""))
        page = render_template("reconciliation/preview.html", **_shown(entities, entry))
        response = keep(page.encode(), "text/html", settings.max_age)
        response.headers["Content-Security-Policy"] = _EMBEDDABLE
        return response

    return routes


def _extended(entities: Entities, text: str) -> answering.Json:
    try:
        return answering.extend(entities, read_extension(text))
    except UnknownName as error:
        # The address is there; what was sent to it is wrong.
        raise ProtocolError(400, f"extend: {error}") from None


def _flyout(entities: Entities, kind: str, identifier: str) -> dict[str, object]:
    """The words of the small preview of a thing, a type or a property."""
    if kind == "entity":
        return _shown(entities, _entry(entities, identifier))
    offered: Mapping[str, Type | Property] = entities.types if kind == "type" else entities.properties
    found = offered.get(identifier)
    if found is None:
        raise UnknownName(f"no {kind} {identifier[:100]!r}; there are {', '.join(offered)}")
    return {"name": found.name, "description": found.description, "facts": []}


def _shown(entities: Entities, entry: Entry) -> dict[str, object]:
    """What a preview tells of a thing: its description and its other names."""
    labels = sorted(set(entry.labels().values()) - {entry.label()})
    return {
        "name": entry.label(),
        "description": answering.describe(entities, entry),
        "facts": labels[:12],
        "iri": entry.iri,
    }


def _entry(entities: Entities, identifier: str) -> Entry:
    found = entities.find(identifier)
    if found is None:
        raise UnknownName(f"nothing here has the id {identifier[:100]!r}; ids are such as jurisdiction/HKG")
    return found


def _types() -> tuple[str, ...]:
    return read_types(request.args.getlist("type"), "type")


def _cursor() -> int:
    return min(_number("cursor"), _MOST_SKIPPED)


def _number(name: str) -> int:
    given = request.args.get(name) or "0"
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise ProtocolError(400, f"{name}: {given[:20]!r} is not a whole number")
    return int(given)


def _json(content: Mapping[str, object], settings: Settings) -> Response:
    # Half of a surrogate pair, which a client may send, can only be written as an escape.
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
    response = keep(body, "application/json", settings.max_age)
    if request.method == "POST":
        response.headers["Cache-Control"] = "no-store"
    return response

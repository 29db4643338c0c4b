"""The routes: ``/sparql`` with the protocol, its description and its page; ``/healthz``; and ``/``."""

from __future__ import annotations

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from mlat.errors import MlatError
from mlat.graph.binding import insert_values
from mlat.graph.formats import AnswerKind, formats_for
from mlat.graph.guard import admit
from mlat.graph.negotiation import Choice, NotAcceptable, choose, quality
from mlat.graph.parameters import resolve_all
from mlat.graph.query_files import QueryFile, find_query, queries_folder, read_folder
from mlat.graph.store import Store
from mlat.settings import Settings
from mlat.web.description import describe_service
from mlat.web.headers import preflight
from mlat.web.protocol import SparqlRequest, read_get, read_post


def blueprint(store: Store, settings: Settings) -> Blueprint:
    """The routes of the endpoint over one store."""
    routes = Blueprint("sparql", __name__)
    examples = read_folder(queries_folder("examples"))

    @routes.route("/sparql", methods=["GET", "POST", "OPTIONS"], provide_automatic_options=False)
    def sparql() -> AnyResponse:
        if request.method == "OPTIONS":
            return preflight()
        asked = _read_request(settings.max_query_bytes)
        if asked is not None:
            return _answer(store, settings, asked)
        return _page(store, examples) if _wants_page() else _description(store)

    @routes.get("/healthz")
    def healthz() -> AnyResponse:
        return Response("ok\n", content_type="text/plain; charset=utf-8")

    @routes.get("/")
    def home() -> AnyResponse:
        return redirect(url_for("sparql.sparql"), 303)

    return routes


def _read_request(max_bytes: int) -> SparqlRequest | None:
    if request.method == "POST":
        return read_post(request.content_type, request.query_string, request.get_data(), max_bytes)
    return read_get(request.query_string, max_bytes)


def _answer(store: Store, settings: Settings, asked: SparqlRequest) -> Response:
    g.query = asked.query
    admitted = admit(asked.query, settings.limits)
    choice = choose(admitted.form.kind, request.headers.get("Accept"), asked.formats)
    return _response(store.evaluate(admitted, choice.format, dataset=asked.dataset), choice.media_type)


def _response(body: bytes, media_type: str) -> Response:
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Response(body, content_type=media_type + charset)


def _wants_page() -> bool:
    """Whether a client would rather have HTML than any form of RDF, as browsers do."""
    accept = request.headers.get("Accept", "*/*")
    if request.args.get("format"):
        return False
    rdf = max(quality(accept, form.media_type) for form in formats_for(AnswerKind.GRAPH))
    return quality(accept, "text/html") > rdf


def _description(store: Store) -> Response:
    choice = _choose_description()
    triples = describe_service(store, request.base_url)
    return _response(choice.format.write(triples), choice.media_type)


def _choose_description() -> Choice:
    try:
        return choose(AnswerKind.GRAPH, request.headers.get("Accept"), request.args.getlist("format"))
    except NotAcceptable as error:
        raise NotAcceptable(request.headers.get("Accept", ""), [*error.offer, "text/html"]) from None


def _page(store: Store, examples: dict[str, QueryFile]) -> Response:
    name = request.args.get("example", "")
    query = _example_text(store, find_query(examples, name)) if name else ""
    html = render_template(
        "endpoint.html",
        endpoint=request.base_url,
        size=store.size,
        examples=examples.values(),
        chosen=examples.get(name),
        query=query,
        formats=(formats_for(AnswerKind.RESULTS), formats_for(AnswerKind.GRAPH)),
    )
    return Response(html, content_type="text/html; charset=utf-8")


def _example_text(store: Store, query: QueryFile) -> str:
    """The text of an example without its header, and with the values of its example where it has some."""
    lines = [line for line in query.text.splitlines() if not line.startswith("#+")]
    text = "\n".join(lines).strip() + "\n"
    try:
        bindings = resolve_all(query, query.example, store)
        return insert_values(text, bindings) if bindings else text
    except MlatError:
        return text

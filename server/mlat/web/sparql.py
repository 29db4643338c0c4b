"""The routes of the endpoint: ``/sparql`` with the protocol, its description and its page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, g, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from mlat.errors import QueryError
from mlat.graph.evaluation import Evaluation, Evaluator
from mlat.graph.formats import AnswerKind
from mlat.graph.guard import Admitted, admit
from mlat.graph.misspelt import find_misspelt
from mlat.graph.negotiation import Choice, choose
from mlat.graph.query_files import queries_folder, read_folder
from mlat.graph.volatility import is_volatile
from mlat.settings import Settings
from mlat.web.answers import evaluate, keep, not_modified, respond, written_as
from mlat.web.catalogue import Catalogue
from mlat.web.description import describe_service
from mlat.web.endpoint_pages import answer_page, endpoint_page
from mlat.web.headers import HINT, Identity
from mlat.web.languages import mark
from mlat.web.protocol import TAKEN, ProtocolError, SparqlRequest, read_request

_DESCRIPTION = "service description of "


def blueprint(evaluator: Evaluator, catalogue: Catalogue, settings: Settings) -> Blueprint:
    """The routes of the endpoint over one evaluator."""
    routes = Blueprint("sparql", __name__)
    endpoint = _Endpoint(evaluator, catalogue, settings)
    examples = read_folder(queries_folder("examples"))

    # Some clients put a slash behind every address that they are given.
    @routes.route("/sparql/", methods=["GET", "POST", "QUERY"])
    @routes.route("/sparql", methods=["GET", "POST", "QUERY"])
    def sparql() -> AnyResponse:
        asked = _read_request(settings.max_query_bytes)
        if asked is not None:
            response = endpoint.answer(asked)
        elif (choice := _choose_description()).media_type == "text/html":
            chosen = request.args.get("example", "")
            html = endpoint_page(examples, chosen, request.base_url, evaluator.sizes())
            response = mark(keep(html.encode(), choice.media_type, 0))
        else:
            response = endpoint.describe(choice)
        response.headers["Link"] = f'<{url_for("sparql.sparql")}>; rel="service-desc"'
        response.headers["Accept-Query"] = TAKEN["Accept-Query"]
        return response

    return routes


@dataclass(frozen=True)
class _Endpoint:
    evaluator: Evaluator
    catalogue: Catalogue
    settings: Settings

    def answer(self, asked: SparqlRequest) -> Response:
        """The answer to a query."""
        try:
            admitted = admit(asked.query, self.settings.limits)
            return self._answer(asked, admitted)
        except QueryError as error:
            error.hint = error.hint or "; ".join(self._misspelt(asked.query)) or None
            raise

    def _answer(self, asked: SparqlRequest, admitted: Admitted) -> Response:
        choice = choose(admitted.form.kind, request.headers.get("Accept"), asked.formats)
        graphs = asked.dataset.default_graphs, asked.dataset.named_graphs
        identity = Identity(self.evaluator.release, asked.query, *graphs, written_as(choice))
        keeps = not is_volatile(admitted.text)
        if keeps and (held := not_modified(identity, self.settings.max_age)):
            return mark(held) if choice.media_type == "text/html" else held
        evaluation = Evaluation.of(admitted, choice.format, asked.dataset)
        body, release = evaluate(self.evaluator, evaluation)
        hints = self._misspelt(asked.query)
        if choice.media_type == "text/html":
            parameters = [("query", asked.query), *asked.dataset_parameters]
            page = answer_page(
                body,
                admitted.form.kind,
                parameters,
                query=asked.query,
                hints=hints,
                release=release if keeps else "",
            )
            body = page.encode()
        response = respond(
            body,
            choice,
            identity._replace(release=release) if keeps and release else None,
            self.settings.max_age,
        )
        if choice.media_type == "text/html":
            mark(response)
        if hints:
            response.headers[HINT] = "; ".join(hints).encode("ascii", "replace").decode()
        return response

    def _misspelt(self, query: str) -> list[str]:
        return find_misspelt(query, self.catalogue.terms())

    def describe(self, choice: Choice) -> Response:
        """What the endpoint says of itself to machines.

        It holds the address under which it was asked, so nobody may keep it without asking again.
        """
        release, address = self.evaluator.release, request.base_url
        identity = Identity(release, _DESCRIPTION + address, (), (), choice.media_type)
        if held := not_modified(identity, 0):
            held.headers["Cache-Control"] = "no-cache"
            return held
        try:
            triples = describe_service(address, self.evaluator.sizes(), self.catalogue.dataset())
        except ValueError:
            raise ProtocolError(400, "the header Host doesn't hold the name of a host") from None
        same = self.evaluator.release == release
        response = respond(choice.format.write(triples), choice, identity if same else None, 0)
        response.headers["Cache-Control"] = "no-cache"
        return response


def _choose_description() -> Choice:
    """The format of the description; HTML stands for the page with the form."""
    names = [value for name in ("format", "output", "results") for value in request.args.getlist(name)]
    return choose(AnswerKind.GRAPH, request.headers.get("Accept"), names)


def _read_request(max_bytes: int) -> SparqlRequest | None:
    if request.method not in ("POST", "QUERY"):
        asked = read_request(request.method, request.query_string, None, b"", max_bytes)
    else:
        if request.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
            raise ProtocolError(415, "the body may not be compressed", {"Accept-Encoding": "identity"})
        body = request.get_data()
        asked = read_request(request.method, request.query_string, request.content_type, body, max_bytes)
    if asked is None:
        g.described = True
    else:
        g.query, g.formats = asked.query, asked.formats
    return asked

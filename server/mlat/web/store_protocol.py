"""The read half of the SPARQL 1.1 Graph Store Protocol: whole graphs at ``/store``.

A graph is named by ``?graph=IRI``, as ``?default``, or directly: ``/store/NAME`` is the graph whose IRI is
that address, or else the one whose IRI is NAME after the base of the project.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from mlat.errors import UnknownName
from mlat.graph.evaluation import Evaluator
from mlat.graph.formats import AnswerKind
from mlat.graph.namespaces import BASE
from mlat.graph.negotiation import choose
from mlat.graph.store import Dataset
from mlat.settings import Settings
from mlat.web.answers import evaluate, not_modified, respond, written_as
from mlat.web.catalogue import Catalogue
from mlat.web.endpoint_pages import answer_page
from mlat.web.headers import Identity
from mlat.web.languages import gettext as _
from mlat.web.languages import mark
from mlat.web.protocol import Parameters, ProtocolError, read_parameters

_FORMATS = ("format", "output", "results")
_WHICH = "name one graph: ?default, or ?graph= with its IRI"


def blueprint(evaluator: Evaluator, catalogue: Catalogue, settings: Settings) -> Blueprint:
    """The routes of the graph store over one evaluator."""
    routes = Blueprint("store", __name__)
    graphs = _Graphs(evaluator, catalogue, settings)

    @routes.get("/store")
    def indirect() -> AnyResponse:
        parameters = read_parameters(request.query_string)
        return graphs.answer(chosen_graph(parameters), parameters)

    @routes.get("/store/<path:name>")
    def direct(name: str) -> AnyResponse:
        known = evaluator.graph_sizes()
        found = next((iri for iri in (request.base_url, BASE + name) if iri in known), request.base_url)
        return graphs.answer(found, read_parameters(request.query_string))

    return routes


def chosen_graph(parameters: Parameters) -> str:
    """The IRI of the graph that parameters choose, empty for the default graph; raises ProtocolError."""
    named = [value for name, value in parameters if name == "graph"]
    defaults = [value for name, value in parameters if name == "default"]
    if len(named) + len(defaults) != 1:
        raise ProtocolError(400, _WHICH)
    if named and ":" not in named[0]:
        raise ProtocolError(400, f"{_WHICH}; {named[0][:200]!r} is not an absolute IRI")
    return named[0] if named else ""


@dataclass(frozen=True)
class _Graphs:
    evaluator: Evaluator
    catalogue: Catalogue
    settings: Settings

    def answer(self, graph: str, parameters: Parameters) -> Response:
        """All triples of a graph; the empty name means the default graph."""
        names = [value for name, value in parameters if name in _FORMATS]
        choice = choose(AnswerKind.GRAPH, request.headers.get("Accept"), names)
        if graph and graph not in self.evaluator.graph_sizes():
            raise UnknownName(f"there is no graph {graph[:200]}; the service description names all there are")
        identity = Identity(self.evaluator.release, "", (graph,), (), written_as(choice))
        if held := not_modified(identity, self.settings.max_age):
            return mark(held) if choice.media_type == "text/html" else held
        dataset = Dataset((graph,)) if graph else Dataset()
        body, release = evaluate(self.evaluator, self.catalogue.dump(dataset, choice.format.suffix))
        if choice.media_type == "text/html":
            kept = [(name, value) for name, value in parameters if name not in _FORMATS]
            body = answer_page(body, AnswerKind.GRAPH, kept, graph=graph or _("default graph")).encode()
        found = identity._replace(release=release) if release else None
        response = respond(body, choice, found, self.settings.max_age)
        if choice.media_type == "text/html":
            mark(response)
        return response

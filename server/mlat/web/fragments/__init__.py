"""Triple Pattern Fragments at ``/fragments``: the triples that fit a pattern, page by page, and their count.

Cheap for the server and easy to keep; a client such as Comunica answers whole queries from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox
from flask import Blueprint, Response, request

from mlat.errors import UnknownName
from mlat.finder.asking import Asker
from mlat.graph.evaluation import Evaluator
from mlat.graph.formats import AnswerKind, Format, named_format
from mlat.graph.negotiation import choose
from mlat.graph.rdf_out import write_dataset
from mlat.settings import Settings
from mlat.web.answers import keep
from mlat.web.clients import client_of
from mlat.web.fragments.controls import Fragment, metadata
from mlat.web.fragments.pattern import FORMATS, Pattern, items, read_pattern
from mlat.web.pages.rendering import page
from mlat.web.protocol import ProtocolError, read_parameters

#: How many triples a page has: some 10 KB, and few requests for what clients ask most.
PAGE_SIZE = 100
# The characters that an IRI may hold of a query string; others are encoded, as some clients don't.
_QUERY = "!$&'()*+,;=:@/?-._~%"


def blueprint(evaluator: Evaluator, settings: Settings) -> Blueprint:
    """The route over one evaluator."""
    routes = Blueprint("fragments", __name__)
    fragments = _Fragments(evaluator, settings)

    @routes.get("/fragments")
    def fragment() -> Response:
        return fragments.answer()

    return routes


@dataclass(frozen=True)
class _Fragments:
    evaluator: Evaluator
    settings: Settings

    def answer(self) -> Response:
        """The page of a fragment that the request asks for."""
        parameters = read_parameters(request.query_string)
        pattern, number = read_pattern(parameters)
        names = [value for name, value in parameters if name in FORMATS]
        choice = choose(AnswerKind.GRAPH, request.headers.get("Accept"), names)
        triples = self._triples(pattern, number)
        total = self._count(pattern, number, len(triples))
        found = Fragment(request.base_url, pattern, number, PAGE_SIZE, total)
        if number > found.last:
            raise UnknownName(
                f"there is no page {number}: the fragment has {found.last} of {PAGE_SIZE} triples"
            )
        if choice.media_type == "text/html":
            return page("fragments.html", fragment=found, form=list(items(pattern)), rows=_rows(triples))
        return keep(_write(found, triples, choice.format), choice.media_type, self.settings.max_age)

    def _triples(self, pattern: Pattern, number: int) -> list[ox.Triple]:
        """The triples of one page."""
        if not pattern.possible:
            return []
        plain, offset = named_format(AnswerKind.GRAPH, "nt"), (number - 1) * PAGE_SIZE
        body = self._asker().graph("page", plain, **pattern.terms, limit=PAGE_SIZE, offset=offset)
        return [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)]

    def _count(self, pattern: Pattern, number: int, on_page: int) -> int:
        """How many triples fit, exactly.

        A last page tells it. Else it is counted, and the server's cache of evaluations holds the count for as
        long as the release.
        """
        if not pattern.possible or (on_page < PAGE_SIZE and (on_page or number == 1)):
            return (number - 1) * PAGE_SIZE + on_page if on_page else 0
        (row,) = self._asker().rows("count", **pattern.terms)
        return int(row.text("triples"))

    def _asker(self) -> Asker:
        return Asker(self.evaluator, "fragments", client_of(request))


def _write(fragment: Fragment, triples: Sequence[ox.Triple], form: Format) -> bytes:
    """Data and metadata: two graphs in a format that has several, else one."""
    try:
        about = list(metadata(fragment, _asked()))
    except ValueError:
        raise ProtocolError(400, "the header Host doesn't hold the name of a host") from None
    rdf = ox.RdfFormat.from_media_type(form.media_type)
    if rdf is None or not rdf.supports_datasets:
        return form.write([*triples, *(quad.triple for quad in about)])
    return write_dataset([*(ox.Quad(*triple) for triple in triples), *about], rdf)


def _asked() -> str:
    """The address of the request as the client wrote it, which is how clients know the page by."""
    query = quote(request.query_string, safe=_QUERY)
    return f"{request.base_url}?{query}" if query else request.base_url


def _rows(triples: Sequence[ox.Triple]) -> list[list[tuple[str, str]]]:
    """For the page: each term with the parameters that ask for all that is said with it."""
    rows = []
    for triple in sorted(triples, key=str):
        subject, predicate, value = triple
        row = [(subject, Pattern(subject=_term(subject))), (predicate, Pattern(predicate=predicate))]
        row.append((value, Pattern(object=_term(value))))
        rows.append([(str(getattr(term, "value", term)), pattern.query()) for term, pattern in row])
    return rows


def _term(term: object) -> ox.NamedNode | ox.Literal | None:
    return term if isinstance(term, ox.NamedNode | ox.Literal) else None

"""The formats of answers: one table for negotiation, the endpoint, its description and the command line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

import pyoxigraph as ox

from mlat.errors import UnknownName
from mlat.graph.html_out import write_html
from mlat.graph.rdf_out import write_graph

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Writable = Answer | Sequence[ox.Triple]


class AnswerKind(Enum):
    """What a query answers with: rows (SELECT), yes or no (ASK), or triples (CONSTRUCT, DESCRIBE)."""

    RESULTS = "results"
    BOOLEAN = "boolean"
    GRAPH = "graph"


@dataclass(frozen=True, eq=False)
class Format:
    """A way to write an answer.

    ``media_types``: the first is canonical, the others are taken for it in ``Accept``. ``names``: the first
    is the file suffix, all can be asked for with ``format=``. ``iri`` names it in a service description;
    a format for people has none.
    """

    title: str
    names: tuple[str, ...]
    media_types: tuple[str, ...]
    kinds: frozenset[AnswerKind]
    iri: str
    write: Callable[[Writable], bytes]

    @property
    def suffix(self) -> str:
        """The suffix of files in this format, without the dot."""
        return self.names[0]

    @property
    def media_type(self) -> str:
        """The canonical media type."""
        return self.media_types[0]


def _results_writer(form: ox.QueryResultsFormat) -> Callable[[Writable], bytes]:
    def write(answer: Writable) -> bytes:
        if not isinstance(answer, ox.QuerySolutions | ox.QueryBoolean):
            raise TypeError("a graph can't be written as a table of results")
        return answer.serialize(format=form) or b""

    return write


def _graph_writer(form: ox.RdfFormat) -> Callable[[Writable], bytes]:
    def write(answer: Writable) -> bytes:
        if isinstance(answer, ox.QuerySolutions | ox.QueryBoolean):
            raise TypeError("a table of results can't be written as a graph")
        return write_graph(answer, form)

    return write


_TABLE = frozenset((AnswerKind.RESULTS, AnswerKind.BOOLEAN))
_GRAPH = frozenset((AnswerKind.GRAPH,))


def _results(title: str, names: str, types: str, form: ox.QueryResultsFormat) -> Format:
    return Format(title, tuple(names.split()), tuple(types.split()), _TABLE, form.iri, _results_writer(form))


def _graph(title: str, names: str, types: str, form: ox.RdfFormat, iri: str = "") -> Format:
    writer = _graph_writer(form)
    return Format(title, tuple(names.split()), tuple(types.split()), _GRAPH, iri or form.iri, writer)


#: In the order of preference: the first of a kind answers to ``*/*``.
FORMATS: tuple[Format, ...] = (
    _results(
        "SPARQL results in JSON",
        "json srj",
        "application/sparql-results+json application/json text/json",
        ox.QueryResultsFormat.JSON,
    ),
    _results(
        "SPARQL results in XML",
        "xml srx",
        "application/sparql-results+xml application/xml text/xml",
        ox.QueryResultsFormat.XML,
    ),
    _results("CSV", "csv", "text/csv", ox.QueryResultsFormat.CSV),
    _results("TSV", "tsv", "text/tab-separated-values", ox.QueryResultsFormat.TSV),
    _graph(
        "Turtle",
        "ttl turtle n3",
        "text/turtle application/turtle application/x-turtle text/n3",
        ox.RdfFormat.TURTLE,
    ),
    _graph("N-Triples", "nt ntriples n-triples", "application/n-triples text/plain", ox.RdfFormat.N_TRIPLES),
    _graph(
        "JSON-LD",
        "jsonld json-ld json",
        "application/ld+json application/json",
        ox.RdfFormat.JSON_LD,
        "http://www.w3.org/ns/formats/JSON-LD",
    ),
    _graph(
        "RDF/XML",
        "rdf rdfxml rdf+xml rdf-xml xml",
        "application/rdf+xml application/xml text/xml",
        ox.RdfFormat.RDF_XML,
    ),
    _graph("TriG", "trig", "application/trig application/x-trig", ox.RdfFormat.TRIG),
    _graph("N-Quads", "nq nquads n-quads", "application/n-quads text/x-nquads", ox.RdfFormat.N_QUADS),
    Format("HTML table", ("html", "htm"), ("text/html",), _TABLE | _GRAPH, "", write_html),
)


def formats_for(kind: AnswerKind) -> tuple[Format, ...]:
    """The formats that can write a kind of answer, the preferred one first."""
    return tuple(form for form in FORMATS if kind in form.kinds)


def find_format(kind: AnswerKind, name: str) -> Format | None:
    """The format that a short name or a media type means for a kind of answer; None if there is none."""
    wanted = name.strip().lower()
    return next((f for f in formats_for(kind) if wanted in f.names or wanted in f.media_types), None)


def named_format(kind: AnswerKind, name: str) -> Format:
    """Like :func:`find_format`, but raises UnknownName with the names on offer."""
    found = find_format(kind, name)
    if found is None:
        offer = ", ".join(form.suffix for form in formats_for(kind))
        raise UnknownName(f"no format {name!r} for this kind of answer; there are {offer}")
    return found


def write_rows(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Plain rows as CSV (RFC 4180, lines ended by LF)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()

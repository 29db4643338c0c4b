"""Answers as a table of HTML, to be put into a page: escaped, with links, and without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

import pyoxigraph as ox

from mlat.graph.binding import Term
from mlat.graph.namespaces import XSD
from mlat.graph.tables_text import shorten

_TRIPLE = ("subject", "predicate", "object")
_PLAIN = frozenset((f"{XSD}string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"))


def write_html(answer: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]) -> bytes:
    """The element for an answer: a ``table`` for rows and for triples, a ``p`` for yes or no."""
    if isinstance(answer, ox.QueryBoolean):
        return f'<p class="answer">{"true" if answer else "false"}</p>\n'.encode()
    if isinstance(answer, ox.QuerySolutions):
        columns = [variable.value for variable in answer.variables]
        return _table(columns, "row", (tuple(row) for row in answer))
    triples = sorted(set(answer), key=str)
    return _table(_TRIPLE, "triple", (tuple(triple) for triple in triples))


def _table(columns: Sequence[str], unit: str, rows: Iterable[Sequence[Term | None]]) -> bytes:
    lines = [f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows]
    count = f"{len(lines):,} {unit}{'' if len(lines) == 1 else 's'}"
    return "\n".join(
        ["<table>", *_head(columns, count), "<tbody>", *lines, "</tbody>", "</table>", ""]
    ).encode()


def _head(columns: Sequence[str], caption: str) -> Iterator[str]:
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    yield f"<caption>{caption}</caption>"
    yield f"<thead><tr>{names}</tr></thead>"


def _cell(term: Term | None) -> str:
    if isinstance(term, ox.Literal):
        return f"<td{_attributes(term)}>{escape(term.value)}</td>"
    if isinstance(term, ox.NamedNode):
        return f"<td>{_link(term.value)}</td>"
    return f"<td>{escape(str(term))}</td>" if term is not None else "<td></td>"


def _attributes(literal: ox.Literal) -> str:
    """The language of a text, so that it is read and set in the right way; the type of any other value."""
    if literal.language:
        return f' lang="{escape(literal.language)}" dir="auto"'
    if literal.datatype.value in _PLAIN:
        return ' dir="auto"'
    return f' title="{escape(shorten(literal.datatype.value))}"'


def _link(iri: str) -> str:
    """An IRI, as a link where a browser can follow it; other schemes, such as javascript:, stay text."""
    shown = escape(shorten(iri))
    if not iri.lower().startswith(("https://", "http://")):
        return shown
    return f'<a href="{escape(iri)}" title="{escape(iri)}">{shown}</a>'

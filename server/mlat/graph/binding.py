"""Values for the parameters of a query, put in as terms and never by formatting text of a user.

A query says where: its line ``#? values`` becomes ``VALUES (?from ?to) { (<...> <...>) }``, and
``#? values from`` takes that parameter only, for a sub-select or another group. A parameter without a value
becomes ``UNDEF``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from mlat.errors import QueryError
from mlat.graph.lexer import Kind, tokens

Term = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple

_MARK = re.compile(r"#\?\s*values((?:\s+\??\w+)*)\s*$")
_NAME = re.compile(r"\w+$")


class Mark(NamedTuple):
    """A place for values: where its comment begins and ends, and the names it asks for; none means all."""

    start: int
    end: int
    names: tuple[str, ...]


def find_marks(text: str) -> Iterator[Mark]:
    """The lines ``#? values`` of a query; raises QueryError where the text can't be cut into tokens."""
    for token in tokens(text):
        if token.kind is Kind.COMMENT and (match := _MARK.match(token.text)):
            yield Mark(token.start, token.end, tuple(name.lstrip("?") for name in match[1].split()))


def insert_values(text: str, bindings: Mapping[str, Term | None]) -> str:
    """Put values into a query; lines stay where they are.

    :raises QueryError: when the query has no place for values, asks for a name that has none, or when a term
        isn't an IRI or a literal.
    """
    pieces, end = [], 0
    for mark in find_marks(text):
        names = mark.names or tuple(bindings)
        if missing := [name for name in names if name not in bindings]:
            raise QueryError(f"no value is given for {', '.join(missing)}")
        pieces += [text[end : mark.start], _values({name: bindings[name] for name in names})]
        end = mark.end
    if bindings and not pieces:
        raise QueryError("values are given, but the query has no line '#? values' to take them")
    return "".join([*pieces, text[end:]])


def _values(bindings: Mapping[str, Term | None]) -> str:
    if not all(_NAME.match(name) for name in bindings):
        raise QueryError("the name of a parameter may hold letters, digits and _ only")
    names = " ".join(f"?{name}" for name in bindings)
    return f"VALUES ({names}) {{ ({' '.join(map(_written, bindings.values()))}) }}"


def _written(term: Term | None) -> str:
    """A term in SPARQL; what the engine writes of an IRI or a literal is safe to put into a query."""
    if term is None:
        return "UNDEF"
    if not isinstance(term, ox.NamedNode | ox.Literal):
        raise QueryError("a parameter can only be an IRI or a literal")
    return str(term)

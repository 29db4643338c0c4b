"""Values for the parameters of a query, put in as terms and never by formatting text of a user.

A query says where: its line ``#? values`` becomes ``VALUES (?from ?to) { (<...> <...>) }``, and
``#? values from`` takes that parameter only, for a sub-select or another group. A parameter without a value
becomes ``UNDEF``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from mlat.errors import QueryError
from mlat.graph.lexer import Kind, tokens

Term = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple
#: What a parameter can have: a term, several, or None for any.
Value = Term | None | Sequence[Term]

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


@dataclass(frozen=True)
class Template:
    """A query cut at its marks, to be filled often: the texts between them, and the names at each."""

    texts: tuple[str, ...]
    marks: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, text: str) -> Template:
        """Cut a query; raises QueryError where it can't be cut into tokens."""
        texts, names, end = [], [], 0
        for mark in find_marks(text):
            texts.append(text[end : mark.start])
            names.append(mark.names)
            end = mark.end
        return cls((*texts, text[end:]), tuple(names))

    def fill(self, bindings: Mapping[str, Value]) -> str:
        """The query with values; lines stay where they are. A sequence stands for a row for each of its
        terms.

        :raises QueryError: when the query has no place for values, asks for a name that has none, or when a
            term isn't an IRI or a literal.
        """
        if bindings and not self.marks:
            raise QueryError("values are given, but the query has no line '#? values' to take them")
        pieces = [self.texts[0]]
        for names, text in zip(self.marks, self.texts[1:], strict=True):
            wanted = names or tuple(bindings)
            if missing := [name for name in wanted if name not in bindings]:
                raise QueryError(f"no value is given for {', '.join(missing)}")
            pieces += [_values({name: bindings[name] for name in wanted}), text]
        return "".join(pieces)


def insert_values(text: str, bindings: Mapping[str, Value]) -> str:
    """Put values into a query that is asked once; raises what :meth:`Template.of` and ``fill`` raise."""
    return Template.of(text).fill(bindings)


def _values(bindings: Mapping[str, Value]) -> str:
    if not all(_NAME.match(name) for name in bindings):
        raise QueryError("the name of a parameter may hold letters, digits and _ only")
    names = " ".join(f"?{name}" for name in bindings)
    columns = (map(_written, _column(value)) for value in bindings.values())
    rows = " ".join(f"({' '.join(row)})" for row in itertools.product(*columns))
    return f"VALUES ({names}) {{ {rows} }}"


def _column(value: Value) -> Sequence[Term | None]:
    return value if isinstance(value, list | tuple) else (value,)


def _written(term: Term | None) -> str:
    """A term in SPARQL; what the engine writes of an IRI or a literal is safe to put into a query."""
    if term is None:
        return "UNDEF"
    if not isinstance(term, ox.NamedNode | ox.Literal):
        raise QueryError("a parameter can only be an IRI or a literal")
    return str(term)

"""Values for the parameters of a query, put in as terms and never by formatting text of a user.

A query says where: its line ``#? values`` becomes ``VALUES (?from ?to) { (<...> <...>) }``, and
``#? values from`` takes that parameter only, for a sub-select or another group. A parameter without a value
becomes ``UNDEF``. For one page of an answer, ``#? slice limit offset`` becomes ``LIMIT 100 OFFSET 200``.
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

_MARK = re.compile(r"#\?\s*(?:values|(?P<slice>slice)(?=(?:\s+\??\w+){2}\s*$))(?P<names>(?:\s+\??\w+)*)\s*$")
_NAME = re.compile(r"\w+$")


class Mark(NamedTuple):
    """A place for values: where its comment begins and ends, and the names it asks for; none means all.

    A slice asks for two: how many solutions there may be, and how many are left out before them.
    """

    start: int
    end: int
    names: tuple[str, ...]
    is_slice: bool = False


def find_marks(text: str) -> Iterator[Mark]:
    """The lines ``#? values`` of a query; raises QueryError where the text can't be cut into tokens."""
    for token in tokens(text):
        if token.kind is Kind.COMMENT and (match := _MARK.match(token.text)):
            names = tuple(name.lstrip("?") for name in match["names"].split())
            yield Mark(token.start, token.end, names, match["slice"] is not None)


@dataclass(frozen=True)
class Template:
    """A query cut at its marks once, to be filled often: the marks, and the texts between them."""

    texts: tuple[str, ...]
    marks: tuple[Mark, ...]

    @classmethod
    def of(cls, text: str) -> Template:
        """Cut a query; raises QueryError where it can't be cut into tokens."""
        texts, marks, end = [], [], 0
        for mark in find_marks(text):
            texts.append(text[end : mark.start])
            marks.append(mark)
            end = mark.end
        return cls((*texts, text[end:]), tuple(marks))

    def fill(self, bindings: Mapping[str, Value]) -> str:
        """The query with values; lines stay where they are. A sequence stands for a row for each term.

        :raises QueryError: when the query has no place for values, asks for a name that has none, or when a
            term isn't an IRI or a literal.
        """
        if bindings and not self.marks:
            raise QueryError("values are given, but the query has no line '#? values' to take them")
        pieces = [self.texts[0]]
        for mark, text in zip(self.marks, self.texts[1:], strict=True):
            wanted = mark.names or tuple(bindings)
            if missing := [name for name in wanted if name not in bindings]:
                raise QueryError(f"no value is given for {', '.join(missing)}")
            write = _slice if mark.is_slice else _values
            pieces += [write({name: bindings[name] for name in wanted}), text]
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


def _slice(bindings: Mapping[str, Value]) -> str:
    """The clauses LIMIT and OFFSET, each where it has a value."""
    pairs = zip(("LIMIT", "OFFSET"), bindings.items(), strict=True)
    return " ".join(f"{clause} {_count(name, value)}" for clause, (name, value) in pairs if value is not None)


def _count(name: str, value: Value) -> int:
    if isinstance(value, ox.Literal) and value.value.isascii() and value.value.isdigit():
        return int(value.value)
    raise QueryError(f"{name} has to be a whole number that is not negative")


def _column(value: Value) -> Sequence[Term | None]:
    return value if isinstance(value, list | tuple) else (value,)


def _written(term: Term | None) -> str:
    """A term in SPARQL; what the engine writes of an IRI or a literal is safe to put into a query."""
    if term is None:
        return "UNDEF"
    if not isinstance(term, ox.NamedNode | ox.Literal):
        raise QueryError("a parameter can only be an IRI or a literal")
    return str(term)

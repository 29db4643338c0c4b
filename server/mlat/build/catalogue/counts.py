"""What the parts of the catalogue share: queries that count, and the names of what was counted."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from mlat.errors import InputError, Problem
from mlat.graph.namespaces import BASE, VOID, XSD
from mlat.graph.query_files import queries_folder, read_query
from mlat.graph.tables_text import shorten

DATASET = NamedNode(f"{BASE}dataset")

_INTEGER = NamedNode(f"{XSD}integer")


def void(name: str) -> NamedNode:
    """A term of VoID."""
    return NamedNode(VOID + name)


def number(value: int) -> Literal:
    """A count as a literal."""
    return Literal(str(value), datatype=_INTEGER)


def rows(store: Store, name: str) -> Iterator[tuple[str, ...]]:
    """The rows of a query of the folder ``catalogue``, without those about blank nodes.

    :raises InputError: for a query without rows.
    """
    query = read_query(queries_folder("catalogue") / f"{name}.rq")
    found = store.query(query.text)
    if not isinstance(found, QuerySolutions):
        raise InputError([Problem(f"{name}.rq", 0, "", "is not a SELECT query")])
    for row in found:
        terms = list(row)
        if all(isinstance(term, NamedNode | Literal) for term in terms):
            yield tuple(term.value for term in terms)


def part(*steps: str) -> NamedNode:
    """The IRI of what a count is of: ``.../dataset#class.Participation.party.Jurisdiction``."""
    return NamedNode(f"{DATASET.value}#{'.'.join(map(_short, steps))}")


def _short(step: str) -> str:
    """A step of a name; terms of the ontology without their prefix, those of nobody known in full."""
    name = shorten(step).removeprefix("mlat:") if ":" in step else step
    return quote(step if name.startswith("<") else name, safe=":-_~")

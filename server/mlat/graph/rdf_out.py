"""Triples to bytes: sorted, each once, and with the prefixes that they use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import pyoxigraph as ox

from mlat.graph.namespaces import PREFIXES, VOID

#: Prefixes for terms that only answers use which tell of themselves.
SERVICE_DESCRIPTION = "http://www.w3.org/ns/sparql-service-description#"
HYDRA = "http://www.w3.org/ns/hydra/core#"

Statement = TypeVar("Statement", ox.Triple, ox.Quad)

_ALL = PREFIXES | {"hydra": HYDRA, "sd": SERVICE_DESCRIPTION, "void": VOID}


def write_graph(triples: Iterable[Statement], form: ox.RdfFormat) -> bytes:
    """Serialise triples, or quads in a format that has them.

    The same set gives the same bytes, but for the names of blank nodes.
    """
    ordered = sorted(set(triples), key=str)
    return ox.serialize(ordered, format=form, prefixes=_used_prefixes(ordered)) or b""


def _used_prefixes(triples: Iterable[Statement]) -> dict[str, str]:
    names = {node.value for triple in triples for node in _names(triple)}
    namespaces = {_namespace(name) for name in names}
    return {prefix: namespace for prefix, namespace in sorted(_ALL.items()) if namespace in namespaces}


def _names(triple: Statement) -> Iterable[ox.NamedNode]:
    for term in triple:
        if isinstance(term, ox.NamedNode):
            yield term
        elif isinstance(term, ox.Literal):
            yield term.datatype


def _namespace(name: str) -> str:
    cut = max(name.rfind("#"), name.rfind("/")) + 1
    return name[:cut]

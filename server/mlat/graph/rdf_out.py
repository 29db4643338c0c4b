"""Triples to bytes: sorted, each once, and with the prefixes that they use."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from mlat.graph.namespaces import PREFIXES, VOID

#: Prefixes for terms that only answers use which tell of themselves.
SERVICE_DESCRIPTION = "http://www.w3.org/ns/sparql-service-description#"
HYDRA = "http://www.w3.org/ns/hydra/core#"

_ALL = PREFIXES | {"hydra": HYDRA, "sd": SERVICE_DESCRIPTION, "void": VOID}


def write_graph(triples: Iterable[ox.Triple], form: ox.RdfFormat) -> bytes:
    """Serialise triples; the same set gives the same bytes, but for the names of blank nodes."""
    ordered = sorted(set(triples), key=str)
    return ox.serialize(ordered, format=form, prefixes=_used_prefixes(ordered)) or b""


def write_dataset(quads: Iterable[ox.Quad], form: ox.RdfFormat) -> bytes:
    """Serialise quads, graph by graph; the same set with the same blank nodes gives the same bytes."""
    ordered = sorted(set(quads), key=lambda quad: (str(quad.graph_name), str(quad)))
    prefixes = _used_prefixes(ox.Triple(quad.subject, quad.predicate, quad.object) for quad in ordered)
    return ox.serialize(ordered, format=form, prefixes=prefixes) or b""


def _used_prefixes(triples: Iterable[ox.Triple]) -> dict[str, str]:
    names = {node.value for triple in triples for node in _names(triple)}
    namespaces = {_namespace(name) for name in names}
    return {prefix: namespace for prefix, namespace in sorted(_ALL.items()) if namespace in namespaces}


def _names(triple: ox.Triple) -> Iterable[ox.NamedNode]:
    for term in triple:
        if isinstance(term, ox.NamedNode):
            yield term
        elif isinstance(term, ox.Literal):
            yield term.datatype


def _namespace(name: str) -> str:
    cut = max(name.rfind("#"), name.rfind("/")) + 1
    return name[:cut]

"""What a dump holds: the graph as the source files write it, with names for its few blank nodes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from mlat.graph.loading import read_project, read_quads
from mlat.graph.namespaces import GRAPHS
from mlat.layout import Layout


@dataclass(frozen=True)
class Contents:
    """The quads of the project, and the triples of the shapes, which are not part of the data set."""

    quads: frozenset[ox.Quad]
    shapes: frozenset[ox.Triple]

    @cached_property
    def triples(self) -> frozenset[ox.Triple]:
        """The default view: all graphs as one."""
        return _triples(self.quads)

    def graph(self, name: str) -> frozenset[ox.Triple]:
        """The triples of one graph, by its name in ``GRAPHS``."""
        node = ox.NamedNode(GRAPHS[name])
        return _triples(quad for quad in self.quads if quad.graph_name == node)


def read_contents(layout: Layout) -> Contents:
    """Read all files; raises StoreError for one that can't be read."""
    shapes = [
        quad for path in sorted((layout.ontology / "shapes").glob("*.ttl")) for quad in read_quads(path)
    ]
    return Contents(name_blank_nodes(read_project(layout)), _triples(name_blank_nodes(shapes)))


def name_blank_nodes(quads: Iterable[ox.Quad]) -> frozenset[ox.Quad]:
    """The same quads with the names that RDF Dataset Canonicalization (RDFC-1.0) gives to blank nodes.

    These follow from the quads that hold blank nodes and from no others, so only those are looked at.
    """
    everything = set(quads)
    anonymous = {quad for quad in everything if _is_blank(quad.subject) or _is_blank(quad.object)}
    named = ox.Dataset(anonymous)
    named.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset((everything - anonymous) | set(named))


def _triples(quads: Iterable[ox.Quad]) -> frozenset[ox.Triple]:
    return frozenset(ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)


def _is_blank(term: object) -> bool:
    return isinstance(term, ox.BlankNode)

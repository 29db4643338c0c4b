"""Graphs of any engine, compared by RDF Dataset Canonicalization."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import rdflib

from mlat.graph.loading import read_quads
from mlat.publish.dumps.contents import name_blank_nodes


def of_triples(statements: Iterable[ox.Quad | ox.Triple]) -> frozenset[ox.Quad]:
    """Triples, whatever graphs they are from, with canonical blank nodes."""
    return name_blank_nodes(ox.Quad(s.subject, s.predicate, s.object) for s in statements)


def of_files(*paths: Path) -> frozenset[ox.Quad]:
    """The triples of files."""
    return of_triples(quad for path in paths for quad in read_quads(path))


def of_rdflib(graph: rdflib.Graph) -> frozenset[ox.Quad]:
    """The triples of a graph of rdflib."""
    content = graph.serialize(format="nt", encoding="utf-8")
    return of_triples(ox.parse(content, format=ox.RdfFormat.N_TRIPLES))

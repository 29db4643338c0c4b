"""The endpoint's description of itself: SPARQL 1.1 Service Description, with the size of each graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from mlat.graph.evaluation import Sizes
from mlat.graph.formats import FORMATS
from mlat.graph.namespaces import RDF, VOID, XSD
from mlat.graph.rdf_out import SERVICE_DESCRIPTION as SD

_TYPE = ox.NamedNode(f"{RDF}type")
_SIMPLE = ox.NamedNode("http://www.w3.org/ns/entailment/Simple")


def describe_service(endpoint: str, sizes: Sizes, about: Sequence[ox.Triple] = ()) -> list[ox.Triple]:
    """What the endpoint at an address can do, and which graphs it answers from.

    ``about`` is what the graph says of itself as a data set.

    :raises ValueError: for an address that isn't an IRI.
    """
    service, dataset, default = (ox.NamedNode(endpoint + part) for part in ("", "#dataset", "#default-graph"))
    triples = [
        _triple(service, "endpoint", service),
        _triple(service, "supportedLanguage", _term("SPARQL11Query")),
        _triple(service, "defaultDataset", dataset),
        ox.Triple(service, _TYPE, _term("Service")),
        ox.Triple(dataset, _TYPE, _term("Dataset")),
        _triple(dataset, "defaultGraph", default),
        _triple(service, "defaultEntailmentRegime", _SIMPLE),
        *_sized(default, sizes.triples),
        *about,
        *_found_at(service, about),
    ]
    iris = {form.iri for form in FORMATS if form.iri}
    triples += [_triple(service, "resultFormat", ox.NamedNode(iri)) for iri in iris]
    if sizes.union:
        triples.append(_triple(service, "feature", _term("UnionDefaultGraph")))
    for number, (name, size) in enumerate(sorted(sizes.graphs.items()), 1):
        node = ox.NamedNode(f"{endpoint}#named-graph-{number}")
        triples += [_triple(dataset, "namedGraph", node), *_named_graph(node, ox.NamedNode(name), size)]
    return triples


def _found_at(service: ox.NamedNode, about: Sequence[ox.Triple]) -> Iterator[ox.Triple]:
    """That each data set which isn't a part of another one can be asked at the endpoint."""
    parts = {triple.object for triple in about if triple.predicate.value == f"{VOID}subset"}
    for subject in {triple.subject for triple in about} - parts:
        yield ox.Triple(subject, ox.NamedNode(f"{VOID}sparqlEndpoint"), service)


def _named_graph(node: ox.NamedNode, name: ox.NamedNode, size: int) -> Iterator[ox.Triple]:
    """A named graph; its node and its content get IRIs, as blank nodes can't be referred to."""
    content = ox.NamedNode(f"{node.value}-content")
    yield ox.Triple(node, _TYPE, _term("NamedGraph"))
    yield _triple(node, "name", name)
    yield _triple(node, "graph", content)
    yield from _sized(content, size)


def _sized(graph: ox.NamedNode, size: int) -> Iterator[ox.Triple]:
    yield ox.Triple(graph, _TYPE, _term("Graph"))
    count = ox.Literal(str(size), datatype=ox.NamedNode(f"{XSD}integer"))
    yield ox.Triple(graph, ox.NamedNode(f"{VOID}triples"), count)


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)


def _triple(subject: ox.NamedNode, predicate: str, value: ox.NamedNode) -> ox.Triple:
    return ox.Triple(subject, _term(predicate), value)

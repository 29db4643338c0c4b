"""SHACL's words for prefixes and queries, by which an endpoint tells editors of its own."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from mlat.build.catalogue.counts import DATASET, part
from mlat.build.turtle import Fact
from mlat.graph.examples import runnable_text
from mlat.graph.guard import admit
from mlat.graph.iris import record
from mlat.graph.namespaces import BASE, PREFIXES, RDF, RDFS, SCHEMA, SHACL, XSD
from mlat.graph.query_files import queries_folder, read_folder

_TYPE = NamedNode(f"{RDF}type")
_ENDPOINT = NamedNode(f"{BASE}sparql")


def prefix_facts() -> Iterator[Fact]:
    """The prefixes that queries of the project use, as SHACL 5.2.1 declares them."""
    for prefix, namespace in PREFIXES.items():
        node = part("prefix", prefix)
        yield DATASET, _sh("declare"), node
        yield node, _TYPE, _sh("PrefixDeclaration")
        yield node, _sh("prefix"), Literal(prefix)
        yield node, _sh("namespace"), Literal(namespace, datatype=NamedNode(f"{XSD}anyURI"))


def example_facts(today: str) -> Iterator[Fact]:
    """The example queries, ready to run; ``today`` is the day for which they ask by default."""
    for name, query in read_folder(queries_folder("examples")).items():
        node, text = NamedNode(record("query", name)), runnable_text(query, today)
        form = admit(text).form.value
        yield node, _TYPE, _sh("SPARQLExecutable")
        yield node, _TYPE, _sh(f"SPARQL{form.title()}Executable")
        yield node, _sh("prefixes"), DATASET
        yield node, _sh(form.lower()), Literal(text)
        yield node, NamedNode(f"{RDFS}label"), Literal(name)
        yield node, NamedNode(f"{RDFS}comment"), Literal(query.summary, language="en")
        yield node, NamedNode(f"{SCHEMA}target"), _ENDPOINT
        for tag in query.tags:
            yield node, NamedNode(f"{SCHEMA}keywords"), Literal(tag)


def _sh(name: str) -> NamedNode:
    return NamedNode(SHACL + name)

"""``catalogue.ttl``: what the graph holds, counted (VoID), its prefixes, and its example queries (SHACL).

It is what editors and other tools ask an endpoint for in order to set themselves up. It counts what all
graphs but its own hold; only the number of all statements includes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from mlat.build.catalogue.counts import DATASET, number, void
from mlat.build.catalogue.examples import example_facts, prefix_facts
from mlat.build.catalogue.links import link_facts
from mlat.build.catalogue.partitions import partition_facts
from mlat.build.turtle import Fact, write_turtle
from mlat.graph.namespaces import BASE

FILE = "catalogue.ttl"


def catalogue(files: Mapping[str, bytes], ontology: Path, today: str) -> bytes:
    """The file, from all other generated files; ``today`` is the day for which example queries ask."""
    store = _load(files, ontology)
    facts = set(_facts(store, today))
    # Of its own statements it can tell the number, this one included.
    facts.add((DATASET, void("triples"), number(len(store) + len(facts) + 1)))
    return write_turtle(facts, "# Counted over all other files.")


def _facts(store: Store, today: str) -> Iterator[Fact]:
    yield from partition_facts(store)
    yield from link_facts(store)
    yield from prefix_facts()
    yield from example_facts(today)


def _load(files: Mapping[str, bytes], ontology: Path) -> Store:
    """Everything in the default graph, where a triple that two files hold counts once."""
    store = Store()
    for path in (ontology / "mlat.ttl", *sorted((ontology / "schemes").glob("*.ttl"))):
        store.bulk_load(path=path, format=RdfFormat.TURTLE, base_iri=BASE)
    for content in files.values():
        store.bulk_load(content, RdfFormat.TURTLE, base_iri=BASE)
    return store

"""VoID linksets: how many records are linked to the same thing in other data sets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Store

from mlat.build.catalogue.counts import DATASET, number, part, rows, void
from mlat.build.turtle import Fact
from mlat.graph.namespaces import DCTERMS, RDF

#: Data sets that have a name, with a short one for addresses, by what the addresses in them begin with.
_KNOWN = {
    "http://www.wikidata.org/entity/": ("wikidata", "Wikidata"),
    "https://sws.geonames.org/": ("geonames", "GeoNames"),
    "http://publications.europa.eu/resource/authority/country/": (
        "eu-country",
        "Country authority table of the European Union",
    ),
}


def link_facts(store: Store) -> Iterator[Fact]:
    """A linkset for each class of records, property and other data set."""
    for owner, predicate, space, count in rows(store, "links"):
        slug, title = _KNOWN.get(space, (_slug(space), ""))
        node, target = part("links", owner, predicate, slug), part("target", slug)
        yield DATASET, void("subset"), node
        yield node, NamedNode(f"{RDF}type"), void("Linkset")
        yield node, void("linkPredicate"), NamedNode(predicate)
        yield node, void("subjectsTarget"), part("class", owner)
        yield node, void("objectsTarget"), target
        yield node, void("triples"), number(int(count))
        yield target, void("uriSpace"), Literal(space)
        if title:
            yield target, NamedNode(f"{DCTERMS}title"), Literal(title, language="en")


def _slug(space: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", space.partition("://")[2].lower()).strip("-")

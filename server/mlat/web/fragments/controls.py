"""What a page of a fragment says of itself, and how to go on: counts, other pages, the form for all patterns.

Triple Pattern Fragments (Hydra W3C Community Group): the metadata lie in a graph of their own, which names
the page as its topic, so that clients can tell them from the data. Nothing is a blank node.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from mlat.graph.namespaces import DCTERMS, RDF, VOID, XSD
from mlat.graph.rdf_out import HYDRA
from mlat.web.fragments.pattern import POSITIONS, Pattern

_TOPIC = ox.NamedNode("http://xmlns.com/foaf/0.1/primaryTopic")


@dataclass(frozen=True)
class Fragment:
    """A page of the triples that fit a pattern, from 1 on; ``address`` is that of all fragments."""

    address: str
    pattern: Pattern
    page: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page; an empty fragment has one page."""
        return max(1, -(-self.total // self.size))

    def link(self, page: int) -> str:
        """The address of a page."""
        query = self.pattern.query(page)
        return f"{self.address}?{query}" if query else self.address


def metadata(fragment: Fragment, asked: str) -> Iterator[ox.Quad]:
    """All that is told besides the data; ``asked`` is the address of the request.

    :raises ValueError: for an address that isn't an IRI.
    """
    graph = ox.NamedNode(f"{asked}#metadata")
    page, whole = ox.NamedNode(asked), ox.NamedNode(fragment.link(1))
    for subject, predicate, value in (
        (graph, _TOPIC, page),
        *_counts(fragment, page),
        *_counts(fragment, whole),
        *_pages(fragment, page, whole),
        *_form(fragment, whole),
    ):
        yield ox.Quad(subject, predicate, value, graph)


Statement = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def _counts(fragment: Fragment, subject: ox.NamedNode) -> Iterator[Statement]:
    yield subject, _hydra("totalItems"), _integer(fragment.total)
    yield subject, ox.NamedNode(f"{VOID}triples"), _integer(fragment.total)
    yield subject, _hydra("itemsPerPage"), _integer(fragment.size)


def _pages(fragment: Fragment, page: ox.NamedNode, whole: ox.NamedNode) -> Iterator[Statement]:
    yield page, ox.NamedNode(f"{RDF}type"), _hydra("PartialCollectionView")
    yield whole, ox.NamedNode(f"{RDF}type"), _hydra("Collection")
    yield whole, _hydra("view"), page
    yield page, _hydra("first"), whole
    yield page, _hydra("last"), ox.NamedNode(fragment.link(fragment.last))
    if fragment.page > 1:
        yield page, _hydra("previous"), ox.NamedNode(fragment.link(fragment.page - 1))
    if fragment.page < fragment.last:
        yield page, _hydra("next"), ox.NamedNode(fragment.link(fragment.page + 1))


def _form(fragment: Fragment, whole: ox.NamedNode) -> Iterator[Statement]:
    """That each pattern can be asked for, and how its address is made."""
    dataset = ox.NamedNode(f"{fragment.address}#dataset")
    form = ox.NamedNode(f"{fragment.address}#form")
    yield dataset, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{VOID}Dataset")
    yield dataset, ox.NamedNode(f"{RDF}type"), _hydra("Collection")
    yield dataset, ox.NamedNode(f"{VOID}subset"), whole
    yield whole, ox.NamedNode(f"{DCTERMS}isPartOf"), dataset
    yield dataset, _hydra("search"), form
    yield form, ox.NamedNode(f"{RDF}type"), _hydra("IriTemplate")
    yield form, _hydra("template"), ox.Literal(f"{fragment.address}{{?{','.join(POSITIONS)}}}")
    yield form, _hydra("variableRepresentation"), _hydra("ExplicitRepresentation")
    for name in POSITIONS:
        mapping = ox.NamedNode(f"{fragment.address}#{name}")
        yield form, _hydra("mapping"), mapping
        yield mapping, _hydra("variable"), ox.Literal(name)
        yield mapping, _hydra("property"), ox.NamedNode(f"{RDF}{name}")


def _hydra(name: str) -> ox.NamedNode:
    return ox.NamedNode(HYDRA + name)


def _integer(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(f"{XSD}integer"))

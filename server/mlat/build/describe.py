"""``dataset.ttl``: what the data set is, its graphs, and each source page with who publishes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from mlat.build.rows import Record, Records
from mlat.build.triples.columns import TYPE, mlat, node, record_node
from mlat.build.turtle import Fact
from mlat.errors import Problem
from mlat.graph import iris
from mlat.graph.namespaces import BASE, DCAT, DCTERMS, FOAF, GRAPHS, ONTOLOGY, RDFS, VOID, XSD

_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
_TITLE = "MLAT Graph: mutual legal assistance in criminal matters"
_DESCRIPTION = (
    "Who is bound by which instrument of mutual legal assistance and when, what its articles provide, "
    "on which grounds assistance may be refused, and which authority a request goes to; every fact with its "
    "source."
)
_PROVENANCE = (
    "Each record names the page that it was read from (dcterms:source) and, where the page says so, the day "
    "to which it is true (mlat:asOf). What rules derive from records is in a graph of its own and names its "
    "rule."
)
_KEYWORDS = (
    "mutual legal assistance",
    "mutual legal assistance treaties",
    "international cooperation in criminal matters",
    "treaties",
    "central authorities",
    "grounds for refusal",
)
_AUTHOR = "MLAT Graph contributors"
_GRAPH_TITLES = {
    "ontology": "The vocabulary: classes and properties",
    "schemes": "The concept schemes",
    "jurisdictions": "Jurisdictions, their authorities and their laws",
    "instruments": "Instruments, their parties, provisions and declarations",
    "derived": "Facts that rules derive from the others",
    "dataset": "The description of the data set, its sources and publishers",
    "catalogue": "What the data set holds in numbers, prefixes, and example queries",
}
_OWN_SOURCES = iris.record("source", "")


def dataset_facts(records: Records) -> Iterator[Fact]:
    """The data set itself and its named graphs; its date is that of the newest row."""
    dataset = node(f"{BASE}dataset")
    yield dataset, node(TYPE), node(f"{DCAT}Dataset")
    yield dataset, node(TYPE), node(f"{VOID}Dataset")
    # The coverage of an instrument's parties is our own count, so the data set is its source.
    yield dataset, node(TYPE), mlat("Source")
    yield dataset, node(f"{DCTERMS}title"), Literal(_TITLE, language="en")
    yield dataset, node(f"{DCTERMS}description"), Literal(_DESCRIPTION, language="en")
    yield dataset, node(f"{DCTERMS}license"), node(_LICENCE)
    yield dataset, node(f"{DCTERMS}conformsTo"), node(BASE + "ontology")
    yield dataset, node(f"{VOID}uriSpace"), Literal(BASE)
    yield dataset, node(f"{VOID}vocabulary"), node(ONTOLOGY)
    if recorded := newest_day(records):
        yield dataset, node(f"{DCTERMS}modified"), Literal(recorded, datatype=node(f"{XSD}date"))
    yield from _authorship(dataset)
    for name, iri in GRAPHS.items():
        yield dataset, node(f"{VOID}subset"), node(iri)
        yield node(iri), node(TYPE), node(f"{VOID}Dataset")
        yield node(iri), node(f"{DCTERMS}title"), Literal(_GRAPH_TITLES[name], language="en")


def _authorship(dataset: NamedNode) -> Iterator[Fact]:
    """Who makes the data set, from what, and by which words it is found."""
    author, provenance = node(f"{dataset.value}#contributors"), node(f"{dataset.value}#provenance")
    yield author, node(TYPE), node(f"{FOAF}Organization")
    yield author, node(f"{FOAF}name"), Literal(_AUTHOR)
    yield dataset, node(f"{DCTERMS}creator"), author
    yield dataset, node(f"{DCTERMS}publisher"), author
    yield provenance, node(TYPE), node(f"{DCTERMS}ProvenanceStatement")
    yield provenance, node(f"{RDFS}label"), Literal(_PROVENANCE, language="en")
    yield dataset, node(f"{DCTERMS}provenance"), provenance
    for keyword in _KEYWORDS:
        yield dataset, node(f"{DCAT}keyword"), Literal(keyword, language="en")


def source_facts(records: Records) -> Iterator[Fact]:
    """Every page that a record names as its source, with its publisher.

    A publisher named as a source without a page (``.../source/legilux``) is its own publisher.
    """
    prefixes = _prefixes(records)
    for url in sorted({record.one("source_url") for record in _sourced(records)}):
        publisher = _publisher(url, prefixes, records)
        yield node(url), node(TYPE), mlat("Source")
        if publisher and not url.startswith(_OWN_SOURCES):
            yield node(url), node(f"{DCTERMS}publisher"), _publisher_node(publisher)


def source_problems(records: Records, file: str) -> Iterator[Problem]:
    """A Problem for each row whose source belongs to no publisher; ``file`` holds ``{}`` for the table."""
    prefixes = _prefixes(records)
    for record in _sourced(records):
        url = record.one("source_url")
        if _publisher(url, prefixes, records) is None:
            message = f'no prefix in sources.csv begins "{_address(url)}"; add its publisher there'
            yield Problem(file.format(record.table), record.line, "source_url", message)


def _publisher_node(identifier: str) -> NamedNode:
    return record_node("sources", identifier)


def newest_day(records: Records) -> str:
    """The latest whole day on which a row was recorded."""
    days = (
        record.one("recorded")
        for table in ("instruments", "participation")
        for record in records[table].values()
    )
    return max((day for day in days if len(day) == len("2026-11-20")), default="")


def _sourced(records: Records) -> Iterator[Record]:
    for table in records.values():
        yield from (record for record in table.values() if record.values.get("source_url"))


def _prefixes(records: Records) -> dict[str, str]:
    return {prefix: record.id for record in records["sources"].values() for prefix in record.many("prefixes")}


def _publisher(url: str, prefixes: Mapping[str, str], records: Records) -> str | None:
    """The id of the publisher whose prefix is the longest, or of the publisher that the URL itself names."""
    if url.startswith(_OWN_SOURCES):
        name = url.removeprefix(_OWN_SOURCES)
        return name if name in records["sources"] else None
    address = _address(url)
    # A prefix ends where a part of the address ends: "doj.gov" does not begin "doj.gov.hk".
    ends = [index for index, sign in enumerate(address) if sign in "/?#"]
    candidates = [address, *(address[: end + extra] for end in reversed(ends) for extra in (1, 0))]
    return next((prefixes[each] for each in candidates if each in prefixes), None)


def _address(url: str) -> str:
    return url.partition("://")[2]

"""A small invented world: states, a territory, an organisation, a former state, and treaties as a test needs.

Everything goes through the project's own rules and engine, as real data does.
"""

from __future__ import annotations

import pyoxigraph as ox

from mlat.build.derive import derive, graph_of
from mlat.finder.find import Finder
from mlat.graph.evaluation import InProcess
from mlat.graph.namespaces import BASE, GRAPHS
from mlat.graph.store import Store
from mlat.layout import find_layout

_PREFIXES = f"""\
@base <{BASE}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix mlat: <{BASE}ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_PEOPLE = """
<jurisdiction/AAA> a mlat:State ; rdfs:label "Alphaland"@en , "Alphalande"@fr ; mlat:isoAlpha2 "AA" ;
    mlat:isoAlpha3 "AAA" ; mlat:memberOf "OO" ; dcterms:identifier "AAA" .
<jurisdiction/BBB> a mlat:State ; rdfs:label "Betaland"@en ; mlat:isoAlpha2 "BB" ; mlat:isoAlpha3 "BBB" ;
    dcterms:identifier "BBB" .
<jurisdiction/TTT> a mlat:DependentTerritory ; rdfs:label "Territory of Alphaland"@en ; mlat:isoAlpha2 "TT" ;
    mlat:isoAlpha3 "TTT" ; mlat:partOf <jurisdiction/AAA> ; dcterms:identifier "TTT" .
<jurisdiction/OOO> a mlat:SupranationalOrganisation ; rdfs:label "Organisation"@en ; mlat:isoAlpha2 "OO" ;
    mlat:isoAlpha3 "OOO" ; dcterms:identifier "OOO" .
<jurisdiction/FFF> a mlat:HistoricState ; rdfs:label "Former Betaland"@en ; mlat:isoAlpha2 "BB" ;
    mlat:isoAlpha3 "FFF" ; mlat:isoAlpha4 "FFBB" ; mlat:codeWithdrawn "1992-12-31"^^xsd:date ;
    mlat:successor <jurisdiction/BBB> ; dcterms:identifier "FFF" .
"""


def instrument(name: str, *, kind: str = "bilateral-treaty", status: str = "in-force", more: str = "") -> str:
    """A treaty, a bilateral one unless its kind says otherwise; ``more`` is further Turtle about it."""
    multilateral = "Bilateral" if kind.startswith("bilateral") else "Multilateral"
    return f"""
<instrument/{name}> a mlat:Instrument , mlat:{multilateral}Instrument ; dcterms:identifier "{name}" ;
    rdfs:label "Treaty {name}"@en ; mlat:instrumentKind <instrument-kind/{kind}> ;
    mlat:status <status/{status}> ;
    dcterms:source <https://example.org/{name}> ; mlat:recorded "2026-11-20"^^xsd:date {more} .
"""


def participation(name: str, party: str, more: str, key: str = "") -> str:
    """One party's relation to an instrument; ``more`` are its dates as Turtle."""
    return f"""
<instrument/{name}/party/{key or party}> a mlat:Participation ; mlat:instrument <instrument/{name}> ;
    mlat:party <jurisdiction/{party}> ; dcterms:identifier "{name}/{key or party}" ;
    dcterms:source <https://example.org/{name}/parties> ; mlat:recorded "2026-11-20"^^xsd:date ; {more} .
"""


def both(name: str, more: str) -> str:
    """The participations of Alphaland and Betaland, with the same dates."""
    return participation(name, "AAA", more) + participation(name, "BBB", more)


def day(date: str) -> str:
    """A date as precise as it is, in Turtle."""
    datatype = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(date)]
    return f'"{date}"^^xsd:{datatype}'


def since(date: str, until: str = "") -> str:
    """The dates of a participation that is in force."""
    end = f" ; mlat:inForceUntil {day(until)}" if until else ""
    return f"mlat:inForceFrom {day(date)}{end}"


def coverage(name: str, completeness: str, as_of: str = "") -> str:
    """How complete the list of parties is."""
    end = f" ; mlat:asOf {day(as_of)}" if as_of else ""
    return f"""
<instrument/{name}/coverage> a mlat:Coverage ; mlat:instrument <instrument/{name}> ;
    mlat:completeness <coverage/{completeness}>{end} .
"""


def world(*statements: str) -> Finder:
    """A finder over the invented world with these statements, and with what the rules derive."""
    layout = find_layout()
    files = {
        "jurisdiction/people.ttl": f"{_PREFIXES}{_PEOPLE}".encode(),
        "instrument/treaties.ttl": f"{_PREFIXES}{''.join(statements)}".encode(),
    }
    store = ox.Store()
    for path in sorted((layout.ontology / "schemes").glob("*.ttl")):
        _load(store, path.read_bytes(), GRAPHS["schemes"])
    for name, content in (files | derive(files, layout.ontology)).items():
        _load(store, content, graph_of(name))
    return Finder(InProcess(Store(store, union=True), "world"))


def _load(store: ox.Store, content: bytes, graph: str) -> None:
    for target in (ox.NamedNode(graph), ox.DefaultGraph()):
        store.load(content, format=ox.RdfFormat.TURTLE, base_iri=BASE, to_graph=target)

"""The terms of the JSON-LD context: a key for each property and each type of value that it may have.

They follow from the ontology and its shapes. What has one value at most is a plain value, everything else is
always an array. A date is a plain string under a key that tells its type: ``signed`` a day, ``signedMonth`` a
month, ``signedYear`` a year. A concept is its slug. Texts are maps from language to text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from mlat.graph import iris
from mlat.graph.loading import load_files
from mlat.graph.namespaces import DCTERMS, ONTOLOGY, OWL, PREFIXES, RDF, RDFS, SCHEMA, SKOS, VOID, XSD
from mlat.graph.query_files import queries_folder, read_folder
from mlat.graph.store import Table
from mlat.layout import find_layout

#: Properties of other vocabularies that records have, by the kind of their values.
_LINKS = (
    *(f"{RDFS}{name}" for name in ("domain", "isDefinedBy", "range", "subClassOf")),
    *(f"{DCTERMS}{name}" for name in ("isReplacedBy", "license", "publisher", "source")),
    *(f"{SKOS}{name}" for name in ("broader", "hasTopConcept", "inScheme", "related", "topConceptOf")),
    *(f"{SKOS}{name}" for name in ("closeMatch", "exactMatch", "broadMatch", "narrowMatch")),
    *(f"{SCHEMA}{name}" for name in ("domainIncludes", "rangeIncludes", "sameAs")),
    *(f"{VOID}{name}" for name in ("subset", "vocabulary")),
    *(f"{OWL}{name}" for name in ("disjointWith", "versionIRI")),
)
_TEXTS = (
    *(f"{RDFS}{name}" for name in ("label", "comment")),
    *(f"{SKOS}{name}" for name in ("prefLabel", "definition", "note")),
    *(f"{DCTERMS}{name}" for name in ("title", "description", "creator")),
)
_TEXT_LISTS = tuple(
    f"{SKOS}{name}" for name in ("altLabel", "scopeNote", "historyNote", "changeNote", "example")
)
_STRINGS = (f"{DCTERMS}identifier", f"{SKOS}notation", f"{OWL}versionInfo", f"{VOID}uriSpace")
_DAYS = (f"{DCTERMS}created", f"{DCTERMS}modified")

#: What a typed key adds to the name of its property.
_ENDINGS = {
    f"{XSD}date": "",
    f"{XSD}gYearMonth": "Month",
    f"{XSD}gYear": "Year",
    f"{XSD}dayTimeDuration": "",
    f"{XSD}yearMonthDuration": "Months",
}
#: Types that JSON has itself.
NATIVE = (f"{XSD}boolean", f"{XSD}integer")


@dataclass(frozen=True)
class Term:
    """A key of the context. ``type`` is ``@id``, a datatype, or empty; a concept has its ``scheme``."""

    key: str
    iri: str
    type: str = ""
    scheme: str = ""
    text: bool = False
    several: bool = False
    native: bool = False


@dataclass(frozen=True)
class Part:
    """A key for the records of a class that point to this one, which are embedded in it."""

    key: str
    property: str
    type: str


#: In the order in which a record looks for its place.
PARTS = (
    Part("bindingPeriods", iris.term("participation"), iris.term("BindingPeriod")),
    Part("participations", iris.term("instrument"), iris.term("Participation")),
    Part("provisions", iris.term("instrument"), iris.term("Provision")),
    Part("declarations", iris.term("instrument"), iris.term("Declaration")),
    Part("suspensions", iris.term("instrument"), iris.term("Suspension")),
    Part("entryIntoForceRules", iris.term("instrument"), iris.term("EntryIntoForceRule")),
    Part("coverages", iris.term("instrument"), iris.term("Coverage")),
    Part("designations", iris.term("authority"), iris.term("Designation")),
    Part("authorities", iris.term("jurisdiction"), iris.term("Authority")),
    Part("laws", iris.term("jurisdiction"), iris.term("DomesticLaw")),
    Part("statements", iris.term("about"), iris.term("Statement")),
    Part("concepts", f"{SKOS}inScheme", f"{SKOS}Concept"),
)

#: Properties whose values are parts of the record, and so embedded in it.
EMBEDDED = (iris.term("citation"),)


#: Keys that stand for keywords of JSON-LD.
KEYWORDS = ("id", "type", "included")


@dataclass(frozen=True)
class Terms:
    """All keys: those of classes by IRI, those of properties in the order in which they are written.

    ``slugs`` are those of each concept scheme.
    """

    classes: dict[str, str]
    properties: tuple[Term, ...]
    slugs: dict[str, frozenset[str]]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every name that the context gives a meaning to."""
        own = {term.key for term in self.properties} | {part.key for part in PARTS}
        return frozenset({*KEYWORDS, *PREFIXES, *self.classes.values()} | own)

    def shared_slugs(self, scheme: str) -> list[str]:
        """The slugs of a scheme that are also keys, such as ``authority`` of the scheme declaration-kind."""
        return sorted(self.slugs.get(scheme, frozenset()) & self.keys)


@cache
def read_terms() -> Terms:
    """The terms that follow from the ontology, the shapes and the schemes that come with the package."""
    ontology = find_layout().ontology
    store = load_files([ontology / "mlat.ttl", ontology / "shapes", ontology / "schemes"])
    queries = read_folder(queries_folder("jsonld"))
    rows = _texts(store.table(queries["terms"].text))
    single = {row[0] for row in rows if row[2] == "false"}
    classes = {name: name.removeprefix(ONTOLOGY) for (name,) in _texts(store.table(queries["classes"].text))}
    classes |= {f"{SKOS}{name}": name for name in ("Concept", "ConceptScheme")}
    own = [term for row in rows if row[0].startswith(ONTOLOGY) for term in _own_terms(*row)]
    slugs: dict[str, set[str]] = defaultdict(set)
    for scheme, slug in _texts(store.table(queries["concepts"].text)):
        slugs[scheme].add(slug)
    known = {scheme: frozenset(found) for scheme, found in slugs.items()}
    return Terms(classes, (*_other_terms(single), *own), known)


def _texts(table: Table) -> list[list[str]]:
    return [[getattr(value, "value", "") for value in row] for row in table.rows]


def _other_terms(single: set[str]) -> Iterator[Term]:
    """Keys of other vocabularies, what a record is called first."""
    for iri in (*_TEXTS, *_TEXT_LISTS):
        yield Term(_local(iri), iri, text=True, several=iri in _TEXT_LISTS)
    for iri in _STRINGS:
        yield Term(_local(iri), iri, several=iri not in single and iri != f"{VOID}uriSpace")
    for iri in _DAYS:
        yield Term(_local(iri), iri, type=f"{XSD}date")
    for iri in _LINKS:
        yield Term(_local(iri), iri, type="@id", several=iri not in single)


def _own_terms(iri: str, link: str, several: str, scheme: str, partial: str, types: str) -> Iterator[Term]:
    key, many = _local(iri), several == "true"
    datatypes = types.split()
    if scheme or link == "true":
        yield Term(key, iri, type="@vocab" if scheme else "@id", scheme=scheme, several=many)
    elif partial == "true":
        for name in ("date", "gYearMonth", "gYear"):
            yield Term(key + _ENDINGS[f"{XSD}{name}"], iri, type=f"{XSD}{name}", several=many)
    elif f"{RDF}langString" in datatypes:
        yield Term(key, iri, text=True)
    elif datatypes:
        for datatype in sorted(datatypes):
            native = datatype in NATIVE
            ending = _ENDINGS.get(datatype, "")
            yield Term(key + ending, iri, type=datatype, several=many, native=native)
    else:
        yield Term(key, iri, several=many)


def _local(iri: str) -> str:
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]

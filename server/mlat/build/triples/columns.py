"""What each column becomes: its property, and its values as terms. Records and statements share it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode

from mlat.build.cells import JURISDICTION_CLASSES, TAGGED_TITLE
from mlat.build.dates import date_datatype
from mlat.build.rows import Record
from mlat.build.schema import BY_NAME, Column
from mlat.build.turtle import Fact
from mlat.graph import iris
from mlat.graph.namespaces import DCTERMS, RDF, RDFS, SCHEMA, SKOS, XSD

Term = NamedNode | Literal

TYPE, LABEL, ALT_LABEL = f"{RDF}type", f"{RDFS}label", f"{SKOS}altLabel"

#: Columns that mean the same in every table.
_COMMON: Mapping[str, str] = {
    "id": f"{DCTERMS}identifier",
    "instrument_id": iris.term("instrument"),
    "source_url": f"{DCTERMS}source",
    "source_as_of": iris.term("asOf"),
    "recorded": iris.term("recorded"),
    "note": f"{SKOS}note",
}
_NAME_LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "nl", "ru", "ar", "zh_hans", "zh_hant", "ja", "ko")

#: Columns whose property isn't the common one; a bare name is a term of the ontology.
_PROPERTIES: Mapping[str, Mapping[str, str]] = {
    "jurisdictions": {
        "alpha2": "isoAlpha2", "m49": "isoNumeric", "alpha4": "isoAlpha4", "kind": TYPE,
        "un_member": "unMember", "part_of": "partOf", "territory_status": "territoryStatus",
        "successors": "successor", "code_withdrawn": "codeWithdrawn", "official_name_en": "officialName",
        **{f"name_{language}": LABEL for language in _NAME_LANGUAGES}, "other_names": ALT_LABEL,
        **dict.fromkeys(("wikidata", "geonames", "eu_authority"), f"{SCHEMA}sameAs"),
        "region": "region", "subregion": "subregion", "member_of": "memberOf",
        "sources": f"{DCTERMS}source",
    },
    "instruments": {
        "kind": "instrumentKind", "title_en": LABEL, "titles_other": LABEL, "party_a": "party",
        "party_b": "party", "signed": "signed", "place_signed": "placeSigned", "in_force": "inForceFrom",
        "terminated": "inForceUntil",
        "status": "status", "supplements": "supplements", "amends": "amends", "supersedes": "supersedes",
        "citations": "citation", "depositary": "depositary", "text_url": "textLink",
    },
    "participation": {
        "party": "party", "extended_by": "extendedBy", "signed": "signed", "consent_kind": "consentKind",
        "consent_date": "consentDate", "in_force": "inForceFrom", "ended": "inForceUntil",
    },
    "suspensions": {
        "party": "suspendedBy", "suspended_from": "suspendedFrom", "suspended_until": "suspendedUntil",
    },
    "provisions": {"article": "article", "modality": "modality", "certainty": "certainty"},
    "declarations": {
        "party": "party", "kind": "declarationKind", "article": "article", "summary": "summary",
        "date": "declared",
    },
    "authorities": {
        "jurisdiction": "jurisdiction", "name_en": LABEL, "name_local": ALT_LABEL, "parent": "parentBody",
        "address": "address", "phone": "telephone", "email": "email", "website": "website",
    },
    "designations": {
        "authority_id": "authority", "role": "role", "role_note": "roleNote", "instruments": "instrument",
        "languages": "language", "language_note": "languageNote", "channels": "channel",
        "channel_note": "channelNote", "since": "since",
    },
    "laws": {
        "jurisdiction": "jurisdiction", "title": LABEL, "citation": "citationText", "path": "opensPath",
        "implements": "implementedBy",
    },
    "rules": {
        "general_in_force": "generalInForce", "threshold": "threshold",
        "general_rule_kind": "generalRuleKind",
        "general_rule_value": "generalRuleValue", "party_rule_kind": "partyRuleKind",
        "party_rule_value": "partyRuleValue", "article_general": "articleGeneral",
        "article_party": "articleParty", "exceptions": "exception",
    },
    "coverage": {"coverage": "completeness", "as_of": "asOf"},
    "statements": {"standing": "standing"},
    "sources": {"title": LABEL, "kind": "sourceKind"},
}  # fmt: skip
#: The property of a provision's slug, by the scheme that the slug belongs to.
_PROVIDED = {"assistance": "providesFor", "refusal": "refusalGround", "procedure": "procedure"}
#: Columns that a builder turns into triples of its own.
_BUILT_APART = frozenset({
    ("jurisdictions", "kind"), ("instruments", "party_a"), ("instruments", "party_b"),
    ("instruments", "titles_other"), ("instruments", "citations"), ("laws", "title"), ("laws", "implements"),
})  # fmt: skip
_ENGLISH = frozenset({"title_en", "official_name_en", "note", "summary"})
#: Columns of identifiers elsewhere, and what stands before and after the identifier there.
_ELSEWHERE = {
    "wikidata": ("http://www.wikidata.org/entity/", ""),
    "geonames": ("https://sws.geonames.org/", "/"),
}


#: How a record's IRI is made, by its table: a part of an instrument, one of a kind there, or its own.
_PARTS = {"participation": "party", "suspensions": "suspension", "provisions": "provision",
          "declarations": "declaration"}  # fmt: skip
_WHOLES = {"rules": "rule", "coverage": "coverage"}
_RECORDS = {"instruments": "instrument", "authorities": "authority", "designations": "designation",
            "laws": "law", "statements": "statement", "sources": "source"}  # fmt: skip


@cache
def node(iri: str) -> NamedNode:
    """The IRI as a term; each is made once."""
    return NamedNode(iri)


def mlat(name: str) -> NamedNode:
    """A term of the ontology."""
    return node(iris.term(name))


@cache
def record_node(table: str, identifier: str) -> NamedNode:
    """The IRI of a record by its table and id."""
    owner, _, key = identifier.partition("/")
    if table in _PARTS:
        return node(iris.part(owner, _PARTS[table], key))
    if table in _WHOLES:
        return node(f"{iris.instrument(identifier)}/{_WHOLES[table]}")
    if table == "jurisdictions":
        return node(iris.jurisdiction(identifier))
    return node(iris.record(_RECORDS[table], identifier.replace("/", "-")))


def property_of(record: Record, column: str) -> NamedNode | None:
    """The property that a column of this record becomes; None where it becomes none."""
    if (record.table, column) == ("provisions", "slug"):
        return mlat(_PROVIDED[record.one("provision")])
    if (record.table, column) == ("jurisdictions", "id"):
        return mlat("isoAlpha3")
    name = _PROPERTIES[record.table].get(column) or _COMMON.get(column)
    if name is None:
        return None
    return node(name) if ":" in name else mlat(name)


def value_terms(record: Record, column: Column, values: tuple[str, ...]) -> Iterator[Term]:
    """The terms of values as they would stand in that column of the record."""
    kind, _, name = column.kind.partition(":")
    for value in values:
        if kind in {"ref", "refs"}:
            yield record_node(name, value)
        elif kind in {"concept", "concepts"}:
            yield node(iris.concept(name, value))
        elif kind == "iri":
            yield node(value)
        elif kind == "titles":
            yield title(value)[0]
        elif kind in {"date", "integer", "flag"}:
            yield Literal(value, datatype=node(_datatype(kind, value)))
        else:
            yield _text_term(record, column.name, value)


def _datatype(kind: str, value: str) -> str:
    return date_datatype(value) if kind == "date" else f"{XSD}{'integer' if kind == 'integer' else 'boolean'}"


def _text_term(record: Record, column: str, value: str) -> Term:
    place = (record.table, column)
    if place == ("jurisdictions", "kind"):
        return mlat(JURISDICTION_CLASSES[value] or "Jurisdiction")
    if place == ("provisions", "slug"):
        return node(iris.concept(record.one("provision"), value))
    if column in _ELSEWHERE:
        before, after = _ELSEWHERE[column]
        return node(f"{before}{value}{after}")
    language = text_language(*place)
    return Literal(value, language=language) if language else Literal(value)


def text_language(table: str, column: str) -> str | None:
    """The language of a column of text; None where the table doesn't say."""
    if table in {"jurisdictions", "authorities"} and column.startswith("name_") and column != "name_local":
        return column.removeprefix("name_").replace("_", "-")
    return "en" if column in _ENGLISH or (table, column) == ("sources", "title") else None


def title(entry: str) -> tuple[Literal, str]:
    """A title with its language, from an entry ``lang: text``; an entry without one has the language ""."""
    match = TAGGED_TITLE.fullmatch(entry)
    return (Literal(match[2], language=match[1]), match[1].lower()) if match else (Literal(entry), "")


def column_facts(record: Record) -> Iterator[Fact]:
    """The triples of every column that is one property with the cell's values."""
    subject = record_node(record.table, record.id)
    for column in BY_NAME[record.table].columns:
        values = record.values[column.name]
        if not values or (record.table, column.name) in _BUILT_APART:
            continue
        predicate = property_of(record, column.name)
        if predicate is not None:
            yield from ((subject, predicate, term) for term in value_terms(record, column, values))


def type_facts(record: Record, *classes: str) -> Iterator[Fact]:
    """The record's classes, superclasses included, so that a query needs no inference."""
    subject = record_node(record.table, record.id)
    yield from ((subject, node(TYPE), mlat(name)) for name in classes)

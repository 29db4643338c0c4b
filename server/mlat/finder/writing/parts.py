"""The statements of an answer as plain values for JSON.

Keys are in a fixed order. A value that isn't known is None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from mlat.finder.periods import Span
from mlat.finder.statements import (
    Concept,
    Declaration,
    Disagreement,
    Instrument,
    Party,
    Provision,
    Side,
    Source,
    Suspension,
)

Json = dict[str, Any]
T = TypeVar("T")


def optional(write: Callable[[T], Json], value: T | None) -> Json | None:
    """What a writer makes of a value; None for none."""
    return None if value is None else write(value)


def write_concept(concept: Concept) -> Json:
    """IRI, slug and label of a concept."""
    return {"concept": concept.iri, "id": concept.id, "label": concept.label}


def write_party(party: Party) -> Json:
    """IRI, code and name of a jurisdiction."""
    return {"jurisdiction": party.iri, "code": party.code, "name": party.name}


def write_parties(parties: Iterable[Party]) -> list[Json]:
    """Several jurisdictions."""
    return [write_party(party) for party in parties]


def write_source(source: Source) -> Json:
    """The page, and the day to which it says that its content is true."""
    return {"source": source.page, "asOf": source.as_of}


def write_span(name: str, span: Span | None) -> Json:
    """A day as text, and the bounds between which it lies."""
    return {
        name: span.text if span else None,
        f"{name}Earliest": span.earliest if span else None,
        f"{name}Latest": span.latest if span else None,
    }


def write_instrument(instrument: Instrument) -> Json:
    """What identifies an instrument."""
    return {
        "instrument": instrument.iri,
        "id": instrument.id,
        "title": instrument.title,
        "titles": dict(sorted(instrument.titles.items())),
        "otherTitles": list(instrument.other_titles),
        "kind": write_concept(instrument.kind),
        "group": instrument.group.value,
        "status": optional(write_concept, instrument.status),
        "citations": list(instrument.citations),
        "text": instrument.text,
    }


def write_provision(provision: Provision) -> Json:
    """What an article gives or refuses."""
    return {
        "provision": provision.iri,
        **write_concept(provision.concept),
        "article": provision.article,
        "modality": optional(write_concept, provision.modality),
        "match": provision.match,
        "certainty": optional(write_concept, provision.certainty),
        "note": provision.note,
        **write_source(provision.source),
    }


def write_declaration(declaration: Declaration) -> Json:
    """What a party declared."""
    return {
        "declaration": declaration.iri,
        "party": write_party(declaration.party),
        "kind": write_concept(declaration.kind),
        "article": declaration.article,
        "summary": declaration.summary,
        "date": declaration.declared,
        "touches": list(declaration.touches),
        "relevant": declaration.relevant,
        "note": declaration.note,
        **write_source(declaration.source),
    }


def write_suspension(suspension: Suspension) -> Json:
    """A time in which an instrument was not applied."""
    return {
        "suspension": suspension.iri,
        "by": optional(write_party, suspension.by),
        "from": suspension.since,
        "until": suspension.until,
        "note": suspension.note,
        **write_source(suspension.source),
    }


def write_disagreement(disagreement: Disagreement) -> Json:
    """What a source says against what is kept."""
    return {
        "statement": disagreement.iri,
        "about": disagreement.about,
        "property": disagreement.property,
        "value": disagreement.value,
        "kept": disagreement.kept,
        "note": disagreement.note,
        **write_source(disagreement.source),
    }


def write_side(side: Side) -> Json:
    """One party's own relation to an instrument."""
    return {
        "participation": side.iri,
        "party": write_party(side.party),
        "signed": side.signed,
        "consent": optional(write_concept, side.consent),
        "consentDate": side.consented,
        **write_span("inForceFrom", side.in_force),
        **write_span("inForceUntil", side.until),
        "certainty": optional(write_concept, side.certainty),
        "derived": side.derived,
        "rule": side.rule,
        "ruleArticle": side.rule_article,
        "extendedBy": optional(write_party, side.extended_by),
        **write_source(side.source),
    }

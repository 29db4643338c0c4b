"""An answer as JSON, in the shape that ``answer.schema.json`` describes.

Keys are in a fixed order. A value that isn't known is ``null``, a list without entries is empty; neither means "no".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from mlat.finder.answer import (
    Answer,
    Authority,
    Basis,
    Concept,
    Declaration,
    Disagreement,
    Ended,
    Instrument,
    JoinedByOne,
    Law,
    NotKnown,
    Party,
    Path,
    Provision,
    Side,
    Signed,
    Source,
    Suspension,
)
from mlat.finder.periods import Span

#: Goes with every answer, whatever its format.
NOTICE = "This is information, not legal advice: follow the sources for the texts, and ask the authority."

Json = dict[str, Any]


def to_json(answer: Answer) -> bytes:
    """The answer as JSON, indented, in UTF-8."""
    return json.dumps(as_dictionary(answer), ensure_ascii=False, indent=2).encode() + b"\n"


def as_dictionary(answer: Answer) -> Json:
    """The answer as plain values."""
    left = answer.without_treaty
    return {
        "question": {
            "from": _party(answer.requesting),
            "to": _party(answer.requested),
            "for": _optional(_concept, answer.assistance),
            "on": answer.question.on.isoformat(),
            "language": answer.question.language,
        },
        "bound": answer.bound,
        "bases": [_basis(basis) for basis in answer.bases],
        "authorities": [_authority(authority) for authority in answer.authorities],
        "signedNotInForce": [_signed(signed) for signed in answer.signed_not_in_force],
        "ended": [_ended(ended) for ended in answer.ended],
        "notKnown": [_not_known(one) for one in answer.not_known],
        "withoutTreaty": [
            *map(_path, left.paths),
            *map(_law, left.laws),
            *map(_joined_by_one, left.conventions),
        ],
        "release": answer.release,
        "notice": NOTICE,
    }


def _optional(write: Callable[[Any], Json], value: object | None) -> Json | None:
    return None if value is None else write(value)


def _concept(concept: Concept) -> Json:
    return {"concept": concept.iri, "id": concept.id, "label": concept.label}


def _party(party: Party) -> Json:
    return {"jurisdiction": party.iri, "code": party.code, "name": party.name}


def _parties(parties: Iterable[Party]) -> list[Json]:
    return [_party(party) for party in parties]


def _source(source: Source) -> Json:
    return {"source": source.page, "asOf": source.as_of}


def _span(name: str, span: Span | None) -> Json:
    return {
        name: span.text if span else None,
        f"{name}Earliest": span.earliest if span else None,
        f"{name}Latest": span.latest if span else None,
    }


def _instrument(instrument: Instrument) -> Json:
    return {
        "instrument": instrument.iri,
        "id": instrument.id,
        "title": instrument.title,
        "titles": dict(sorted(instrument.titles.items())),
        "otherTitles": list(instrument.other_titles),
        "kind": _concept(instrument.kind),
        "group": instrument.group.value,
        "status": _optional(_concept, instrument.status),
        "citations": list(instrument.citations),
        "text": instrument.text,
    }


def _basis(basis: Basis) -> Json:
    return {
        **_instrument(basis.instrument),
        "binding": basis.binding.value,
        **_span("inForceFrom", basis.in_force),
        **_span("inForceUntil", basis.until),
        "certainty": _concept(basis.certainty),
        "derived": basis.derived,
        "disagreement": bool(basis.disagreements),
        "given": basis.given.value if basis.given else None,
        "provisionsKnown": basis.provisions_known,
        "assistance": [_provision(provision) for provision in basis.assistance],
        "refusal": [_provision(provision) for provision in basis.refusal],
        "declarations": [_declaration(declaration) for declaration in basis.declarations],
        "suspensions": [_suspension(suspension) for suspension in basis.suspensions],
        "disagreements": [_disagreement(disagreement) for disagreement in basis.disagreements],
        "parties": [_side(side) for side in basis.sides],
        "supplements": list(basis.supplements),
        "supersededBy": list(basis.superseded_by),
        "implementedBy": list(basis.implemented_by),
        "sources": [_source(source) for source in basis.sources],
    }


def _provision(provision: Provision) -> Json:
    return {
        "provision": provision.iri,
        **_concept(provision.concept),
        "article": provision.article,
        "modality": _optional(_concept, provision.modality),
        "match": provision.match,
        "certainty": _optional(_concept, provision.certainty),
        "note": provision.note,
        **_source(provision.source),
    }


def _declaration(declaration: Declaration) -> Json:
    return {
        "declaration": declaration.iri,
        "party": _party(declaration.party),
        "kind": _concept(declaration.kind),
        "article": declaration.article,
        "summary": declaration.summary,
        "date": declaration.declared,
        "touches": list(declaration.touches),
        "relevant": declaration.relevant,
        "note": declaration.note,
        **_source(declaration.source),
    }


def _suspension(suspension: Suspension) -> Json:
    return {
        "suspension": suspension.iri,
        "by": _optional(_party, suspension.by),
        "from": suspension.since,
        "until": suspension.until,
        "note": suspension.note,
        **_source(suspension.source),
    }


def _disagreement(disagreement: Disagreement) -> Json:
    return {
        "statement": disagreement.iri,
        "about": disagreement.about,
        "property": disagreement.property,
        "value": disagreement.value,
        "kept": disagreement.kept,
        "note": disagreement.note,
        **_source(disagreement.source),
    }


def _side(side: Side) -> Json:
    return {
        "participation": side.iri,
        "party": _party(side.party),
        "signed": side.signed,
        "consent": _optional(_concept, side.consent),
        "consentDate": side.consented,
        **_span("inForceFrom", side.in_force),
        **_span("inForceUntil", side.until),
        "certainty": _optional(_concept, side.certainty),
        "derived": side.derived,
        "rule": side.rule,
        "ruleArticle": side.rule_article,
        "extendedBy": _optional(_party, side.extended_by),
        **_source(side.source),
    }


def _authority(authority: Authority) -> Json:
    return {
        "authority": authority.iri,
        "designation": authority.designation,
        "name": authority.name,
        "localName": authority.local_name,
        "parent": authority.parent,
        "role": _optional(_concept, authority.role),
        "roleNote": authority.role_note,
        "scope": authority.scope,
        "instruments": list(authority.instruments),
        "address": authority.address,
        "phone": authority.phone,
        "email": authority.email,
        "website": authority.website,
        "languages": list(authority.languages),
        "languageNote": authority.language_note,
        "channels": [_concept(channel) for channel in authority.channels],
        "channelNote": authority.channel_note,
        "since": authority.since,
        "note": authority.note,
        **_source(authority.source),
        "contactSource": _source(authority.contact_source),
    }


def _signed(signed: Signed) -> Json:
    return {
        **_instrument(signed.instrument),
        "binding": signed.binding.value,
        "parties": [_side(side) for side in signed.sides],
        **_source(signed.instrument.source),
    }


def _ended(ended: Ended) -> Json:
    return {
        **_instrument(ended.instrument),
        "binding": ended.binding.value,
        **_span("inForceFrom", ended.in_force),
        **_span("inForceUntil", ended.until),
        "reason": ended.reason,
        "suspensions": [_suspension(suspension) for suspension in ended.suspensions],
        "parties": [_side(side) for side in ended.sides],
        **_source(ended.instrument.source),
    }


def _not_known(one: NotKnown) -> Json:
    return {
        **_instrument(one.instrument),
        "reason": one.reason,
        "binds": _parties(one.bound),
        "notListed": _parties(one.unlisted),
        "through": _optional(_party, one.through),
        "completeness": _optional(_concept, one.completeness),
        "listAsOf": one.list_as_of,
        "given": one.given.value if one.given else None,
        **_source(one.instrument.source),
    }


def _path(path: Path) -> Json:
    return {
        "type": "path",
        **_concept(path.concept),
        "definition": path.definition,
        "hinderedBy": [_concept(obstacle) for obstacle in path.obstacles],
    }


def _law(law: Law) -> Json:
    return {
        "type": "law",
        "law": law.iri,
        "id": law.id,
        "title": law.title,
        "citation": law.citation,
        "opens": [_concept(path) for path in law.paths],
        "note": law.note,
        **_source(law.source),
    }


def _joined_by_one(one: JoinedByOne) -> Json:
    return {
        "type": one.kind,
        **_instrument(one.instrument),
        "binds": _parties(one.bound),
        "outside": _parties(one.outside),
        "given": one.given.value if one.given else None,
        **_source(one.instrument.source),
    }

"""An answer as JSON, in the shape that ``answer.schema.json`` describes.

A value that isn't known is ``null``, a list without entries is empty; neither means "no".
"""

from __future__ import annotations

import json

from mlat.finder.answer import (
    Answer,
    Authority,
    Basis,
    Ceased,
    Ended,
    JoinedByOne,
    Law,
    NotKnown,
    Path,
    Signed,
)
from mlat.finder.writing.parts import (
    Json,
    optional,
    write_concept,
    write_declaration,
    write_disagreement,
    write_instrument,
    write_parties,
    write_party,
    write_provision,
    write_side,
    write_source,
    write_span,
    write_suspension,
)

#: Goes with every answer, whatever its format.
NOTICE = "This is information, not legal advice: follow the sources for the texts, and ask the authority."


def to_json(answer: Answer) -> bytes:
    """The answer as JSON, indented, in UTF-8."""
    return json.dumps(as_dictionary(answer), ensure_ascii=False, indent=2).encode() + b"\n"


def as_dictionary(answer: Answer) -> Json:
    """The answer as plain values."""
    left = answer.without_treaty
    return {
        "question": {
            "from": write_party(answer.requesting),
            "to": write_party(answer.requested),
            "for": optional(write_concept, answer.assistance),
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
        "ceased": [_ceased(ceased) for ceased in answer.ceased],
        "release": answer.release,
        "notice": NOTICE,
    }


def _ceased(ceased: Ceased) -> Json:
    return {**write_party(ceased.party), "successors": write_parties(ceased.successors)}


def _basis(basis: Basis) -> Json:
    return {
        **write_instrument(basis.instrument),
        "binding": basis.binding.value,
        **write_span("inForceFrom", basis.in_force),
        **write_span("inForceUntil", basis.until),
        "certainty": write_concept(basis.certainty),
        "derived": basis.derived,
        "disagreement": bool(basis.disagreements),
        "given": basis.given.value if basis.given else None,
        "provisionsKnown": basis.provisions_known,
        "assistance": [write_provision(provision) for provision in basis.assistance],
        "refusal": [write_provision(provision) for provision in basis.refusal],
        "declarations": [write_declaration(declaration) for declaration in basis.declarations],
        "suspensions": [write_suspension(suspension) for suspension in basis.suspensions],
        "disagreements": [write_disagreement(disagreement) for disagreement in basis.disagreements],
        "parties": [write_side(side) for side in basis.sides],
        "supplements": list(basis.supplements),
        "supersededBy": list(basis.superseded_by),
        "implementedBy": list(basis.implemented_by),
        "sources": [write_source(source) for source in basis.sources],
    }


def _authority(authority: Authority) -> Json:
    return {
        "authority": authority.iri,
        "designation": authority.designation,
        "name": authority.name,
        "localName": authority.local_name,
        "parent": authority.parent,
        "role": optional(write_concept, authority.role),
        "roleNote": authority.role_note,
        "scope": authority.scope,
        "instruments": list(authority.instruments),
        "address": authority.address,
        "phone": authority.phone,
        "email": authority.email,
        "website": authority.website,
        "languages": list(authority.languages),
        "languageNote": authority.language_note,
        "channels": [write_concept(channel) for channel in authority.channels],
        "channelNote": authority.channel_note,
        "since": authority.since,
        "disagreements": [write_disagreement(one) for one in authority.disagreements],
        "note": authority.note,
        **write_source(authority.source),
        "contactSource": write_source(authority.contact_source),
    }


def _signed(signed: Signed) -> Json:
    return {
        **write_instrument(signed.instrument),
        "binding": signed.binding.value,
        "parties": [write_side(side) for side in signed.sides],
        **write_source(signed.instrument.source),
    }


def _ended(ended: Ended) -> Json:
    return {
        **write_instrument(ended.instrument),
        "binding": ended.binding.value,
        **write_span("inForceFrom", ended.in_force),
        **write_span("inForceUntil", ended.until),
        "reason": ended.reason,
        "suspensions": [write_suspension(suspension) for suspension in ended.suspensions],
        "parties": [write_side(side) for side in ended.sides],
        **write_source(ended.instrument.source),
    }


def _not_known(one: NotKnown) -> Json:
    return {
        **write_instrument(one.instrument),
        "reason": one.reason,
        "binds": write_parties(one.bound),
        "notListed": write_parties(one.unlisted),
        "through": optional(write_party, one.through),
        "completeness": optional(write_concept, one.completeness),
        "listAsOf": one.list_as_of,
        "given": one.given.value if one.given else None,
        **write_source(one.instrument.source),
    }


def _path(path: Path) -> Json:
    return {
        "type": "path",
        **write_concept(path.concept),
        "definition": path.definition,
        "hinderedBy": [write_concept(obstacle) for obstacle in path.obstacles],
    }


def _law(law: Law) -> Json:
    return {
        "type": "law",
        "law": law.iri,
        "id": law.id,
        "title": law.title,
        "citation": law.citation,
        "opens": [write_concept(path) for path in law.paths],
        "note": law.note,
        **write_source(law.source),
    }


def _joined_by_one(one: JoinedByOne) -> Json:
    return {
        "type": one.kind,
        **write_instrument(one.instrument),
        "binds": write_parties(one.bound),
        "outside": write_parties(one.outside),
        "given": one.given.value if one.given else None,
        **write_source(one.instrument.source),
    }

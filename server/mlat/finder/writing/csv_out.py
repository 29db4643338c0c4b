"""An answer as CSV: one row a statement, so that a spreadsheet can sort and filter what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mlat.finder.answer import Answer, Authority, Basis, Ended, JoinedByOne, Law, NotKnown, Path, Signed
from mlat.finder.statements import Concept, Instrument, Party, Provision, Source
from mlat.graph.formats import write_rows


class Line(NamedTuple):
    """One row; the names of the fields are those of the columns."""

    section: str
    statement: str
    instrument: str = ""
    what: str = ""
    article: str = ""
    detail: str = ""
    parties: str = ""
    since: str = ""
    until: str = ""
    certainty: str = ""
    note: str = ""
    source: str = ""
    as_of: str = ""


def to_csv(answer: Answer) -> bytes:
    """The answer as CSV (RFC 4180, lines ended by LF), in UTF-8."""
    return write_rows(Line._fields, lines(answer)).encode()


def lines(answer: Answer) -> Iterator[Line]:
    """The statements of an answer in its order."""
    for basis in answer.bases:
        yield from _basis(basis)
    yield from map(_authority, answer.authorities)
    yield from map(_signed, answer.signed_not_in_force)
    yield from map(_ended, answer.ended)
    yield from map(_not_known, answer.not_known)
    yield from map(_path, answer.without_treaty.paths)
    yield from map(_law, answer.without_treaty.laws)
    yield from map(_joined_by_one, answer.without_treaty.conventions)


def _of(section: str, instrument: Instrument, source: Source, **values: str) -> Line:
    fields = {"what": instrument.title, "source": source.page, "as_of": source.as_of or ""} | values
    return Line(section, fields.pop("statement", instrument.iri), instrument.id, **fields)


def _basis(basis: Basis) -> Iterator[Line]:
    instrument = basis.instrument
    yield _of(
        "basis",
        instrument,
        instrument.source,
        detail=_joined(instrument.group, basis.binding, f"gives: {basis.given}" if basis.given else ""),
        parties=_codes(side.party for side in basis.sides),
        since=basis.in_force.text,
        until=basis.until.text if basis.until else "",
        certainty=basis.certainty.label,
    )
    for side in basis.sides:
        yield _of(
            "party",
            instrument,
            side.source,
            statement=side.iri,
            what=side.party.name,
            article=side.rule_article or "",
            detail=_joined(_label(side.consent), side.consented),
            parties=side.party.code,
            since=side.in_force.text if side.in_force else "",
            until=side.until.text if side.until else "",
            certainty=_label(side.certainty),
        )
    for provision in basis.assistance:
        yield _provision("assistance", instrument, provision)
    for provision in basis.refusal:
        yield _provision("refusal", instrument, provision)
    for declaration in basis.declarations:
        yield _of(
            "declaration",
            instrument,
            declaration.source,
            statement=declaration.iri,
            what=declaration.summary or "",
            article=declaration.article or "",
            detail=declaration.kind.label,
            parties=declaration.party.code,
            since=declaration.declared or "",
            note=declaration.note or "",
        )
    for suspension in basis.suspensions:
        yield _of(
            "suspension",
            instrument,
            suspension.source,
            statement=suspension.iri,
            parties=suspension.by.code if suspension.by else "",
            since=suspension.since or "",
            until=suspension.until or "",
            note=suspension.note or "",
        )
    for one in basis.disagreements:
        yield _of(
            "disagreement",
            instrument,
            one.source,
            statement=one.iri,
            what=f"{one.property}: {one.value}",
            detail=f"kept: {one.kept}" if one.kept else "",
            note=one.note or "",
        )


def _provision(section: str, instrument: Instrument, provision: Provision) -> Line:
    return _of(
        section,
        instrument,
        provision.source,
        statement=provision.iri,
        what=provision.concept.label,
        article=provision.article or "",
        detail=_joined(_label(provision.modality), provision.match),
        certainty=_label(provision.certainty),
        note=provision.note or "",
    )


def _authority(one: Authority) -> Line:
    languages = one.language_note or ", ".join(one.languages)
    channels = ", ".join(channel.label for channel in one.channels)
    ways = (
        _label(one.role),
        one.role_note,
        f"languages: {languages}" if languages else "",
        f"channels: {channels}" if channels else "",
        one.channel_note,
    )
    contact = (one.address, one.phone, one.email, one.website)
    return Line(
        "authority",
        one.designation or one.iri,
        what=one.name,
        detail=_joined(*ways, *contact),
        since=one.since or "",
        note=one.note or "",
        source=one.source.page,
        as_of=one.source.as_of or "",
    )


def _signed(one: Signed) -> Line:
    return _of(
        "signed-not-in-force",
        one.instrument,
        one.instrument.source,
        detail=one.binding,
        parties=_codes(side.party for side in one.sides),
    )


def _ended(one: Ended) -> Line:
    return _of(
        "ended",
        one.instrument,
        one.instrument.source,
        detail=one.reason,
        parties=_codes(side.party for side in one.sides),
        since=one.in_force.text,
        until=one.until.text if one.until else "",
    )


def _not_known(one: NotKnown) -> Line:
    through = f"through {one.through.code}" if one.through else ""
    return _of(
        "not-known",
        one.instrument,
        one.instrument.source,
        detail=_joined(one.reason, through, _label(one.completeness)),
        parties=_codes(one.bound),
    )


def _path(path: Path) -> Line:
    hindered = ", ".join(obstacle.label for obstacle in path.obstacles)
    return Line(
        "path", path.concept.iri, what=path.concept.label, detail=hindered, note=path.definition or ""
    )


def _law(law: Law) -> Line:
    opened = ", ".join(path.label for path in law.paths)
    return Line(
        "law",
        law.iri,
        what=law.title,
        article=law.citation or "",
        detail=opened,
        note=law.note or "",
        source=law.source.page,
        as_of=law.source.as_of or "",
    )


def _joined_by_one(one: JoinedByOne) -> Line:
    return _of(one.kind, one.instrument, one.instrument.source, parties=_codes(one.bound))


def _joined(*texts: str | None) -> str:
    return "; ".join(text for text in texts if text)


def _codes(parties: Iterable[Party]) -> str:
    return " ".join(dict.fromkeys(party.code for party in parties))


def _label(concept: Concept | None) -> str:
    return concept.label if concept else ""

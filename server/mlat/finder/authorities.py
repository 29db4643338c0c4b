"""To whom a request goes: the authorities of the requested side, each in each of its roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mlat.finder.answer import Authority
from mlat.finder.asking import Asker, iri
from mlat.finder.describing import Describer
from mlat.finder.periods import first_day
from mlat.finder.records import LABEL, NOTE, OTHER_LABEL, Record, gather

#: Who is addressed first; the scheme of roles has others, which come after these.
_ROLES = ("central-authority", "competent-authority", "judicial-authority", "designated-authority")
_SCOPES = ("basis", "general", "other")
#: Outside mutual legal assistance proper, says the scheme of roles.
_OTHER_MATTERS = "extradition"


def read_authorities(
    asker: Asker, describer: Describer, requested: str, bases: Sequence[str], day: str
) -> tuple[Authority, ...]:
    """The authorities of a jurisdiction, those named under one of the bases (IRIs) first.

    Those named under other instruments only are given where there is no other. Raises EvaluationError.
    """
    rows = asker.rows("authorities", jurisdiction=iri(requested))
    holders = {row.iri("designation"): row.iri("authority") for row in rows if row["designation"]}
    authorities = gather((row for row in rows if not row["designation"]), "authority")
    designations: dict[str, list[Record]] = {name: [] for name in authorities}
    for record in gather(rows, "designation").values():
        if holders[record.iri] in designations:
            designations[holders[record.iri]].append(record)
    found = [
        one
        for name, authority in authorities.items()
        for one in _roles(authority, designations[name], describer, bases, day)
    ]
    named = [one for one in found if one.scope != "other"]
    return tuple(sorted(named or found, key=_place))


def _roles(
    authority: Record, designations: Iterable[Record], describer: Describer, bases: Sequence[str], day: str
) -> Iterable[Authority]:
    """The authority in each role that it has on the day; as it is, where no role is known."""
    contact = _contact(authority)
    roles = list(designations)
    if not roles:
        yield contact
    for record in roles:
        since = record.one("since")
        role = describer.optional(record.one("role"))
        if (since and first_day(since) > day) or (role and role.id == _OTHER_MATTERS):
            continue
        named = record.all("instrument")
        applying = tuple(name for name in named if name in bases)
        yield replace(
            contact,
            designation=record.iri,
            role=role,
            role_note=record.one("roleNote"),
            languages=record.all("language"),
            language_note=record.one("languageNote"),
            channels=tuple(describer.concept(channel) for channel in record.all("channel")),
            channel_note=record.one("channelNote"),
            since=since,
            scope="general" if not named else "basis" if applying else "other",
            instruments=tuple(applying or named),
            note=record.text(NOTE) or contact.note,
            source=record.source,
        )


def _contact(authority: Record) -> Authority:
    return Authority(
        iri=authority.iri,
        designation=None,
        name=authority.text(LABEL) or authority.iri,
        local_name=authority.one(OTHER_LABEL),
        parent=authority.one("parentBody"),
        address=authority.one("address"),
        phone="; ".join(authority.all("telephone")) or None,
        email="; ".join(authority.all("email")) or None,
        website=authority.one("website"),
        role=None,
        role_note=None,
        languages=(),
        language_note=None,
        channels=(),
        channel_note=None,
        since=None,
        scope="general",
        instruments=(),
        note=authority.text(NOTE),
        source=authority.source,
        contact_source=authority.source,
    )


def _place(authority: Authority) -> tuple[object, ...]:
    role = authority.role.id if authority.role else ""
    return (
        _SCOPES.index(authority.scope),
        _ROLES.index(role) if role in _ROLES else len(_ROLES),
        authority.name,
        authority.designation or "",
    )

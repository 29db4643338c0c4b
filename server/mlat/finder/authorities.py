"""To whom a request goes: the authorities of the requested side, each in each of its roles."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from mlat.finder.answer import Authority
from mlat.finder.asking import iri
from mlat.finder.case import Case
from mlat.finder.periods import first_day
from mlat.finder.records import LABEL, NOTE, OTHER_LABEL, Record, gather

#: Who is addressed first; the scheme of roles has others, which come after these.
_ROLES = ("central-authority", "competent-authority", "judicial-authority", "designated-authority")
_SCOPES = ("basis", "general", "other", "state")
#: Outside mutual legal assistance proper, says the scheme of roles.
_OTHER_MATTERS = "extradition"


def read_authorities(case: Case, bases: Collection[str]) -> tuple[Authority, ...]:
    """The authorities of the requested side, those named under one of the bases (IRIs of instruments) first.

    Those named under other instruments only are given where there is no other; where a territory has none,
    those of the state that it belongs to. Raises EvaluationError.
    """
    found = _authorities(case, case.requested, bases)
    if not found:
        states = [one for one, why in case.stand_ins[case.requested].items() if why == "territory"]
        found = [replace(one, scope="state") for state in states for one in _authorities(case, state, bases)]
    named = [one for one in found if one.scope != "other"]
    return tuple(sorted(named or found, key=_place))


def _authorities(case: Case, jurisdiction: str, bases: Collection[str]) -> list[Authority]:
    rows = case.asker.rows("authorities", jurisdiction=iri(jurisdiction))
    authorities = gather((row for row in rows if not row["designation"]), "authority")
    holders = {row.text("designation"): row.text("authority") for row in rows if row["designation"]}
    designations: dict[str, list[Record]] = {name: [] for name in authorities}
    for record in gather(rows, "designation").values():
        designations.get(holders[record.iri], []).append(record)
    return [
        replace(one, disagreements=case.describe.disagreements((one.iri, one.designation or "")))
        for name, authority in authorities.items()
        for one in _roles(case, authority, designations[name], bases)
    ]


def _roles(
    case: Case, authority: Record, designations: Iterable[Record], bases: Collection[str]
) -> Iterable[Authority]:
    """The authority in each role that it has on the day; as it is, where no role is known."""
    contact = _contact(authority)
    roles = list(designations)
    if not roles:
        yield contact
    for record in roles:
        since = record.one("since")
        role = case.describe.optional(record.one("role"))
        if (since and first_day(since) > case.day) or (role and role.id == _OTHER_MATTERS):
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
            channels=tuple(case.describe.concept(channel) for channel in record.all("channel")),
            channel_note=record.one("channelNote"),
            since=since,
            scope="general" if not named else "basis" if applying else "other",
            instruments=applying or named,
            note=record.text(NOTE) or contact.note,
            source=record.source,
        )


def _contact(authority: Record) -> Authority:
    return Authority(
        iri=authority.iri,
        name=authority.text(LABEL) or authority.iri,
        local_name=authority.one(OTHER_LABEL),
        parent=authority.one("parentBody"),
        address=authority.one("address"),
        phone="; ".join(authority.all("telephone")) or None,
        email="; ".join(authority.all("email")) or None,
        website=authority.one("website"),
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

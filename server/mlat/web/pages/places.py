"""What the map shows of every jurisdiction on a day: whom one of them can ask, or whom a treaty binds."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple, TypedDict

from flask import request

from mlat.finder.asking import iri
from mlat.finder.names import Entry
from mlat.finder.partners import Link, Partner
from mlat.finder.statements import Binding, Given
from mlat.web.clients import client_of
from mlat.web.languages import gettext as _
from mlat.web.languages import language
from mlat.web.pages import addresses
from mlat.web.pages.participations import State, group
from mlat.web.pages.site import Site

#: The classes of the map. What the graph doesn't know stays "no data", and is never "no".
_SELF, _BOUND, _UNKNOWN, _NOT, _ABSENT = "self", "bound", "unknown", "not-bound", "no-data"


class Place(TypedDict):
    """One jurisdiction: ``value`` is a class of the map, ``label`` says more in words."""

    code: str
    m49: str
    name: str
    value: str
    label: str
    href: str
    instruments: list[tuple[str, str]]


class _Shown(NamedTuple):
    value: str
    label: str
    instruments: list[tuple[str, str]]


def partners_of(site: Site, party: Entry, assistance: Entry | None, day: datetime.date) -> list[Place]:
    """Every jurisdiction, by what binds it and ``party`` on a day, and whether that gives the assistance."""
    partners = site.finder.partners(party, assistance, day, language().tag, client_of(request))
    found = {partner.party.iri: _of_partner(partner, assistance is not None) for partner in partners}
    found[party.iri] = _Shown(_SELF, _("asks"), [])
    places = _places(site, found, _Shown(_ABSENT, "", []))
    for place in places:
        if place["value"] != _SELF:
            place["href"] = addresses.question(
                party.id, place["code"], assistance.id if assistance else "", day
            )
    return places


def _of_partner(partner: Partner, asked: bool) -> _Shown:
    best = partner.best
    sure = best.binding is Binding.BOUND and (not asked or best.given is Given.YES)
    instruments = [(link.instrument.iri, link.instrument.title) for link in partner.links]
    return _Shown(_BOUND if sure else _UNKNOWN, _link_label(best, asked), instruments)


def _link_label(link: Link, asked: bool) -> str:
    if link.binding is not Binding.BOUND:
        return _("not known whether in force")
    if not asked:
        return _("in force")
    return {
        Given.YES: _("gives it"),
        Given.PERHAPS: _("may give it"),
        Given.EXCLUDED: _("excludes it"),
    }.get(link.given or Given.NOT_KNOWN, _("not known whether it gives it"))


def parties_of(site: Site, instrument: Entry, day: datetime.date) -> list[Place]:
    """Every jurisdiction, by its relation to an instrument on a day."""
    which = iri(instrument.iri)
    rows = site.ask("participations-of-an-instrument", instrument=which)
    found = {each.row.text("party"): _of_state(each.state(day)) for each in group(rows)}
    coverage = next(iter(site.ask("coverage-of-an-instrument", instrument=which)), None)
    if coverage is not None and addresses.last(coverage.text("completeness")) == "complete":
        return _places(site, found, _Shown(_NOT, _("not on the list of parties, which is complete"), []))
    return _places(site, found, _Shown(_ABSENT, "", []))


def _of_state(state: State) -> _Shown:
    value = {State.BOUND: _BOUND, State.UNKNOWN: _UNKNOWN}.get(state, _NOT)
    label = {
        State.BOUND: _("in force"),
        State.UNKNOWN: _("not known whether in force"),
        State.NOT_YET: _("not yet in force"),
        State.SUSPENDED: _("suspended"),
        State.ENDED: _("no longer in force"),
    }[state]
    return _Shown(value, label, [])


def _places(site: Site, found: Mapping[str, _Shown], other: _Shown) -> list[Place]:
    places = []
    for row in site.ask("places"):
        name = row.text("jurisdiction")
        shown = found.get(name, other)
        places.append(
            Place(
                code=row.text("alpha3"),
                m49=row.text("m49"),
                name=str(site.label(name)),
                value=shown.value,
                label=shown.label,
                href=addresses.document(name),
                instruments=shown.instruments,
            )
        )
    return places


def class_labels(asked: bool) -> dict[str, str]:
    """What the classes of the map mean, for its legend; ``asked``: a kind of assistance is asked for."""
    return {
        _SELF: _("asks"),
        _BOUND: _("in force, and gives it") if asked else _("in force"),
        _UNKNOWN: _("not known for sure"),
        _NOT: _("not in force on that day"),
        _ABSENT: _("no instrument known"),
    }

"""What the map shows of every jurisdiction on a day: whom one of them can ask, or whom an instrument binds."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple, TypedDict

from mlat.finder.asking import iri
from mlat.web.languages import gettext as _
from mlat.web.pages import addresses
from mlat.web.pages.participations import State, group, period_of, state_of, strongest, weakest
from mlat.web.pages.site import Site

#: How the map classes a state; what it doesn't know stays "no data", and is never "no".
_CLASSES = {State.BOUND: "bound", State.UNKNOWN: "unknown"}
_OTHER, _ABSENT, _SELF = "not-bound", "no-data", "self"


class Place(TypedDict):
    """One jurisdiction: ``value`` is a class of the map, ``label`` says the same in words."""

    code: str
    m49: str
    name: str
    value: str
    label: str
    href: str
    instruments: list[str]


class Found(NamedTuple):
    """The state of a jurisdiction, and the ids of the instruments behind it."""

    state: State
    instruments: list[str]


def partners_of(site: Site, party: str, day: datetime.date) -> list[Place]:
    """Every jurisdiction, by the strongest state of any instrument between it and ``party`` on a day."""
    states: dict[str, dict[State, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in site.ask("partners-by-instrument", party=iri(party)):
        both = (period_of(row), period_of(row, "partner"))
        weaker = weakest(state_of(period, day) for period in both if period)
        states[row.text("partner")][weaker].add(addresses.last(row.text("instrument")))
    found = {partner: _strongest(each) for partner, each in states.items()}
    code = addresses.last(party)
    return [
        place | {"value": _SELF, "label": _("asks")}
        if place["code"] == code
        else place | {"href": f"/pair/{code}/{place['code']}"}
        for place in _places(site, found)
    ]


def parties_of(site: Site, instrument: str, day: datetime.date) -> list[Place]:
    """Every jurisdiction, by its relation to an instrument on a day."""
    which = iri(instrument)
    rows = site.ask("participations-of-an-instrument", instrument=which)
    found = {each.row.text("party"): Found(each.state(day), []) for each in group(rows)}
    coverage = next(iter(site.ask("coverage-of-an-instrument", instrument=which)), None)
    complete = coverage is not None and addresses.last(coverage.text("completeness")) == "complete"
    return _places(site, found, not_listed=_("not on the list of parties, which is complete") if complete else "")


def _places(site: Site, found: Mapping[str, Found], not_listed: str = "") -> list[Place]:
    places = []
    for row in site.ask("places"):
        name = row.text("jurisdiction")
        state, instruments = found.get(name, (None, []))
        absent = (_OTHER, not_listed) if not_listed else (_ABSENT, _("no instrument known"))
        value, label = (_CLASSES.get(state, _OTHER), state_label(state)) if state else absent
        places.append(
            Place(
                code=row.text("alpha3"),
                m49=row.text("m49"),
                name=str(site.label(name)),
                value=value,
                label=label,
                href=addresses.document(name),
                instruments=instruments,
            )
        )
    return places


def state_label(state: State) -> str:
    """A state in words, in the reader's language."""
    return {
        State.BOUND: _("in force"),
        State.UNKNOWN: _("not known whether in force"),
        State.NOT_YET: _("not yet in force"),
        State.SUSPENDED: _("suspended"),
        State.ENDED: _("no longer in force"),
    }[state]


def class_labels() -> dict[str, str]:
    """What the classes of the map mean, for its legend."""
    return {
        _SELF: _("asks"),
        "bound": _("in force"),
        "unknown": _("not known whether in force"),
        _OTHER: _("not in force on that day"),
        _ABSENT: _("no instrument known"),
    }


def _strongest(states: Mapping[State, set[str]]) -> Found:
    state = strongest(states)
    return Found(state, sorted(states[state]))

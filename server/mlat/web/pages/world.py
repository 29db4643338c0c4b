"""The map: whom a jurisdiction can ask on a day, or whom an instrument binds; with the same as a table and as JSON."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict

from flask import Blueprint, Response, request

from mlat.finder.asking import iri
from mlat.finder.question import _day as read_day
from mlat.web.answers import keep
from mlat.web.languages import gettext as _
from mlat.web.pages import addresses
from mlat.web.pages.indexes import fold
from mlat.web.pages.participations import Period, State, group
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site, today

#: Whom the map shows where the address names nobody: Hong Kong, with which the graph began.
_FIRST = "HKG"
#: From the strongest to the weakest; what is in none of them is not known to be tied.
_STATES = (State.BOUND, State.UNKNOWN, State.NOT_YET, State.SUSPENDED, State.ENDED)


def blueprint(site: Site) -> Blueprint:
    """The routes of the map."""
    routes = Blueprint("world", __name__)

    @routes.get("/map")
    def world() -> Response:
        day = read_day(request.args.get("on", ""), today())
        party, instrument = _chosen(site)
        return page(
            "map.html",
            party=party,
            instrument=instrument,
            day=day,
            first_year=1950,
            places=_places(site, party, instrument, day),
            jurisdictions=jurisdictions(site),
            instruments=[row for row in site.ask("instruments") if not row["bilateral"]],
        )

    @routes.get("/map.json")
    def data() -> Response:
        day = read_day(request.args.get("on", ""), today())
        party, instrument = _chosen(site)
        body = json.dumps({"on": day.isoformat(), "places": _places(site, party, instrument, day)}, ensure_ascii=False)
        response = keep(body.encode(), "application/json", site.settings.max_age)
        response.vary.update(("Accept-Language", "Cookie"))
        return response

    return routes


def jurisdictions(site: Site) -> list[str]:
    """All jurisdictions by their names in the reader's language."""
    return sorted((entry.iri for entry in site.names.of_kind("jurisdiction")), key=lambda iri: fold(site.label(iri)))


def _chosen(site: Site) -> tuple[str, str]:
    """The IRIs of the jurisdiction and of the instrument that the address names; at most one of them."""
    instrument = request.args.get("instrument", "").strip()
    if instrument:
        return "", site.names.resolve("instrument", instrument).iri
    return site.names.resolve("jurisdiction", request.args.get("from", "").strip() or _FIRST).iri, ""


def _places(site: Site, party: str, instrument: str, day: datetime.date) -> list[dict[str, object]]:
    """Every jurisdiction with its state on the day, and the instruments behind it."""
    found = _parties(site, instrument, day) if instrument else _partners(site, party, day)
    places = []
    for row in site.ask("jurisdictions", on=today()):
        name = row.text("jurisdiction")
        state, instruments = found.get(name, (None, []))
        places.append(
            {
                "code": row["alpha3"],
                "m49": row["m49"],
                "name": site.label(name),
                "value": "self" if name == party else state.name.lower().replace("_", "-") if state else "none",
                "label": _("asks") if name == party else _state_label(state),
                "instruments": instruments,
                "href": addresses.document(name)
                if instrument or name == party
                else f"/pair/{addresses.last(party)}/{row['alpha3']}",
            }
        )
    return places


def _state_label(state: State | None) -> str:
    return {
        State.BOUND: _("in force"),
        State.UNKNOWN: _("not known whether in force"),
        State.NOT_YET: _("signed, not yet in force"),
        State.SUSPENDED: _("suspended"),
        State.ENDED: _("no longer in force"),
        None: _("no instrument known"),
    }[state]


def _parties(site: Site, instrument: str, day: datetime.date) -> dict[str, tuple[State, list[str]]]:
    rows = site.ask("participations-of-an-instrument", instrument=iri(instrument))
    return {each.row.text("party"): (each.state(day), []) for each in group(rows)}


def _partners(site: Site, party: str, day: datetime.date) -> dict[str, tuple[State, list[str]]]:
    """For each partner the strongest state of any instrument, and the instruments that are in it."""
    states: dict[str, dict[State, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in site.ask("partners-by-instrument", party=iri(party)):
        both = (Period.of(row), Period.of(row, "partner"))
        state = max((period.state(day) for period in both if period), key=_STATES.index)
        states[row.text("partner")][state].add(addresses.last(row.text("instrument")))
    return {partner: _strongest(each) for partner, each in states.items()}


def _strongest(states: dict[State, set[str]]) -> tuple[State, list[str]]:
    state = min(states, key=_STATES.index)
    return state, sorted(states[state])

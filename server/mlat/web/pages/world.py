"""The map: whom a jurisdiction can ask on a day, or whom an instrument binds; with the same as a table and as JSON."""

from __future__ import annotations

import datetime
import json

from flask import Blueprint, Response, request

from mlat.finder.question import read_day
from mlat.web.answers import keep
from mlat.web.languages import VARY, gettext as _
from mlat.web.pages.indexes import fold
from mlat.web.pages.places import Place, class_labels, parties_of, partners_of
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site, today

#: Whom the map shows where the address names nobody: Hong Kong, with which the graph began.
_FIRST_PARTY = "HKG"
_FIRST_YEAR = 1950


def blueprint(site: Site) -> Blueprint:
    """The routes of the map."""
    routes = Blueprint("world", __name__)

    @routes.get("/map")
    def world() -> Response:
        shown = _Shown(site)
        return page(
            "map.html",
            party=shown.party,
            instrument=shown.instrument,
            title=shown.title,
            day=shown.day,
            places=sorted(shown.places, key=lambda place: fold(place["name"])),
            jurisdictions=jurisdictions(site),
            instruments=[row for row in site.ask("instruments") if not row["bilateral"]],
        )

    @routes.get("/map.json")
    def data() -> Response:
        shown = _Shown(site)
        content = {
            "title": shown.title,
            "date": shown.day.isoformat(),
            "years": [_FIRST_YEAR, today().year],
            "legend": class_labels(),
            "places": shown.places,
        }
        response = keep(json.dumps(content, ensure_ascii=False).encode(), "application/json", 300)
        response.vary.update(VARY)
        return response

    return routes


class _Shown:
    """What the address asks for: a jurisdiction or an instrument, on a day."""

    def __init__(self, site: Site) -> None:
        self.day: datetime.date = read_day(request.args.get("on", ""), today())
        asked = request.args.get("instrument", "").strip()
        self.party = self.instrument = ""
        if asked:
            self.instrument = site.names.resolve("instrument", asked).iri
            self.title = _("Whom it binds: %(instrument)s", instrument=site.label(self.instrument))
            self.places: list[Place] = parties_of(site, self.instrument, self.day)
        else:
            name = request.args.get("from", "").strip() or _FIRST_PARTY
            self.party = site.names.resolve("jurisdiction", name).iri
            self.title = _("Whom %(party)s can ask under an instrument", party=site.label(self.party))
            self.places = partners_of(site, self.party, self.day)


def jurisdictions(site: Site) -> list[str]:
    """All jurisdictions by their names in the reader's language."""
    return sorted((entry.iri for entry in site.names.of_kind("jurisdiction")), key=lambda iri: fold(site.label(iri)))

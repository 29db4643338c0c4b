"""The map: whom a jurisdiction can ask on a day, or whom an instrument binds; also as a table and as JSON."""

from __future__ import annotations

import datetime

from flask import Blueprint, Response, request, url_for

from mlat.finder.question import read_day
from mlat.web.day import today
from mlat.web.languages import gettext as _
from mlat.web.languages import language
from mlat.web.pages import rendering
from mlat.web.pages.indexes import fold
from mlat.web.pages.places import Place, class_labels, parties_of, partners_of
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site

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
            shown=shown,
            places=sorted(shown.places, key=lambda place: fold(place["name"])),
            jurisdictions=jurisdictions(site),
            kinds=kinds_of_assistance(site),
            instruments=[row for row in site.ask("instruments") if not row["bilateral"]],
        )

    @routes.get("/map.json")
    def data() -> Response:
        shown = _Shown(site)
        content = {
            "title": shown.title,
            "date": shown.day.isoformat(),
            "years": [_FIRST_YEAR, today().year],
            "legend": class_labels(shown.assistance is not None),
            "places": [
                {name: value for name, value in place.items() if name != "instruments"}
                for place in shown.places
            ],
        }
        return rendering.data(content, site.settings.max_age)

    return routes


class _Shown:
    """What the address asks for: a jurisdiction with a kind of assistance, or an instrument; on a day."""

    def __init__(self, site: Site) -> None:
        self.day: datetime.date = read_day(request.args.get("on", ""), today())
        self.party = self.instrument = self.assistance = None
        asked = request.args.get("instrument", "").strip()
        if asked:
            self.instrument = site.names.resolve("instrument", asked)
            self.title = _("Whom it binds: %(instrument)s", instrument=site.label(self.instrument.iri))
            self.places: list[Place] = parties_of(site, self.instrument, self.day)
            return
        name = request.args.get("from", "").strip() or _FIRST_PARTY
        self.party = site.names.resolve("jurisdiction", name)
        if kind := request.args.get("for", "").strip():
            self.assistance = site.names.resolve("assistance", kind)
        self.title = _("Whom %(party)s can ask under an instrument", party=site.label(self.party.iri))
        if self.assistance:
            self.title += f": {site.label(self.assistance.iri)}"
        self.places = partners_of(site, self.party, self.assistance, self.day)

    @property
    def source(self) -> str:
        """The address of the same as JSON."""
        chosen = {"from": self.party, "instrument": self.instrument, "for": self.assistance}
        given = {name: entry.id for name, entry in chosen.items() if entry}
        return url_for("world.data", on=self.day.isoformat(), lang=language().tag, **given)  # type: ignore[arg-type]


def jurisdictions(site: Site) -> list[str]:
    """All jurisdictions by their names in the reader's language."""
    return sorted(
        (entry.iri for entry in site.names.of_kind("jurisdiction")), key=lambda iri: fold(site.label(iri))
    )


def kinds_of_assistance(site: Site) -> list[str]:
    """All kinds of assistance by their names in the reader's language."""
    return sorted(
        (entry.iri for entry in site.names.of_kind("assistance")), key=lambda iri: fold(site.label(iri))
    )

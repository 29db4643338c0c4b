"""Treaties in charts: how many were signed in each year, and how long they took to enter into force."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from flask import Blueprint, Response

from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site

_DAYS_OF_A_YEAR = 365.25


@dataclass(frozen=True)
class Wait:
    """The time from signature to force of one instrument, in years."""

    instrument: str
    signed: str
    since: str
    years: float


def blueprint(site: Site) -> Blueprint:
    """The route of the charts."""
    routes = Blueprint("charts", __name__)

    @routes.get("/charts")
    def charts() -> Response:
        instruments = site.ask("instruments")
        years: dict[str, Counter[str]] = defaultdict(Counter)
        for row in instruments:
            if row["signed"]:
                years[row.text("signed")[:4]][row.text("kind")] += 1
        kinds = sorted({row.text("kind") for row in instruments}, key=site.label)
        waits = [
            Wait(row.text("instrument"), row.text("signed"), row.text("from"), years_between)
            for row in instruments
            if row["bilateral"]
            and (years_between := _years(row.text("signed"), row.text("from"))) is not None
        ]
        waits.sort(key=lambda wait: (wait.years, wait.instrument))
        return page("charts.html", years=dict(sorted(years.items())), kinds=kinds, waits=waits)

    return routes


def _years(first: str, last: str) -> float | None:
    """The years between two days, in tenths; None where one of them is not known to the day."""
    try:
        days = (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days
    except ValueError:
        return None
    return round(days / _DAYS_OF_A_YEAR, 1)

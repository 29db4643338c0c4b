"""Bilateral instruments as a network of jurisdictions; as a table first."""

from __future__ import annotations

from itertools import groupby
from typing import TypedDict

from flask import Blueprint, Response

from mlat.web.day import today
from mlat.web.languages import gettext as _
from mlat.web.pages import addresses, rendering
from mlat.web.pages.participations import periods_of
from mlat.web.pages.regions import region_name
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site

_FIRST_YEAR = 1960


class Edge(TypedDict):
    """A bilateral instrument between two jurisdictions, with its periods as the script reads them."""

    id: str
    source: str
    target: str
    label: str
    year: str
    kind: str
    kindLabel: str
    periods: list[dict[str, str | None]]
    href: str


def blueprint(site: Site) -> Blueprint:
    """The routes of the network."""
    routes = Blueprint("network", __name__)

    @routes.get("/network")
    def network() -> Response:
        edges = _edges(site)
        names = {row.text("alpha3"): site.label(row.text("jurisdiction")) for row in site.ask("places")}
        return page("network.html", edges=edges, names=names, used=_used(edges))

    @routes.get("/network.json")
    def data() -> Response:
        edges = _edges(site)
        content = {
            "title": _("Network of bilateral instruments"),
            "date": today().isoformat(),
            "years": [_FIRST_YEAR, today().year],
            "nodes": _nodes(site, _used(edges)),
            "edges": edges,
        }
        return rendering.data(content, site.settings.max_age)

    return routes


def _used(edges: list[Edge]) -> set[str]:
    return {code for edge in edges for code in (edge["source"], edge["target"])}


def _nodes(site: Site, used: set[str]) -> list[dict[str, str]]:
    return [
        {
            "id": row.text("alpha3"),
            "label": str(site.label(row.text("jurisdiction"))),
            "region": region_name(row.text("region")),
            "href": addresses.document(row.text("jurisdiction")),
        }
        for row in site.ask("places")
        if row["alpha3"] in used
    ]


def _edges(site: Site) -> list[Edge]:
    known = {row.text("instrument"): row for row in site.ask("instruments")}
    edges = []
    for name, rows in groupby(site.ask("parties-of-bilaterals"), lambda row: row.text("instrument")):
        same = list(rows)
        instrument = known[name]
        edges.append(
            Edge(
                id=addresses.last(name),
                source=addresses.last(same[0].text("first")),
                target=addresses.last(same[0].text("second")),
                label=str(site.label(name)),
                year=instrument.text("signed")[:4],
                kind=addresses.last(instrument.text("kind")),
                kindLabel=str(site.label(instrument.text("kind"))),
                periods=[
                    {
                        "earliestFrom": period.earliest_from,
                        "latestFrom": period.latest_from,
                        "earliestUntil": period.earliest_until,
                        "latestUntil": period.latest_until,
                    }
                    for period in periods_of(same)
                ],
                href=addresses.document(name),
            )
        )
    return edges

"""Bilateral instruments as a network, and treaties in charts; both as tables first."""

from __future__ import annotations

import datetime
import json
from collections import Counter, defaultdict
from itertools import groupby

from flask import Blueprint, Response

from mlat.web.answers import keep
from mlat.web.languages import VARY
from mlat.web.pages import addresses
from mlat.web.pages.participations import period_of, state_of, strongest
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site, today


def blueprint(site: Site) -> Blueprint:
    """The routes of the network and of the charts."""
    routes = Blueprint("network", __name__)

    @routes.get("/network")
    def network() -> Response:
        edges = _edges(site)
        degrees = Counter(party for edge in edges for party in (edge["source"], edge["target"]))
        return page("network.html", edges=edges, degrees=degrees.most_common())

    @routes.get("/network.json")
    def data() -> Response:
        edges = _edges(site)
        used = {edge["source"] for edge in edges} | {edge["target"] for edge in edges}
        nodes = [
            {
                "id": row["alpha3"],
                "label": str(site.label(row.text("jurisdiction"))),
                "region": row["region"] or "",
                "href": addresses.document(row.text("jurisdiction")),
            }
            for row in site.ask("places")
            if row["alpha3"] in used
        ]
        body = json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False).encode()
        response = keep(body, "application/json", site.settings.max_age)
        response.vary.update(VARY)
        return response

    @routes.get("/charts")
    def charts() -> Response:
        instruments = site.ask("instruments")
        years: dict[str, Counter[str]] = defaultdict(Counter)
        for row in instruments:
            if row["signed"]:
                years[row.text("signed")[:4]][row.text("kind")] += 1
        kinds = sorted({row.text("kind") for row in instruments}, key=site.label)
        return page("charts.html", years=dict(sorted(years.items())), kinds=kinds, waits=_waits(site))

    return routes


def _edges(site: Site) -> list[dict[str, object]]:
    """One edge for each bilateral instrument, with its kind, year and state today."""
    known = {row["instrument"]: row for row in site.ask("instruments")}
    edges = []
    for name, rows in groupby(site.ask("parties-of-bilaterals"), lambda row: row.text("instrument")):
        same = list(rows)
        state = strongest(state_of(period, today()) for row in same if (period := period_of(row)))
        row = known[name]  # type: ignore[index]
        edges.append(
            {
                "id": addresses.last(name),
                "source": addresses.last(same[0].text("first")),
                "target": addresses.last(same[0].text("second")),
                "label": site.label(name),
                "kind": addresses.last(row.text("kind")),
                "kindLabel": site.label(row.text("kind")),
                "year": row.text("signed")[:4],
                "state": state.name.lower().replace("_", "-"),
                "href": addresses.document(name),
            }
        )
    return edges


def _waits(site: Site) -> list[dict[str, object]]:
    """For each bilateral instrument with both days, how many years passed from signature to force."""
    waits = []
    for row in site.ask("instruments"):
        signed, since = row.text("signed"), row.text("from")
        if row["bilateral"] and len(signed) >= 4 and len(since) >= 4:
            waits.append({"instrument": row.text("instrument"), "signed": signed, "since": since, "years": _years(signed, since)})
    return sorted(waits, key=lambda wait: (wait["years"], str(wait["instrument"])))


def _years(first: str, last: str) -> float:
    """The years between two dates, in tenths; of partial dates the year alone counts."""
    try:
        days = (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days
        return round(days / 365.25, 1)
    except ValueError:
        return float(int(last[:4]) - int(first[:4]))

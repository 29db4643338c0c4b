"""The page of a jurisdiction: what binds it and with whom, whom to address, what it declared, its laws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from flask import Response

from mlat.finder.asking import iri
from mlat.finder.rows import Row
from mlat.web.day import today
from mlat.web.pages.authority import read_authorities
from mlat.web.pages.facts import facts
from mlat.web.pages.participations import Participation, State, group, suspended_now
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site


def jurisdiction(site: Site, name: str) -> Response:
    """The page of a jurisdiction by its IRI."""
    party = iri(name)
    partners = {row["instrument"]: row["partner"] for row in site.ask("partners", party=party)}
    stopped = suspended_now(site)
    found = group(site.ask("participations-of-a-jurisdiction", party=party), stopped)
    bilateral = [each for each in found if each.row["bilateral"]]
    multilateral = [each for each in found if not each.row["bilateral"]]
    return page(
        "jurisdiction.html",
        iri=name,
        facts=facts(site, name),
        bilateral=_by_state(
            bilateral, lambda each: site.label(str(partners.get(each.row["instrument"], "")))
        ),
        multilateral=_by_state(multilateral, lambda each: site.label(each.row.text("instrument"))),
        bound=sum(each.state(today()) is State.BOUND for each in found),
        partners=partners,
        authorities=read_authorities(site, jurisdiction=party),
        declarations=site.ask("declarations", party=party),
        laws=merge_laws(site.ask("laws", jurisdiction=party)),
        State=State,
    )


def _by_state(
    found: Iterable[Participation], key: Callable[[Participation], str]
) -> dict[State, list[Participation]]:
    sorted_ones = sorted(found, key=lambda each: key(each).casefold())
    lists: dict[State, list[Participation]] = {state: [] for state in State}
    for each in sorted_ones:
        lists[each.state(today())].append(each)
    return {state: some for state, some in lists.items() if some}


def merge_laws(rows: Iterable[Row]) -> list[dict[str, object]]:
    """One record for each law, with all its titles, instruments and paths."""
    merged: dict[str, dict[str, object]] = {}
    several: dict[str, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        law = row.text("law")
        merged.setdefault(law, dict(row))
        for name in ("title", "instrument", "path"):
            if row[name] and row[name] not in several[law][name]:
                several[law][name].append(row[name])
    names = {"title": "titles", "instrument": "instruments", "path": "paths"}
    return [record | {names[k]: several[law][k] for k in names} for law, record in merged.items()]

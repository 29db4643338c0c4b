"""The page of an instrument: parties with dates, what its articles provide, declarations, sources."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from flask import Response

from mlat.finder.asking import iri
from mlat.finder.rows import Row
from mlat.graph.namespaces import ONTOLOGY
from mlat.web.day import today
from mlat.web.pages.facts import facts, local_name
from mlat.web.pages.participations import State, group
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site


def instrument(site: Site, name: str) -> Response:
    """The page of an instrument by its IRI."""
    which = iri(name)
    known = facts(site, name)
    parties = group(site.ask("participations-of-an-instrument", instrument=which))
    parties.sort(key=lambda each: site.label(each.row.text("party")).casefold())
    provisions = site.ask("provisions", instrument=which)
    provisions.sort(key=lambda row: (row.text("property"), _in_order(row.text("article"))))
    return page(
        "instrument.html",
        iri=name,
        facts=known,
        bilateral=f"{ONTOLOGY}BilateralInstrument" in known.get("type", ()),
        parties=parties,
        states=Counter(each.state(today()) for each in parties),
        provisions={kind: list(rows) for kind, rows in groupby(provisions, _kind)},
        declarations=site.ask("declarations", instrument=which),
        suspensions=site.ask("suspensions", instrument=which),
        related=site.ask("related", instrument=which),
        citations=site.ask("citations", instrument=which),
        coverage=next(iter(site.ask("coverage-of-an-instrument", instrument=which)), None),
        statements=site.ask("statements", record=which),
        State=State,
    )


def _in_order(article: str) -> list[tuple[int, str]]:
    """An article as a key that sorts 3 before 11, and 46(3)(a) after 46."""
    return [(int(piece), "") if piece.isdigit() else (0, piece) for piece in re.findall(r"\d+|\D+", article)]


def _kind(row: Row) -> str:
    return local_name(row.text("property"))

"""Lists of all jurisdictions, instruments, authorities, concepts and sources, with filters, also as CSV.

One table of lists drives the routes, the pages and the CSV files.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request

from mlat.errors import UnknownName
from mlat.finder.rows import Row
from mlat.graph.formats import write_rows
from mlat.web.answers import keep
from mlat.web.day import today
from mlat.web.languages import gettext as _
from mlat.web.pages.addresses import last
from mlat.web.pages.regions import region_name
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site

_LONGEST = 200


@dataclass(frozen=True)
class List:
    """One list: its query, the column of the record, and the columns by which it can be filtered."""

    name: str
    query: str
    record: str
    filters: tuple[str, ...] = ()
    dated: bool = False


LISTS = (
    List("jurisdictions", "jurisdictions", "jurisdiction", ("kind", "region"), dated=True),
    List("instruments", "instruments", "instrument", ("kind", "status")),
    List("authorities", "authorities-index", "authority", ("jurisdiction",)),
    List("concepts", "all-concepts", "concept", ("scheme",)),
    List("sources", "publishers", "publisher", ("kind",)),
)


@dataclass(frozen=True)
class Shown:
    """The rows of a list that pass its filters, with the values that each filter offers."""

    rows: Sequence[Row]
    total: int
    choices: dict[str, list[tuple[str, str]]]
    chosen: dict[str, str]
    text: str


def blueprint(site: Site) -> Blueprint:
    """The routes of all lists."""
    routes = Blueprint("indexes", __name__)
    for each in LISTS:
        view = _view(site, each)
        routes.add_url_rule(f"/{each.name}", each.name, view)
        routes.add_url_rule(f"/{each.name}.<suffix>", f"{each.name}_file", view)
    return routes


def _view(site: Site, which: List) -> Callable[..., Response]:
    def view(suffix: str = "html") -> Response:
        if suffix not in ("html", "csv"):
            raise UnknownName(f"the list of {which.name} comes as html and csv, not as {suffix[:20]}")
        shown = _select(site, which)
        if suffix == "csv":
            body = write_rows(
                ["label", *shown.rows[0].keys()] if shown.rows else ["label"], _cells(site, which, shown.rows)
            )
            response = keep(body.encode(), "text/csv", site.settings.max_age)
            response.headers["Content-Disposition"] = f'inline; filename="{which.name}.csv"'
            return response
        response = page(f"{which.name}.html", shown=shown, which=which, title=_titles()[which.name])
        response.headers["Link"] = f'</{which.name}.csv>; rel="alternate"; type="text/csv"'
        return response

    return view


def _titles() -> dict[str, str]:
    return {
        "jurisdictions": _("Jurisdictions"),
        "instruments": _("Instruments"),
        "authorities": _("Authorities"),
        "concepts": _("Kinds of assistance, grounds for refusal and other concepts"),
        "sources": _("Sources"),
    }


def _select(site: Site, which: List) -> Shown:
    rows = site.ask(which.query, **({"on": today()} if which.dated else {}))
    rows = sorted(rows, key=lambda row: fold(site.label(row.text(which.record))))
    choices = {name: _choices(site, rows, name) for name in which.filters}
    chosen = {name: request.args.get(name, "")[:_LONGEST] for name in which.filters}
    text = request.args.get("q", "").strip()[:_LONGEST]
    kept = [row for row in rows if _passes(site, which, row, chosen, fold(text))]
    return Shown(kept, len(rows), choices, chosen, text)


def _passes(site: Site, which: List, row: Row, chosen: dict[str, str], text: str) -> bool:
    if any(value and last(row.text(name)) != value for name, value in chosen.items()):
        return False
    return not text or text in fold(" ".join([site.label(row.text(which.record)), *_texts(row)]))


def _texts(row: Row) -> Iterable[str]:
    return (last(str(value)) for value in row.values() if value is not None)


def _choices(site: Site, rows: Iterable[Row], name: str) -> list[tuple[str, str]]:
    """The values of a column, each with what it is called, by name."""
    values = {row.text(name) for row in rows if row[name]}
    named = [(last(value), site.label(value) if "://" in value else region_name(value)) for value in values]
    return sorted(named, key=lambda pair: fold(pair[1]))


def _cells(site: Site, which: List, rows: Iterable[Row]) -> Iterable[list[object]]:
    return (
        [site.label(row.text(which.record)), *("" if v is None else v for v in row.values())] for row in rows
    )


def fold(text: str) -> str:
    """A text for comparing: without case and without marks on letters."""
    if text.isascii():
        return text.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()

"""The panel as tables: pairs and years, jurisdictions and years, and the network of one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from mlat.publish.tables.columns import Column, read_columns
from mlat.publish.tables.panel import Link, Pair, Panel, Years, bits
from mlat.publish.tables.table import Cell, Row, Table, make_table

_BOUND = (
    "bound text required by the closest instrument that certainly binds them: bilateral, else multilateral, "
    "else united-nations (only conventions of which its Secretary-General is depositary); unknown where none "
    "certainly does but one may, or a list of parties is incomplete; else none-known"
)
_OPEN = (
    "incomplete_lists number required instruments that may bind one of the two and don't name the other, but "
    "whose list of parties isn't known to be complete"
)
_GROUPS = (
    "bilateral_min number required bilateral instruments that certainly bind",
    "bilateral_max number required bilateral instruments that may bind, the certain ones included",
    "multilateral_min number required multilateral instruments that certainly bind",
    "multilateral_max number required multilateral instruments that may bind, the certain ones included",
    "united_nations_min number required of the multilateral ones that certainly bind, those of which the "
    "Secretary-General of the United Nations is depositary",
    "united_nations_max number required of the multilateral ones that may bind, those of which the "
    "Secretary-General of the United Nations is depositary",
)
_MEASURED = (
    "Measured on 31 December; the last year on the day up to which the graph knows, {day}. _min counts what "
    "certainly binds, _max also what nothing known rules out."
)


def panel_table(panel: Panel) -> Table:
    """A row for each pair and year in which an instrument may bind both, or both had come to sign one."""
    columns = _columns(
        "panel",
        "first ref:jurisdictions key one jurisdiction; its code comes first in the alphabet",
        "second ref:jurisdictions key the other jurisdiction",
        "year number key the year",
        _BOUND,
        *_GROUPS,
        *(_kind_line(kind) for kind in panel.kinds),
        "signed_bilateral number required bilateral instruments that the second of them signed in the year",
        "signed_multilateral number required multilateral instruments likewise",
        _OPEN,
    )
    description = (
        "Pairs are undirected. A pair has a row for each year in which an instrument may bind both, or the "
        "second of the two signed one that the other had signed. For all other years every count is 0, and "
        "jurisdiction-years tells of incomplete lists: these rows are left out because the graph doesn't say "
        "since when a state existed. " + _measured(panel)
    )
    return make_table("panel", "Pairs and years", description, columns, _panel_rows(panel))


def _kind_line(kind: str) -> str:
    return f"{kind.replace('-', '_')}_min number required instruments of the kind {kind} that certainly bind"


def _panel_rows(panel: Panel) -> Iterator[Row]:
    first_year = int(panel.days[0][:4])
    for pair, links in panel.pairs.items():
        open_lists = panel.open_lists(pair)
        sets = [years for link in links for years in (link.certain, link.possible, link.signed)]
        changes = _changes([*sets, *open_lists])
        values: Row = ()
        for bit in bits(_union(sets)):
            if not values or changes >> bit & 1:
                values = _values(links, open_lists, bit, panel.kinds)
            yield (*pair, first_year + bit, *values)


def _union(sets: Iterable[Years]) -> Years:
    return reduce(or_, sets, 0)


def _changes(sets: Iterable[Years]) -> Years:
    """The years in which any of the sets differs from the year before."""
    return _union(years ^ years << 1 for years in sets)


def _values(links: Sequence[Link], open_lists: Sequence[Years], bit: int, kinds: tuple[str, ...]) -> Row:
    """The columns of one pair in one year, but for its key."""
    groups, missing = _groups(links, bit), _count(open_lists, bit)
    in_force, signed = dict.fromkeys(kinds, 0), {True: 0, False: 0}
    for link in links:
        if link.certain >> bit & 1:
            in_force[link.instrument.kind] += 1
        if link.signed >> bit & 1:
            signed[link.instrument.bilateral] += 1
    return (_bound(groups, missing), *groups, *in_force.values(), signed[True], signed[False], missing)


def _count(sets: Sequence[Years], bit: int) -> int:
    return sum(years >> bit & 1 for years in sets)


def _groups(links: Sequence[Link], bit: int) -> list[int]:
    """The numbers of the columns ``bilateral_min`` to ``united_nations_max``."""
    numbers = [0, 0, 0, 0, 0, 0]
    for link in links:
        if link.possible >> bit & 1:
            certain = link.certain >> bit & 1
            place = 0 if link.instrument.bilateral else 2
            numbers[place] += certain
            numbers[place + 1] += 1
            if place and link.instrument.united_nations:
                numbers[4] += certain
                numbers[5] += 1
    return numbers


def _bound(groups: Sequence[int], missing: int) -> str:
    bilateral, bilateral_max, multilateral, multilateral_max, nations, _ = groups
    if bilateral:
        return "bilateral"
    if multilateral:
        return "multilateral" if multilateral > nations else "united-nations"
    return "unknown" if bilateral_max or multilateral_max or missing else "none-known"


def jurisdiction_years_table(panel: Panel) -> Table:
    """A row for each jurisdiction and year in which an instrument may bind it."""
    columns = _columns(
        "jurisdiction-years",
        "jurisdiction ref:jurisdictions key the jurisdiction",
        "year number key the year",
        *_GROUPS,
        "incomplete_lists number required instruments that may bind it and whose list of parties isn't known "
        "to be complete, so that any other jurisdiction may be a party too",
    )
    description = "How many instruments bind each jurisdiction, to whatever others. " + _measured(panel)
    return make_table(
        "jurisdiction-years", "Jurisdictions and years", description, columns, _jurisdiction_rows(panel)
    )


def _jurisdiction_rows(panel: Panel) -> Iterator[Row]:
    first_year = int(panel.days[0][:4])
    for jurisdiction, links in panel.single.items():
        open_lists = [link.possible for link in links if not link.instrument.complete]
        for bit in bits(_union(link.possible for link in links)):
            yield (jurisdiction, first_year + bit, *_groups(links, bit), _count(open_lists, bit))


def edges_table(panel: Panel) -> Table:
    """The last day of the panel as the edges of a network."""
    columns = _columns(
        "network-edges",
        "source ref:network-nodes key one jurisdiction",
        "target ref:network-nodes key the other",
        _BOUND,
        *_GROUPS,
        "instruments refs:instruments required those that may bind both",
    )
    description = (
        f"An undirected edge for each pair that an instrument may bind on {panel.days[-1]}. _min counts what "
        "certainly binds, _max also what nothing known rules out."
    )
    return make_table("network-edges", "Network: edges", description, columns, _edge_rows(panel))


def _edge_rows(panel: Panel) -> Iterator[Row]:
    last = len(panel.days) - 1
    for pair, links in panel.pairs.items():
        names: Cell = tuple(sorted(link.instrument.name for link in links if link.possible >> last & 1))
        if names:
            groups = _groups(links, last)
            yield (*pair, _bound(groups, _count(panel.open_lists(pair), last)), *groups, names)


def nodes_table(panel: Panel, jurisdictions: Table) -> Table:
    """The jurisdictions between which there are edges, with what networks are coloured by."""
    taken = ("id", "name", "kind", "region", "subregion")
    places = [[column.name for column in jurisdictions.columns].index(name) for name in taken]
    columns = _columns(
        "network-nodes",
        "id ref:jurisdictions key code of the jurisdiction",
        "label text required English short name",
        "kind text required kind of jurisdiction",
        "region text optional mlat:region",
        "subregion text optional mlat:subregion",
        "partners number required with how many others an instrument may bind it",
    )
    degrees: Counter[str] = Counter(code for pair in _last_pairs(panel) for code in pair)
    rows = [
        (*(row[place] for place in places), degrees[str(row[places[0]])])
        for row in jurisdictions.rows
        if str(row[places[0]]) in degrees
    ]
    description = f"The jurisdictions that the edges join, on {panel.days[-1]}."
    return make_table("network-nodes", "Network: nodes", description, columns, rows)


def _last_pairs(panel: Panel) -> Iterator[Pair]:
    last = len(panel.days) - 1
    return (pair for pair, links in panel.pairs.items() if any(link.possible >> last & 1 for link in links))


def _columns(table: str, *lines: str) -> tuple[Column, ...]:
    return read_columns(lines, table)


def _measured(panel: Panel) -> str:
    return _MEASURED.format(day=panel.days[-1])

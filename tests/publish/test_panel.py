"""The panel of pairs and years, and the network: against small facts, and against the example queries."""

from __future__ import annotations

import random

import pytest

from mlat.errors import PublishError
from mlat.graph.loading import load_project
from mlat.graph.parameters import resolve_all
from mlat.graph.query_files import queries_folder, read_folder
from mlat.graph.store import Store
from mlat.publish.tables.facts import Facts, Instrument, Period, read_facts
from mlat.publish.tables.panel import Panel, make_panel
from mlat.publish.tables.panel_tables import edges_table, jurisdiction_years_table, panel_table
from mlat.publish.tables.table import Table

DAY = "2003-06-30"
TREATY = Instrument("aaa-bbb-2000", "bilateral-treaty", True, False, True)
CONVENTION = Instrument("un-2000", "multilateral-convention", False, True, False)
REGIONAL = Instrument("region-2000", "multilateral-convention", False, False, True)


def made(*instruments, periods, parties=None, signed=None):
    """A panel of instruments; a period is (from, until), each (earliest, latest) or one day."""
    kinds = ("bilateral-treaty", "multilateral-convention")
    names = {each.name: {} for each in instruments} | (parties or {})
    spans = {}
    for (name, party), found in periods.items():
        names[name].setdefault(party, frozenset({""}))
        spans[name, party] = [period(*each) for each in found]
    return make_panel(Facts(DAY, kinds, instruments, names, signed or {}, spans))


def period(begun, ended=""):
    begins = begun if isinstance(begun, tuple) else (begun, begun)
    ends = ended if isinstance(ended, tuple) else (ended, ended)
    return Period(*begins, *ends)


def rows(table: Table):
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def by_year(panel: Panel, column="bound"):
    return {row["year"]: row[column] for row in rows(panel_table(panel))}


def between(begun, ended=""):
    return {(TREATY.name, party): [(begun, ended)] for party in ("AAA", "BBB")}


def test_a_pair_is_bound_from_the_first_last_of_december_on():
    assert by_year(made(TREATY, periods=between("2001-12-31"))) == dict.fromkeys(
        (2001, 2002, 2003), "bilateral"
    )


def test_the_last_year_is_measured_on_the_day_of_the_graph():
    assert by_year(made(TREATY, periods=between("2003-07-01"))) == {}
    assert by_year(made(TREATY, periods=between("2003-06-30"))) == {2003: "bilateral"}


def test_the_day_of_the_end_is_no_longer_covered():
    assert by_year(made(TREATY, periods=between("2001-01-01", "2002-12-31"))) == {2001: "bilateral"}


def test_a_span_counts_in_max_and_not_in_min():
    panel = made(TREATY, periods=between(("2001-01-01", "2002-06-30")))
    assert by_year(panel) == {2001: "unknown", 2002: "bilateral", 2003: "bilateral"}
    assert by_year(panel, "bilateral_min") == {2001: 0, 2002: 1, 2003: 1}
    assert by_year(panel, "bilateral_max") == {2001: 1, 2002: 1, 2003: 1}


def test_a_period_without_a_latest_beginning_is_never_certain():
    assert by_year(made(TREATY, periods=between(("2002-01-01", "")), signed=signatures("2002", "2002"))) == {
        2002: "unknown",
        2003: "unknown",
    }


def test_a_second_period_after_a_suspension_counts_once():
    periods = {key: [("2000-01-01", "2001-06-01"), ("2002-06-01", "")] for key in between("2000-01-01")}
    panel = made(TREATY, periods=periods)
    assert by_year(panel, "bilateral_min") == {2000: 1, 2002: 1, 2003: 1}


def test_only_united_nations_conventions_are_told_apart():
    periods = {("un-2000", party): [("2001-01-01", "")] for party in ("AAA", "BBB", "CCC")}
    periods |= {("region-2000", party): [("2002-01-01", "")] for party in ("AAA", "BBB")}
    panel = made(CONVENTION, REGIONAL, periods=periods)
    assert {(row["source"], row["target"]): row["bound"] for row in rows(edges_table(panel))} == {
        ("AAA", "BBB"): "multilateral",
        ("AAA", "CCC"): "united-nations",
        ("BBB", "CCC"): "united-nations",
    }


def signatures(one, other, name=TREATY.name):
    return {(name, "AAA"): one, (name, "BBB"): other}


def test_a_signature_counts_in_the_year_of_the_second():
    panel = made(TREATY, periods=between("2003-01-01"), signed=signatures("2000-05-01", "2002-01"))
    assert by_year(panel, "signed_bilateral") == {2002: 1, 2003: 0}
    assert by_year(panel)[2002] == "none-known"


def test_an_incomplete_list_makes_what_is_not_known_unknown():
    periods = between("2003-01-01") | {("un-2000", "AAA"): [("2002-01-01", "")]}
    panel = made(TREATY, CONVENTION, periods=periods, signed=signatures("2001", "2002"))
    assert by_year(panel) == {2002: "unknown", 2003: "bilateral"}
    assert by_year(panel, "incomplete_lists") == {2002: 1, 2003: 1}
    alone = {row["jurisdiction"]: row["incomplete_lists"] for row in rows(jurisdiction_years_table(panel))}
    assert alone == {"AAA": 1, "BBB": 0}


def test_a_territory_is_not_bound_towards_the_state_that_extended_the_instrument_to_it():
    own, by_a = frozenset({""}), frozenset({"AAA"})
    parties = {TREATY.name: {"AAA": own, "BBB": own, "TTT": by_a, "UUU": by_a}}
    periods = {(TREATY.name, party): [("2003-01-01", "")] for party in ("AAA", "BBB", "TTT", "UUU")}
    pairs = made(TREATY, periods=periods, parties=parties).pairs
    assert set(pairs) == {("AAA", "BBB"), ("BBB", "TTT"), ("BBB", "UUU")}


def test_a_graph_that_does_not_tell_its_day_is_refused(store):
    with pytest.raises(PublishError, match="up to which day"):
        read_facts(store)


@pytest.fixture(scope="module")
def project() -> Store:
    return load_project()


@pytest.fixture(scope="module")
def panel(project: Store) -> Panel:
    return make_panel(read_facts(project))


def counted(panel: Panel, one: str, other: str, year: int):
    """How many instruments certainly bind a pair at the end of a year, and how many are unknown."""
    bit = year - int(panel.days[0][:4])
    links = panel.pairs.get((min(one, other), max(one, other)), [])
    certain = sum(link.certain >> bit & 1 for link in links)
    return certain, sum(link.possible >> bit & 1 for link in links) - certain


def asked(project: Store, one: str, other: str, day: str):
    """The same from the example query."""
    query = read_folder(queries_folder("examples"))["which-instruments-bind"]
    bindings = resolve_all(query, {"from": one, "to": other, "on": day}, project)
    table = project.table(query.text, bindings=bindings)
    found: dict[str, set[str]] = {}
    for row in table.rows:
        binding, instrument, aspect = (term.value for term in row[:3])
        if aspect == "instrument":
            found.setdefault(instrument, set()).add(binding)
    certain = sum("bound" in bindings for bindings in found.values())
    return certain, len(found) - certain


CASES = [
    ("HKG", "USA", 2019),  # before the suspension
    ("HKG", "USA", 2020),  # after it
    ("HKG", "SWE", 2017),
    ("HKG", "SWE", 2018),  # in force since some day of the year
    ("SVK", "DEU", 1992),
    ("SVK", "DEU", 1993),  # a successor
    ("CZE", "SVK", 1995),
    ("CSK", "FRA", 1991),  # a former state
    ("CSK", "FRA", 1993),
    ("CYM", "USA", 2020),  # a territory
    ("ARE", "AUS", 2015),  # entry into force not known
    ("BRA", "CHE", 2026),
]


@pytest.mark.whole_data
@pytest.mark.parametrize(("one", "other", "year"), CASES)
def test_the_panel_agrees_with_the_example_query(project, panel, one, other, year):
    day = panel.days[year - int(panel.days[0][:4])]
    assert counted(panel, one, other, year) == asked(project, one, other, day)


@pytest.mark.whole_data
def test_pairs_and_years_by_chance_agree_with_the_example_query(project, panel):
    chance = random.Random(2026)
    for one, other in chance.sample(sorted(panel.pairs), 40):
        year = chance.randint(1985, 2025)
        found = counted(panel, one, other, year)
        assert found == asked(project, one, other, f"{year}-12-31"), (one, other, year)


@pytest.mark.whole_data
def test_a_suspended_and_an_ended_agreement_leave_the_panel(panel):
    assert [counted(panel, "HKG", "USA", year) for year in (2019, 2020)] == [(1, 0), (0, 0)]
    ended = {
        pair
        for pair, links in panel.pairs.items()
        for link in links
        if link.instrument.bilateral and link.certain and not link.possible >> len(panel.days) - 1
    }
    assert ended >= {("AUS", "HKG"), ("CAN", "HKG"), ("GBR", "HKG"), ("HKG", "NZL"), ("HKG", "USA")}


@pytest.mark.whole_data
def test_pairs_bound_only_through_the_united_nations_are_those_of_the_example_query(project, panel):
    query = read_folder(queries_folder("examples"))["pairs-bound-only-through-the-united-nations"]
    table = project.table(query.text, bindings=resolve_all(query, {"on": panel.days[-1]}, project))
    expected = {(row[0].value, row[1].value) for row in table.rows}
    members = {row[0].value for row in project.table(MEMBERS).rows}
    found = {row[:2] for row in edges_table(panel).rows if row[2] == "united-nations"}
    assert {pair for pair in found if set(pair) <= members} == expected


MEMBERS = """PREFIX mlat: <https://w3id.org/mlat/ontology#>
SELECT ?code { ?state mlat:unMember true ; mlat:isoAlpha3 ?code }"""

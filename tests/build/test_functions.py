from __future__ import annotations

import datetime

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlat.build.functions import after, first_day, first_of_next_month, functions, last_day
from mlat.graph.namespaces import BASE, XSD

YEARS = st.integers(1, 9000).map(lambda year: f"{year:04}")
DAYS = st.dates(max_value=datetime.date(9000, 1, 1)).map(datetime.date.isoformat)
MONTHS = DAYS.map(lambda day: day[:7])
DATES = st.one_of(YEARS, MONTHS, DAYS)
COUNTS = st.integers(0, 1200)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("2015-02", "2015-02-01", "2015-02-28"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2015-04", "2015-04-01", "2015-04-30"),
        ("2015-12", "2015-12-01", "2015-12-31"),
        ("2015-10-31", "2015-10-31", "2015-10-31"),
    ],
)
def test_a_date_has_a_first_and_a_last_day(date: str, first: str, last: str) -> None:
    assert (first_day(date), last_day(date)) == (first, last)


@pytest.mark.parametrize(
    ("date", "duration", "later"),
    [
        ("2004-01-29", "P30D", "2004-02-28"),
        ("2003-12-02", "P30D", "2004-01-01"),
        ("2004-02-28", "P1D", "2004-02-29"),
        ("2004-01-31", "P1M", "2004-02-29"),
        ("2005-01-31", "P1M", "2005-02-28"),
        ("2004-10-31", "P1M", "2004-11-30"),
        ("2004-11-30", "P3M", "2005-02-28"),
        ("2004-12-31", "P12M", "2005-12-31"),
        ("2004-02-29", "P1Y", "2005-02-28"),
        ("1996-11-30", "P3M1D", "1997-03-01"),
        ("1996-02-29", "P1Y1M1D", "1997-03-30"),
        ("2004-01-31", "P0D", "2004-01-31"),
        ("2004-01-31", "P0M", "2004-01-31"),
        ("2004-01-31", "PT0S", "2004-01-31"),
    ],
)
def test_months_stop_at_the_end_of_the_month_and_days_come_after(
    date: str, duration: str, later: str
) -> None:
    assert after(date, duration) == later


@pytest.mark.parametrize(
    "duration", ["", "P", "30D", "P30", "-P30D", "P1.5M", "PT24H", "P1DT1S", "three months"]
)
def test_a_duration_not_in_years_months_and_days_is_refused(duration: str) -> None:
    with pytest.raises(ValueError, match="is no duration"):
        after("2004-01-31", duration)


@pytest.mark.parametrize("date", ["2004", "2004-01", "2004-02-30", ""])
def test_only_from_a_day_can_be_counted(date: str) -> None:
    with pytest.raises(ValueError):
        after(date, "P30D")


@pytest.mark.parametrize(
    ("date", "first"),
    [("2004-04-15", "2004-05-01"), ("2004-04-01", "2004-05-01"), ("2004-12-31", "2005-01-01")],
)
def test_the_next_month_begins_after_any_day_of_this(date: str, first: str) -> None:
    assert first_of_next_month(date) == first


@given(DATES)
def test_bounds_are_days_of_the_date_and_in_order(date: str) -> None:
    first, last = first_day(date), last_day(date)
    assert first <= last
    assert first.startswith(date)
    assert last.startswith(date)
    assert datetime.date.fromisoformat(first) <= datetime.date.fromisoformat(last)


@given(st.one_of(YEARS, MONTHS))
def test_the_day_after_the_last_is_no_longer_of_the_date(date: str) -> None:
    assert not after(last_day(date), "P1D").startswith(date)


@given(DAYS, COUNTS)
def test_days_are_counted_one_by_one(day: str, count: int) -> None:
    passed = datetime.date.fromisoformat(after(day, f"P{count}D")) - datetime.date.fromisoformat(day)
    assert passed.days == count


@given(DAYS, COUNTS)
def test_months_lead_to_the_month_counted_and_never_to_a_later_day(day: str, count: int) -> None:
    later = after(day, f"P{count}M")
    assert _months(later) == _months(day) + count
    assert int(later[8:]) <= int(day[8:])
    assert later[8:] == day[8:] or later == last_day(later[:7])


@given(DAYS, COUNTS, COUNTS)
def test_a_mixed_duration_is_its_months_then_its_days(day: str, months: int, days: int) -> None:
    assert after(day, f"P{months}M{days}D") == after(after(day, f"P{months}M"), f"P{days}D")


@given(DAYS)
def test_the_next_month_begins_the_day_after_this_one_ends(day: str) -> None:
    assert first_of_next_month(day) == after(last_day(day[:7]), "P1D")


def test_in_a_query_a_function_that_cannot_be_computed_has_no_value() -> None:
    named = {name.value.removeprefix(f"{BASE}function#"): function for name, function in functions().items()}
    day, month = _literal("2004-01-31", "date"), _literal("2004-01", "gYearMonth")
    assert named["lastDay"](month) == day
    assert named["after"](day, _literal("P1M", "yearMonthDuration")) == _literal("2004-02-29", "date")
    assert named["after"](month, _literal("P1M", "yearMonthDuration")) is None
    assert named["after"](day) is None
    assert named["firstDay"](ox.NamedNode(f"{BASE}refusal/other")) is None


def test_a_date_beyond_the_calendar_has_no_value() -> None:
    named = {name.value: function for name, function in functions().items()}
    late = _literal("9999-12-31", "date")
    assert named[f"{BASE}function#after"](late, _literal("P1D", "dayTimeDuration")) is None


def _months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7])


def _literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(f"{XSD}{datatype}"))

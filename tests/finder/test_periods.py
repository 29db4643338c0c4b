"""Times with unsure ends: three values, and what two sides have in common."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlat.finder.periods import Period, Span, Verdict, first_day, holding, last_day, together, verdict

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)).map(datetime.date.isoformat)


@st.composite
def periods(draw) -> Period:
    """A period as the rules derive it: bounds in order, where there are any."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    end, over = sorted((draw(DAYS), draw(DAYS)))
    ends = draw(st.booleans())
    return Period(first, draw(st.sampled_from((last, None))), end if ends else None, over if ends else None)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2017-12-31", Verdict.NO),
        ("2018-01-01", Verdict.UNKNOWN),
        ("2018-12-31", Verdict.YES),
        ("2020-06-30", Verdict.YES),
        ("2020-07-01", Verdict.UNKNOWN),
        ("2020-07-31", Verdict.NO),
    ],
)
def test_a_period_has_three_values(day, expected):
    assert Period("2018-01-01", "2018-12-31", "2020-07-01", "2020-07-31").holds(day) is expected


def test_without_a_sure_beginning_it_is_never_certain():
    assert Period("2018-01-01").holds("2026-01-01") is Verdict.UNKNOWN


@given(periods(), periods(), DAYS)
def test_both_are_bound_where_each_is(one, other, day):
    joint = one.together(other)
    assert joint.holds(day) is min(one.holds(day), other.holds(day))


@given(periods(), periods())
def test_the_order_of_the_sides_does_not_matter(one, other):
    assert one.together(other) == other.together(one)


@given(st.lists(periods(), max_size=3), st.lists(periods(), max_size=3), DAYS)
def test_what_holds_is_found(ones, others, day):
    joint = together(ones, others)
    found = holding(joint, day)
    expected = min(verdict(ones, day), verdict(others, day))
    assert (found.holds(day) if found else Verdict.NO) is verdict(joint, day)
    assert verdict(joint, day) <= expected


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (Span("2019-06-30", "2019-06-30"), "2019-06-30"),
        (Span("2018-01-01", "2018-12-31"), "2018"),
        (Span("2018-02-01", "2018-02-28"), "2018-02"),
        (Span("1997-04-15", "2016-06-23"), "1997-04-15/2016-06-23"),
        (Span(None, "2016-06-23"), "../2016-06-23"),
        (Span("1997-04-15", None), "1997-04-15/.."),
    ],
)
def test_a_span_is_written_as_shortly_as_it_is_known(span, text):
    assert span.text == text


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020-02-03", "2020-02-03", "2020-02-03"),
    ],
)
def test_partial_dates_have_a_first_and_a_last_day(date, first, last):
    assert (first_day(date), last_day(date)) == (first, last)

from __future__ import annotations

import pytest

from mlat.build.dates import Delay, check_date, date_datatype, read_delay


@pytest.mark.parametrize("text", ["2015-10-31", "2015-10", "2015", "2000-02-29", "0001"])
def test_days_months_and_years_are_dates(text: str) -> None:
    check_date(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2015-02-30", "2015-02 has no day 30"),
        ("1900-02-29", "1900-02 has no day 29"),
        ("2015-13", "there is no month 13"),
        ("2015-00-01", "there is no month 00"),
        ("2015-01-00", "2015-01 has no day 00"),
        ("0000", "there is no year 0000"),
        ("31.10.2015", "write 2015-10-31, 2015-10 or 2015"),
        ("2015-1-1", "write 2015-10-31"),
        ("2015-10-31T00:00", "write 2015-10-31"),
        ("２０１５", "write 2015-10-31"),
    ],
)
def test_impossible_dates_are_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        check_date(text)


@pytest.mark.parametrize(
    ("text", "name"), [("2015", "gYear"), ("2015-10", "gYearMonth"), ("2015-10-31", "date")]
)
def test_partial_dates_stay_partial(text: str, name: str) -> None:
    assert date_datatype(text).endswith(f"#{name}")


@pytest.mark.parametrize(
    ("kind", "value", "delay"),
    [
        ("days-after-deposit", "30", Delay("P30D", 0, False)),
        ("months-after-deposit", "3", Delay("P3M", 0, False)),
        ("first-of-month-after-months", "3", Delay("P3M", 0, True)),
        ("on-deposit", "", Delay("P0D", 0, False)),
        ("other", "3m+1d", Delay("P3M", 1, False)),
        ("other", "first day after the third month", None),
        ("", "", None),
    ],
)
def test_rules_give_delays_that_can_be_added(kind: str, value: str, delay: Delay | None) -> None:
    assert read_delay(kind, value) == delay


def test_a_rule_in_days_needs_a_number_of_days() -> None:
    with pytest.raises(ValueError, match="thirty"):
        read_delay("days-after-deposit", "thirty")

"""Dates as the tables write them (a day, a month or a year), and the delays of final clauses."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from mlat.graph.namespaces import XSD

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTHS_AND_DAYS = re.compile(r"(\d{1,3})m\+(\d{1,3})d")
_DATATYPES = {4: f"{XSD}gYear", 7: f"{XSD}gYearMonth", 10: f"{XSD}date"}


def check_date(text: str) -> None:
    """Raise ValueError, with a message for the person who typed it, unless the text is a possible date."""
    match = _DATE.fullmatch(text)
    if match is None or not text.isascii():
        raise ValueError(f'"{text}" is not a date; write 2015-10-31, 2015-10 or 2015')
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year:
        raise ValueError(f'"{text}" is not a date: there is no year 0000')
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f'"{text}" is not a date: there is no month {month:02}')
    if month is not None and day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f'"{text}" is not a date: {text[:7]} has no day {day:02}')


def date_datatype(text: str) -> str:
    """The XML Schema type of a checked date: ``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear``."""
    return _DATATYPES[len(text)]


@dataclass(frozen=True)
class Delay:
    """The time between a party's consent and its being bound, as a final clause counts it.

    ``duration`` is an XML Schema duration in days (``P30D``) or months (``P3M``); ``extra_days`` are
    counted after the months; ``first_of_month`` moves the result to the first day of the next month.
    """

    duration: str
    extra_days: int
    first_of_month: bool

    @property
    def datatype(self) -> str:
        """``xsd:dayTimeDuration`` for days, ``xsd:yearMonthDuration`` for months."""
        return f"{XSD}dayTimeDuration" if self.duration.endswith("D") else f"{XSD}yearMonthDuration"


def read_delay(kind: str, value: str) -> Delay | None:
    """The delay of a rule of that ``rule-kind``; None where it states no plain delay.

    Raises ValueError when the kind needs a number and the value is none.
    """
    if kind == "on-deposit":
        return Delay("P0D", 0, False)
    if mixed := _MONTHS_AND_DAYS.fullmatch(value):
        return Delay(f"P{int(mixed[1])}M", int(mixed[2]), False)
    if kind not in {"days-after-deposit", "months-after-deposit", "first-of-month-after-months"}:
        return None
    if not (value.isascii() and value.isdigit()):
        raise ValueError(f'"{value}" is no number of days or months, which the rule kind {kind} needs')
    unit = "D" if kind == "days-after-deposit" else "M"
    return Delay(f"P{int(value)}{unit}", 0, kind == "first-of-month-after-months")

"""Does it hold on that day? Times with unsure ends, and answers of three values.

Each end of a binding period is a span, because a date can be partial or missing (``ontology/README.md``,
"Partial dates stay partial"). Days are texts such as ``2019-06-30``, which compare like the days they name.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

#: A year 0001 in the data means that no bound is known.
_NEVER = "0001-12-31"


class Verdict(IntEnum):
    """Whether something holds; of several that must, the least counts, of alternatives the greatest."""

    NO = 0
    UNKNOWN = 1
    YES = 2


@dataclass(frozen=True)
class Span:
    """A day that lies between two, both included; None where a bound isn't known."""

    earliest: str | None
    latest: str | None

    @property
    def text(self) -> str:
        """``2019-06-30``, ``2018`` or ``2018-06`` for a whole year or month, ``1997-04-15/2016-06-23`` for
        bounds.

        An unknown bound is written ``..``; the notation is that of ISO 8601-2, the meaning: some day between
        them.
        """
        if self.earliest and self.earliest == self.latest:
            return self.earliest
        if self.earliest and self.latest:
            for partial in (self.earliest[:7], self.earliest[:4]):
                if (self.earliest, self.latest) == (first_day(partial), last_day(partial)):
                    return partial
        return f"{self.earliest or '..'}/{self.latest or '..'}"


@dataclass(frozen=True)
class Period:
    """A time in which an instrument binds: from a day in one span, until the first day after it, in another.

    ``latest_from`` None: it may have begun, and nobody can say so for sure. No ``until``: no end is known.
    """

    earliest_from: str
    latest_from: str | None = None
    earliest_until: str | None = None
    latest_until: str | None = None

    def holds(self, day: str) -> Verdict:
        """Whether the day lies in the period."""
        if day < self.earliest_from or (self.latest_until is not None and day >= self.latest_until):
            return Verdict.NO
        begun = self.latest_from is not None and self.latest_from <= day
        over = self.earliest_until is not None and self.earliest_until <= day
        return Verdict.YES if begun and not over else Verdict.UNKNOWN

    def ended(self, day: str) -> bool:
        """Whether it is certainly over by that day."""
        return self.latest_until is not None and self.latest_until <= day

    @property
    def ever(self) -> Verdict:
        """Whether there was any day on which it held: what ended before it began, never did."""
        if self.latest_until is not None and self.latest_until <= self.earliest_from:
            return Verdict.NO
        begun = self.latest_from is not None
        return Verdict.YES if begun and self._begins_before_it_ends() else Verdict.UNKNOWN

    def _begins_before_it_ends(self) -> bool:
        return self.earliest_until is None or (self.latest_from or "") <= self.earliest_until

    def together(self, other: Period) -> Period:
        """The time in which both hold."""
        known = self.latest_from is not None and other.latest_from is not None
        return Period(
            max(self.earliest_from, other.earliest_from),
            max(self.latest_from or "", other.latest_from or "") if known else None,
            _first(self.earliest_until, other.earliest_until),
            _first(self.latest_until, other.latest_until),
        )

    @property
    def begins(self) -> Span:
        """The span in which it begins."""
        return Span(None if self.earliest_from <= _NEVER else self.earliest_from, self.latest_from)

    @property
    def ends(self) -> Span | None:
        """The span in which the first day lies that is no longer covered; None where no end is known."""
        if self.earliest_until is None and self.latest_until is None:
            return None
        return Span(self.earliest_until, self.latest_until)


def together(ones: Iterable[Period], others: Sequence[Period]) -> list[Period]:
    """The times in which both sides are bound, those that never come left out."""
    joint = (one.together(other) for one in ones for other in others)
    return sorted((period for period in joint if period.ever), key=_key)


def verdict(periods: Iterable[Period], day: str) -> Verdict:
    """Whether any of the periods holds on a day."""
    return max((period.holds(day) for period in periods), default=Verdict.NO)


def holding(periods: Iterable[Period], day: str) -> Period | None:
    """The period that holds on a day, the surest and then the latest; None where all are certainly out."""
    candidates = [period for period in periods if period.holds(day)]
    return max(candidates, key=lambda period: (period.holds(day), _key(period)), default=None)


def first_day(date: str) -> str:
    """The first day of a year, a month or a day."""
    return date if len(date) == 10 else date + ("-01-01" if len(date) == 4 else "-01")


def last_day(date: str) -> str:
    """The last day of a year, a month or a day."""
    if len(date) == 10:
        return date
    if len(date) == 4:
        return f"{date}-12-31"
    year, month = int(date[:4]), int(date[5:7])
    return f"{date}-{calendar.monthrange(year, month)[1]}"


def _first(one: str | None, other: str | None) -> str | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _key(period: Period) -> tuple[str, str]:
    return (period.earliest_from, period.latest_from or "9999")

"""Participations for the pages: the rows of a query, one for each period, as one record with its periods."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from mlat.finder.asking import Row


class State(Enum):
    """How an instrument stands for a party on a day, in the order in which lists show it."""

    BOUND = "in force"
    UNKNOWN = "not known"
    NOT_YET = "not yet in force"
    SUSPENDED = "suspended"
    ENDED = "ended"


@dataclass(frozen=True)
class Period:
    """A time in which an instrument binds a party; each end is a span, as dates may be partial.

    ``latest_from`` is None where it may not have begun, ``earliest_until`` where no end is known.
    """

    earliest_from: str
    latest_from: str | None
    earliest_until: str | None
    latest_until: str | None

    @classmethod
    def of(cls, row: Row, side: str = "") -> Period | None:
        """The period of a row, whose columns may have a word before their names; None for a row without one."""

        def column(name: str) -> str | None:
            return row.optional(side + name[0].upper() + name[1:] if side else name)

        earliest = column("earliestFrom")
        if earliest is None:
            return None
        return cls(earliest, column("latestFrom"), column("earliestUntil"), column("latestUntil"))

    def state(self, day: datetime.date) -> State:
        """The three values of ``ontology/README.md``: bound, over or unknown; and not yet begun."""
        on = day.isoformat()
        if on < self.earliest_from:
            return State.NOT_YET
        if self.latest_until and on >= self.latest_until:
            return State.ENDED
        began = self.latest_from is not None and self.latest_from <= on
        lasts = self.earliest_until is None or on < self.earliest_until
        return State.BOUND if began and lasts else State.UNKNOWN

    @property
    def since(self) -> str:
        """The first day, or its bounds as ISO 8601-2 writes them: ``2001-01-01/2001-12-31``, ``../2016-06-23``."""
        return _span(self.earliest_from, self.latest_from)

    @property
    def until(self) -> str:
        """The first day that is no longer covered, or its bounds; empty where no end is known."""
        if not self.earliest_until and not self.latest_until:
            return ""
        return _span(self.earliest_until or "0001-01-01", self.latest_until)


def _span(earliest: str, latest: str | None) -> str:
    if earliest == latest:
        return earliest
    return f"{'..' if earliest.startswith('0001') else earliest}/{latest or '..'}"


@dataclass(frozen=True)
class Participation:
    """One party's relation to one instrument: the row that describes it, and its periods in order."""

    row: Row
    periods: tuple[Period, ...]
    certainties: tuple[str, ...] = ()
    suspended: bool = False

    def state(self, day: datetime.date) -> State:
        """How the instrument stands for the party on a day; signed without a period is not yet in force."""
        states = [period.state(day) for period in self.periods]
        found = min(states, key=list(State).index) if states else State.NOT_YET
        return State.SUSPENDED if self.suspended and found is State.ENDED else found

    @property
    def certainty(self) -> str:
        """How sure its last period is, as the IRI of a concept; empty where there is no period."""
        return self.certainties[-1] if self.certainties else ""

    @property
    def current(self) -> Period | None:
        """The last period, which says since when it is in force or until when it was."""
        return self.periods[-1] if self.periods else None


def group(rows: Iterable[Row], suspended: Iterable[str] = ()) -> list[Participation]:
    """The participations of rows that are sorted by participation; ``suspended`` are IRIs of instruments."""
    stopped = frozenset(suspended)
    return [
        _participation(list(some), stopped) for _, some in groupby(rows, lambda row: row["participation"])
    ]


def _participation(rows: Sequence[Row], suspended: frozenset[str]) -> Participation:
    periods = tuple(period for row in rows if (period := Period.of(row)))
    certainties = tuple(row.text("certainty") for row in rows if row["certainty"])
    return Participation(rows[0], periods, certainties, rows[0].get("instrument") in suspended)

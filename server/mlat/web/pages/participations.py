"""Participations for the pages: the rows of a query, one for each period, as one record with its periods."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from mlat.finder.periods import Period, Verdict
from mlat.finder.positions import period_of
from mlat.finder.rows import Row
from mlat.web.pages.site import Site


class State(Enum):
    """How an instrument stands for a party on a day, in the order in which lists show it."""

    BOUND = "in force"
    UNKNOWN = "not known"
    NOT_YET = "not yet in force"
    SUSPENDED = "suspended"
    ENDED = "ended"


def state_of(period: Period, day: datetime.date) -> State:
    """The state in one period: the three values of ``ontology/README.md``, with "no" told apart by time."""
    on = day.isoformat()
    if on < period.earliest_from:
        return State.NOT_YET
    return {Verdict.YES: State.BOUND, Verdict.UNKNOWN: State.UNKNOWN, Verdict.NO: State.ENDED}[
        period.holds(on)
    ]


def periods_of(rows: Iterable[Row]) -> list[Period]:
    """The periods of rows, some of which may have none."""
    return [period_of(row) for row in rows if row["earliestFrom"] is not None]


def strongest(states: Iterable[State]) -> State:
    """The state that counts of several periods; without any, the instrument is not yet in force."""
    return min(states, key=list(State).index, default=State.NOT_YET)


def weakest(states: Iterable[State]) -> State:
    """The state that counts where several parties must be bound."""
    return max(states, key=list(State).index)


@dataclass(frozen=True)
class Participation:
    """One party's relation to one instrument: the row that describes it, and its periods in order."""

    row: Row
    periods: tuple[Period, ...]
    certainty: str = ""
    suspended: bool = False

    def state(self, day: datetime.date) -> State:
        """How the instrument stands for the party on a day."""
        found = strongest(state_of(period, day) for period in self.periods)
        return State.SUSPENDED if self.suspended and found is State.ENDED else found

    @property
    def since(self) -> str:
        """When its last period begins: a date or its bounds; empty where there is no period."""
        return self.periods[-1].begins.text if self.periods else ""

    @property
    def until(self) -> str:
        """The first day that its last period no longer covers, or its bounds; empty where no end is known."""
        ends = self.periods[-1].ends if self.periods else None
        return ends.text if ends else ""


def group(rows: Iterable[Row], suspended: Iterable[str] = ()) -> list[Participation]:
    """The participations of rows that are sorted by participation; ``suspended`` are IRIs of instruments."""
    stopped = frozenset(suspended)
    return [
        _participation(list(some), stopped) for _, some in groupby(rows, lambda row: row["participation"])
    ]


def suspended_now(site: Site) -> list[str]:
    """The IRIs of the instruments that are suspended without a day on which they are applied again."""
    return [row.text("instrument") for row in site.ask("suspensions") if not row["until"]]


def _participation(rows: Sequence[Row], suspended: frozenset[str]) -> Participation:
    periods = tuple(periods_of(rows))
    last = rows[-1]
    return Participation(rows[0], periods, last.text("certainty"), rows[0].get("instrument") in suspended)

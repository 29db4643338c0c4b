"""What is no basis on the day: signed, ended, not known, and the conventions that bind one side only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mlat.finder.answer import Binding, Ended, JoinedByOne, NotKnown, Party, Signed
from mlat.finder.bases import Wanted
from mlat.finder.describing import Describer
from mlat.finder.dossiers import Dossier
from mlat.finder.periods import Period, Verdict, first_day, last_day
from mlat.finder.positions import Position, Positions, binds
from mlat.graph.iris import concept

_SIGNED = concept("status", "signed")
_COMPLETE = concept("coverage", "complete")
_SCHEME = concept("instrument-kind", "non-binding-scheme")


def only_signed(dossier: Dossier, joint: Sequence[Period], day: str) -> bool:
    """Whether an instrument that may bind is one that its source calls signed, and for which no period is sure."""
    return dossier.instrument.one("status") == _SIGNED and all(period.latest_from is None for period in joint)


@dataclass(frozen=True)
class OtherMaker:
    """Makes the parts of the answer that come below the bases."""

    describer: Describer
    wanted: Wanted
    day: str

    def signed(
        self, dossier: Dossier, sides: Sequence[Sequence[Position]], joint: Sequence[Period]
    ) -> Signed | None:
        """The instrument as signed and not in force; None where it wasn't signed by both by the day."""
        if not all(any(self._signed_by(one, dossier) for one in positions) for positions in sides):
            return None
        may_bind = any(period.holds(self.day) for period in joint)
        return Signed(
            self.describer.instrument(dossier),
            Binding.UNKNOWN if may_bind else Binding.NOT_IN_FORCE,
            tuple(self.describer.side(one, dossier, self.day) for positions in sides for one in positions),
        )

    def _signed_by(self, position: Position, dossier: Dossier) -> bool:
        """Whether a party had signed, or consented, by the day; without any date only where there is a record."""
        dates = [position.row.optional("signed"), position.row.optional("consented")]
        known = [first_day(date) for date in dates if date] or [
            first_day(date) for date in (dossier.instrument.one("signed"),) if date
        ]
        return not known or min(known) <= self.day

    def ended(
        self, dossier: Dossier, sides: Sequence[Sequence[Position]], joint: Sequence[Period]
    ) -> Ended | None:
        """The instrument as one that bound both before the day; None where none of its times is over."""
        over = [period for period in joint if period.ended(self.day)]
        if not over:
            return None
        last = max(over, key=lambda period: (period.latest_until or "", period.earliest_from))
        ends = last.ends
        assert ends is not None
        return Ended(
            self.describer.instrument(dossier),
            Binding.BOUND if last.ever is Verdict.YES else Binding.UNKNOWN,
            last.begins,
            ends,
            self._reason(dossier, last),
            tuple(self.describer.side(one, dossier, self.day) for positions in sides for one in positions),
            tuple(self.describer.suspension(record) for record in dossier.suspensions),
        )

    def _reason(self, dossier: Dossier, last: Period) -> str:
        starts = {first_day(date) for record in dossier.suspensions for date in record.all("suspendedFrom")}
        if last.earliest_until in starts:
            return "suspended"
        status = (dossier.instrument.one("status") or "").rsplit("/", 1)[-1]
        if status in ("suspended", "terminated", "superseded"):
            return status
        return "terminated" if dossier.instrument.one("inForceUntil") else "ended"

    def list_incomplete(
        self, dossier: Dossier, bound: Sequence[str], unlisted: Sequence[str]
    ) -> NotKnown | None:
        """The instrument as one whose list of parties leaves open who is bound; None where the list says it."""
        if not self._list_is_open(dossier):
            return None
        return self._not_known(dossier, "list-incomplete", bound, unlisted, None)

    def through(
        self, dossier: Dossier, reason: str, bound: Sequence[str], party: str, through: str
    ) -> NotKnown:
        """The instrument as one that binds another jurisdiction, and through it perhaps the party."""
        return self._not_known(dossier, reason, bound, (party,), self.describer.party(through))

    def _not_known(
        self,
        dossier: Dossier,
        reason: str,
        bound: Sequence[str],
        unlisted: Sequence[str],
        through: Party | None,
    ) -> NotKnown:
        coverage = dossier.coverage
        return NotKnown(
            self.describer.instrument(dossier),
            reason,
            tuple(self.describer.party(iri) for iri in bound),
            tuple(self.describer.party(iri) for iri in unlisted),
            through,
            self.describer.optional(coverage.one("completeness")) if coverage else None,
            coverage.one("asOf") if coverage else None,
            self.wanted.given(dossier),
        )

    def _list_is_open(self, dossier: Dossier) -> bool:
        """Whether a jurisdiction that isn't listed may be a party on the day: no list is complete for ever."""
        coverage = dossier.coverage
        if coverage is None or coverage.one("completeness") != _COMPLETE:
            return True
        as_of = coverage.one("asOf")
        return as_of is not None and last_day(as_of) < self.day

    def joined_by_one(
        self, dossier: Dossier, bound: Sequence[str], outside: Sequence[str], reason: str | None
    ) -> JoinedByOne:
        """The convention as one that binds one side, and is known not to bind the other."""
        kind = "scheme" if is_scheme(dossier) else "convention"
        return JoinedByOne(
            self.describer.instrument(dossier),
            kind,
            tuple(self.describer.party(iri) for iri in bound),
            tuple(self.describer.party(iri) for iri in outside),
            reason,
            self.wanted.given(dossier),
        )


def is_scheme(dossier: Dossier) -> bool:
    """Whether it is a scheme that binds nobody."""
    return dossier.instrument.one("instrumentKind") == _SCHEME


def in_existence(dossier: Dossier, day: str) -> bool:
    """Whether an instrument was concluded by a day, as far as its dates tell."""
    dates = [date for name in ("signed", "inForceFrom") for date in dossier.instrument.all(name)]
    return not dates or min(map(first_day, dates)) <= day


def bound_by(positions: Mapping[str, Positions], party: str, day: str) -> set[str]:
    """The instruments that bind a party on a day, or may."""
    return {iri for iri, own in positions.get(party, {}).items() if binds(own, day)}


def both(ones: Iterable[str], others: Iterable[str]) -> set[str]:
    """What is in both."""
    return set(ones) & set(others)

"""What both sides take part in: bases, and below them what is signed, what has ended, and schemes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mlat.finder.answer import Basis, Ended, JoinedByOne, Signed
from mlat.finder.bases import make_bases
from mlat.finder.case import Case
from mlat.finder.dossiers import Dossier
from mlat.finder.periods import Period, Verdict, first_day, holding, last_day
from mlat.finder.positions import Position, binds, joint_periods
from mlat.finder.statements import Binding, Side
from mlat.graph.iris import concept

#: A list of parties that lacks nobody.
COMPLETE = concept("coverage", "complete")
_SIGNED = concept("status", "signed")
_SCHEME = concept("instrument-kind", "non-binding-scheme")
#: What a source may call an instrument that is no longer in force.
_OVER = ("suspended", "terminated", "superseded")


@dataclass(frozen=True)
class Shared:
    """What both take part in; ``left`` are schemes that bind nobody, and what only one is still bound by."""

    bases: tuple[Basis, ...]
    signed: tuple[Signed, ...]
    ended: tuple[Ended, ...]
    left: tuple[JoinedByOne, ...]


def find_shared(case: Case) -> Shared:
    """Sort the instruments in which both take part by what they are on the day."""
    binding: list[tuple[Dossier, Period]] = []
    signed, ended, left = [], [], []
    for instrument, dossier in sorted(case.dossiers(case.shared).items()):
        sides = [case.positions[party][instrument] for party in case.parties]
        joint = joint_periods(*sides)
        period = holding(joint, case.day)
        if period and not _only_signed(dossier, joint):
            binding.append((dossier, period))
        elif over := _ended(case, dossier, sides, joint):
            ended.append(over)
        elif is_scheme(dossier) or any(_has_left(positions, case.day) for positions in sides):
            left.append(_left(case, dossier))
        elif made := _signed(case, dossier, sides, joint):
            signed.append(made)
    return Shared(make_bases(case, binding), tuple(signed), tuple(ended), tuple(left))


def is_scheme(dossier: Dossier) -> bool:
    """Whether it is a scheme that binds nobody."""
    return dossier.instrument.one("instrumentKind") == _SCHEME


def _only_signed(dossier: Dossier, joint: Sequence[Period]) -> bool:
    """Whether its source calls it signed, and nothing says that it ever came into force between the two."""
    return dossier.instrument.one("status") == _SIGNED and all(period.latest_from is None for period in joint)


def _ended(
    case: Case, dossier: Dossier, sides: Sequence[Sequence[Position]], joint: Sequence[Period]
) -> Ended | None:
    """The instrument as one that bound both before the day; None where none of its times is over."""
    over = [period for period in joint if period.ended(case.day)]
    if not over:
        return None
    last = max(over, key=lambda period: (period.latest_until or "", period.earliest_from))
    return Ended(
        case.describe.instrument(dossier),
        Binding.BOUND if last.ever is Verdict.YES else Binding.UNKNOWN,
        last.begins,
        last.ends,
        _reason(case, dossier, last),
        _sides(case, sides),
        case.describe.suspensions(dossier.iri),
    )


def _reason(case: Case, dossier: Dossier, last: Period) -> str:
    suspensions = case.background.suspensions(dossier.iri)
    starts = {first_day(date) for record in suspensions for date in record.all("suspendedFrom")}
    if last.earliest_until in starts:
        return "suspended"
    status = (dossier.instrument.one("status") or "").rsplit("/", 1)[-1]
    if status in _OVER:
        return status
    return "terminated" if dossier.instrument.one("inForceUntil") else "ended"


def _has_left(positions: Sequence[Position], day: str) -> bool:
    """Whether a party was bound once and certainly isn't on the day."""
    spans = [span for position in positions for span in position.spans]
    return bool(spans) and all(span.ended(day) for span in spans)


def _left(case: Case, dossier: Dossier) -> JoinedByOne:
    bound = [party for party in case.parties if binds(case.positions[party][dossier.iri], case.day)]
    outside = [party for party in case.parties if party not in bound]
    if is_scheme(dossier):
        bound, outside = list(case.parties), []
    return joined_by_one(case, dossier, bound, outside)


def joined_by_one(case: Case, dossier: Dossier, bound: Sequence[str], outside: Sequence[str]) -> JoinedByOne:
    """The convention as one that binds one side, and is known not to bind the other."""
    return JoinedByOne(
        case.describe.instrument(dossier),
        "scheme" if is_scheme(dossier) else "convention",
        tuple(case.describe.party(iri) for iri in bound),
        tuple(case.describe.party(iri) for iri in outside),
        case.given(dossier.iri),
    )


def _signed(
    case: Case, dossier: Dossier, sides: Sequence[Sequence[Position]], joint: Sequence[Period]
) -> Signed | None:
    """The instrument as signed and not in force; None where it wasn't signed by both by the day."""
    if not all(any(_signed_by(one, dossier, case.day) for one in positions) for positions in sides):
        return None
    may_bind = any(period.holds(case.day) for period in joint)
    outdated = any(_may_have_joined(case, dossier, positions) for positions in sides)
    binding = Binding.UNKNOWN if may_bind or outdated else Binding.NOT_IN_FORCE
    return Signed(case.describe.instrument(dossier), binding, _sides(case, sides))


def _may_have_joined(case: Case, dossier: Dossier, positions: Sequence[Position]) -> bool:
    """Whether one who is listed as a signatory only may have become a party after the list was made.

    A bilateral instrument has no list of parties; what its source says of its state counts instead.
    """
    if binds(positions, case.day) or not dossier.multilateral:
        return False
    coverage = case.background.coverage(dossier.iri)
    as_of = positions[0].record.one("asOf") or (coverage.one("asOf") if coverage else None)
    if as_of is None:
        return coverage is None or coverage.one("completeness") != COMPLETE
    return last_day(as_of) < case.day


def _signed_by(position: Position, dossier: Dossier, day: str) -> bool:
    """Whether a party had signed or consented by the day; the instrument's date stands in for its own."""
    own = [date for name in ("signed", "consentDate") if (date := position.record.one(name))]
    dates = own or dossier.instrument.all("signed")
    return not dates or min(map(first_day, dates)) <= day


def _sides(case: Case, sides: Sequence[Sequence[Position]]) -> tuple[Side, ...]:
    return tuple(case.describe.side(one, case.day) for positions in sides for one in positions)

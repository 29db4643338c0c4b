"""What only one side takes part in, or neither: what is not known, and what remains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mlat.finder.answer import JoinedByOne, NotKnown
from mlat.finder.asking import iris
from mlat.finder.case import Case
from mlat.finder.dossiers import Dossier
from mlat.finder.periods import Period, first_day, holding, last_day
from mlat.finder.positions import binds, joint_periods
from mlat.finder.shared import COMPLETE, is_scheme, joined_by_one


def find_beside(
    case: Case, candidates: Mapping[str, Sequence[str]]
) -> tuple[tuple[NotKnown, ...], tuple[JoinedByOne, ...]]:
    """What is not known to bind both, those that bind one of them first; and the conventions of one only.

    Nothing where one of the two had ceased to be: then nothing can bind it.
    """
    if case.ceased:
        return (), ()
    case.gives(candidates)
    not_known = {one.instrument.iri: one for one in _through_others(case)}
    joined = []
    dossiers = case.dossiers(candidates)
    for instrument, bound in sorted(candidates.items()):
        dossier = dossiers[instrument]
        outside = [party for party in case.parties if party not in bound]
        if instrument in not_known or dossier.bilateral or is_scheme(dossier):
            continue
        if _list_is_open(case, instrument):
            if bound or _exists(dossier, case.day):
                not_known[instrument] = _not_known(case, dossier, "list-incomplete", bound, outside)
        elif bound:
            joined.append(joined_by_one(case, dossier, bound, outside))
    order = sorted(not_known.values(), key=lambda one: (not one.bound, one.instrument.id))
    return tuple(order), tuple(joined)


def find_candidates(case: Case) -> dict[str, list[str]]:
    """The conventions in which at most one takes part, with whom of the two each binds on the day, or may."""
    if case.ceased:
        return {}
    taken = {party: case.positions[party] for party in case.parties}
    alone = {
        instrument: [party]
        for party, positions in taken.items()
        for instrument, own in positions.items()
        if binds(own, case.day) and not any(instrument in taken[one] for one in taken if one != party)
    }
    multilateral = case.asker.rows("multilateral", instrument=iris(sorted(alone)))
    found = {instrument: alone[instrument] for instrument in (row.text("instrument") for row in multilateral)}
    for instrument in case.background.listed_instruments:
        if not any(instrument in positions for positions in taken.values()):
            found[instrument] = []
    return found


def _list_is_open(case: Case, instrument: str) -> bool:
    """Whether one who isn't listed may be a party on the day: no list is complete for ever after."""
    coverage = case.background.coverage(instrument)
    if coverage is None or coverage.one("completeness") != COMPLETE:
        return True
    as_of = coverage.one("asOf")
    return as_of is not None and last_day(as_of) < case.day


def _exists(dossier: Dossier, day: str) -> bool:
    """Whether an instrument was concluded by a day, as far as its dates tell."""
    dates = [date for name in ("signed", "inForceFrom") for date in dossier.instrument.all(name)]
    return not dates or min(map(first_day, dates)) <= day


def _through_others(case: Case) -> Iterable[NotKnown]:
    """What binds a state, an organisation or a former state in place of one side, and the other side."""
    for party, other in (case.parties, case.parties[::-1]):
        for stand_in, reason in case.stand_ins[party].items():
            if stand_in == other:
                continue
            theirs, others = case.positions[stand_in], case.positions[other]
            shared = (theirs.keys() & others.keys()) - case.positions[party].keys()
            for instrument, dossier in case.dossiers(shared).items():
                if _counts(reason, joint_periods(theirs[instrument], others[instrument]), case.day):
                    yield _not_known(case, dossier, reason, [other], [party], stand_in)


def _counts(reason: str, joint: Sequence[Period], day: str) -> bool:
    """Whether it may matter on the day; what bound a former state may, by succession, do so after its end."""
    if reason == "predecessor":
        return any(period.earliest_from <= day for period in joint)
    return holding(joint, day) is not None


def _not_known(
    case: Case,
    dossier: Dossier,
    reason: str,
    bound: Iterable[str],
    unlisted: Iterable[str],
    through: str | None = None,
) -> NotKnown:
    coverage = case.background.coverage(dossier.iri)
    return NotKnown(
        instrument=case.describe.instrument(dossier),
        reason=reason,
        bound=tuple(case.describe.party(iri) for iri in bound),
        unlisted=tuple(case.describe.party(iri) for iri in unlisted),
        through=case.describe.party(through) if through else None,
        coverage=coverage.iri if coverage else None,
        completeness=case.describe.optional(coverage.one("completeness")) if coverage else None,
        list_as_of=coverage.one("asOf") if coverage else None,
        given=case.given(dossier.iri),
    )

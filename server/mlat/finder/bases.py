"""The instruments that bind both sides on the day, or may, with what each says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mlat.finder.answer import Basis
from mlat.finder.case import Case
from mlat.finder.dossiers import Dossier
from mlat.finder.periods import Period, Verdict
from mlat.finder.positions import Position
from mlat.finder.records import NOTE, Record
from mlat.finder.rows import Row
from mlat.finder.statements import Binding, Declaration, Disagreement, Given, Group, Provision, Side

#: Kinds of declarations that matter whatever is asked for: whom to address, how, and where it applies.
_ALWAYS_RELEVANT = ("authority", "central-authority", "language", "territorial")
#: On these depends whether the instrument is in force.
_DECIDING = ("inForceFrom", "inForceUntil", "status", "consentDate", "generalInForce")
_GROUPS = tuple(Group)
_HELPS = (Given.YES, Given.PERHAPS, Given.NOT_KNOWN, Given.EXCLUDED)


def make_bases(case: Case, binding: Sequence[tuple[Dossier, Period]]) -> tuple[Basis, ...]:
    """A basis for each instrument, with the time in which it binds both on the day, or may.

    Bilateral, regional, universal; in each, those that bind come first, then those that give the assistance.
    """
    declared = _declared(case)
    provisions = case.provisions(dossier.iri for dossier, _ in binding)
    made = [
        _basis(case, dossier, joint, provisions[dossier.iri], declared.get(dossier.iri, ()))
        for dossier, joint in binding
    ]
    return tuple(sorted(_with_successors(made, binding), key=_place))


def _positions(case: Case, instrument: str) -> tuple[Position, ...]:
    return tuple(position for party in case.parties for position in case.positions[party][instrument])


def _declared(case: Case) -> Mapping[str, list[Record]]:
    """The declarations of both sides by instrument."""
    found: dict[str, list[Record]] = {}
    for record in case.parts.declarations:
        if record.one("party") in case.parties:
            found.setdefault(record.one("instrument") or "", []).append(record)
    return found


def _basis(
    case: Case,
    dossier: Dossier,
    joint: Period,
    provisions: Sequence[Row],
    declared: Iterable[Record],
) -> Basis:
    describe = case.describe
    sides = tuple(describe.side(position, case.day) for position in _positions(case, dossier.iri))
    binding = Binding.BOUND if joint.holds(case.day) is Verdict.YES else Binding.UNKNOWN
    derived = any(side.derived for side in sides)
    sure = "unknown" if binding is Binding.UNKNOWN else "derived" if derived else "established"
    disagreements = describe.disagreements(_records(case, dossier, sides, provisions))
    matching = case.wanted.matching(provisions)
    assistance = tuple(describe.provision(row, match) for match, row in matching)
    refusal = tuple(describe.provision(row) for row in provisions if row["refusal"])
    return Basis(
        instrument=describe.instrument(dossier),
        binding=binding,
        in_force=joint.begins,
        until=joint.ends,
        certainty=describe.certainty("disputed" if _is_decisive(disagreements) else sure),
        derived=derived,
        sides=sides,
        given=case.wanted.given(provisions),
        provisions_known=any(row["assistance"] for row in provisions),
        assistance=assistance,
        refusal=refusal,
        declarations=_declarations(case, declared, (*assistance, *refusal)),
        suspensions=describe.suspensions(dossier.iri),
        disagreements=disagreements,
        supplements=dossier.instrument.all("supplements"),
        superseded_by=(),
        implemented_by=dossier.instrument.all("implementedBy"),
    )


def _records(case: Case, dossier: Dossier, sides: Iterable[Side], provisions: Iterable[Row]) -> Iterable[str]:
    """The records that a basis rests on, beside the declarations."""
    yield dossier.iri
    yield from (side.iri for side in sides)
    yield from (row.text("provision") for row in provisions)
    yield from (record.iri for record in case.background.registers.get(dossier.iri, ()))


def _is_decisive(disagreements: Iterable[Disagreement]) -> bool:
    return any(disagreement.property in _DECIDING for disagreement in disagreements)


def _declarations(
    case: Case, records: Iterable[Record], provisions: Iterable[Provision]
) -> tuple[Declaration, ...]:
    """Those made by the day, or at an unknown time; what matters first, reservations before others."""
    matters = {provision.iri for provision in provisions}
    made = [
        _declaration(case, record, matters)
        for record in sorted(records, key=lambda one: one.iri)
        if (record.one("declared") or "") <= case.day
    ]
    return tuple(sorted(made, key=lambda one: (not one.relevant, one.kind.id != "reservation")))


def _declaration(case: Case, record: Record, matters: set[str]) -> Declaration:
    kind, touches = case.describe.concept(record.one("declarationKind") or ""), record.all("touches")
    return Declaration(
        iri=record.iri,
        party=case.describe.party(record.one("party") or ""),
        kind=kind,
        article=record.one("article"),
        summary=record.text("summary"),
        declared=record.one("declared"),
        touches=touches,
        relevant=kind.id in _ALWAYS_RELEVANT or bool(matters & set(touches)),
        note=record.text(NOTE),
        source=record.source,
    )


def _with_successors(bases: Sequence[Basis], binding: Sequence[tuple[Dossier, Period]]) -> list[Basis]:
    """The bases, each with those of the others that bind for sure and replace it."""
    bound = {basis.instrument.iri for basis in bases if basis.binding is Binding.BOUND}
    newer: dict[str, list[str]] = {}
    for dossier, _ in binding:
        for old in dossier.instrument.all("supersedes") if dossier.iri in bound else ():
            newer.setdefault(old, []).append(dossier.iri)
    return [replace(one, superseded_by=tuple(newer.get(one.instrument.iri, ()))) for one in bases]


def _place(basis: Basis) -> tuple[object, ...]:
    return (
        _GROUPS.index(basis.instrument.group),
        basis.binding is not Binding.BOUND,
        _HELPS.index(basis.given) if basis.given else 0,
        basis.instrument.id,
    )

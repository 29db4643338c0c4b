"""The instruments that bind both sides on the day, or may, with what each says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mlat.finder.answer import Basis, Binding, Declaration, Disagreement, Given, Group, Provision
from mlat.finder.asking import Row
from mlat.finder.background import ANY_OTHER, Background
from mlat.finder.describing import Describer
from mlat.finder.dossiers import Dossier
from mlat.finder.periods import Period, Verdict
from mlat.finder.positions import Position
from mlat.finder.records import row_source
from mlat.graph.iris import concept

_EXCLUDED = concept("modality", "excluded")
#: Kinds of declarations that matter whatever is asked for: whom to address, how, and where it applies.
_ALWAYS_RELEVANT = ("authority", "central-authority", "language", "territorial")
_GROUPS = tuple(Group)
_MATCHES = ("exact", "narrower", "broader", "any-other")


@dataclass(frozen=True)
class Wanted:
    """The kind of assistance asked for, with its wider and narrower kinds; ``assistance`` None is any."""

    assistance: str | None
    wider: frozenset[str]
    narrower: frozenset[str]

    @classmethod
    def of(cls, background: Background, assistance: str | None) -> Wanted:
        """What the schemes say of a kind of assistance."""
        if assistance is None:
            return cls(None, frozenset(), frozenset())
        return cls(assistance, background.wider(assistance), background.narrower(assistance))

    def match(self, provided: str) -> str | None:
        """How a kind of assistance that an article gives fits; None where it doesn't."""
        if provided == self.assistance:
            return "exact"
        if provided in self.narrower:
            return "narrower"
        if provided in self.wider:
            return "broader"
        return "any-other" if provided == ANY_OTHER else None

    def given(self, dossier: Dossier) -> Given | None:
        """Whether an instrument gives it; None where no kind was asked for."""
        if self.assistance is None:
            return None
        matches = {
            (self.match(row.text("assistance")), row["modality"] == _EXCLUDED) for row in dossier.provisions
        }
        if matches & {("exact", False), ("narrower", False)}:
            return Given.YES
        if ("exact", True) in matches:
            return Given.EXCLUDED
        return Given.PERHAPS if matches & {("broader", False), ("any-other", False)} else Given.NOT_KNOWN


@dataclass(frozen=True)
class BasisMaker:
    """Makes a basis of what is known of an instrument and of both sides."""

    describer: Describer
    wanted: Wanted
    day: str

    def make(
        self,
        dossier: Dossier,
        joint: Period,
        positions: Sequence[Position],
        declarations: Iterable[Row],
        disputed: Iterable[Row],
    ) -> Basis:
        """The basis; ``joint`` is the time in which it binds both, or may."""
        describe = self.describer
        sides = tuple(describe.side(position, dossier, self.day) for position in positions)
        binding = Binding.BOUND if joint.holds(self.day) is Verdict.YES else Binding.UNKNOWN
        derived = any(side.derived for side in sides)
        sure = "unknown" if binding is Binding.UNKNOWN else "derived" if derived else "established"
        assistance, refusal = self._assistance(dossier), self._refusal(dossier)
        disagreements = tuple(describe.disagreement(row) for row in (*dossier.disagreements, *disputed))
        return Basis(
            describe.instrument(dossier),
            binding,
            joint.begins,
            joint.ends,
            describe.certainty("disputed" if _dates_disputed(disagreements) else sure),
            derived,
            sides,
            self.wanted.given(dossier),
            any(row["assistance"] for row in dossier.provisions),
            assistance,
            refusal,
            self._declarations(declarations, assistance, refusal),
            tuple(describe.suspension(record) for record in dossier.suspensions),
            disagreements,
            dossier.instrument.all("supplements"),
            (),
            dossier.instrument.all("implementedBy"),
        )

    def _assistance(self, dossier: Dossier) -> tuple[Provision, ...]:
        rows = [row for row in dossier.provisions if row["assistance"]]
        if self.wanted.assistance is None:
            return tuple(self.describer.provision(row) for row in rows)
        matching = ((self.wanted.match(row.text("assistance")), row) for row in rows)
        found = [(match, row) for match, row in matching if match]
        found.sort(key=lambda one: _MATCHES.index(one[0]))
        return tuple(self.describer.provision(row, match) for match, row in found)

    def _refusal(self, dossier: Dossier) -> tuple[Provision, ...]:
        return tuple(self.describer.provision(row) for row in dossier.provisions if row["refusal"])

    def _declarations(
        self, rows: Iterable[Row], assistance: Sequence[Provision], refusal: Sequence[Provision]
    ) -> tuple[Declaration, ...]:
        """Those made by the day; a declaration without a date may have been."""
        touched: dict[str, list[str]] = {}
        first: dict[str, Row] = {}
        for row in rows:
            if row.text("declared")[:10] > self.day:
                continue
            first.setdefault(row.iri("declaration"), row)
            if row["touches"]:
                touched.setdefault(row.iri("declaration"), []).append(row.iri("touches"))
        matters = {provision.iri for provision in (*assistance, *refusal)}
        made = [
            self._declaration(row, sorted(touched.get(iri, ())), matters)
            for iri, row in sorted(first.items())
        ]
        return tuple(sorted(made, key=lambda one: (not one.relevant, one.kind.id != "reservation")))

    def _declaration(self, row: Row, touches: Sequence[str], matters: set[str]) -> Declaration:
        kind = self.describer.concept(row.iri("kind"))
        return Declaration(
            row.iri("declaration"),
            self.describer.party(row.iri("party")),
            kind,
            row.optional("article"),
            row.optional("summary"),
            row.optional("declared"),
            tuple(touches),
            kind.id in _ALWAYS_RELEVANT or bool(matters & set(touches)),
            row.optional("note"),
            row_source(row),
        )


def in_order(bases: Iterable[Basis], dossiers: dict[str, Dossier]) -> tuple[Basis, ...]:
    """Bilateral, regional, universal; in each those that bind first, then those that give the assistance."""
    found = list(bases)
    bound = {basis.instrument.iri: basis for basis in found if basis.binding is Binding.BOUND}
    replaced: dict[str, list[str]] = {}
    for iri, basis in bound.items():
        for old in dossiers[iri].instrument.all("supersedes"):
            replaced.setdefault(old, []).append(basis.instrument.iri)
    marked = [replace(one, superseded_by=tuple(replaced.get(one.instrument.iri, ()))) for one in found]
    return tuple(sorted(marked, key=_place))


def _place(basis: Basis) -> tuple[object, ...]:
    helps = (Given.YES, Given.PERHAPS, Given.NOT_KNOWN, Given.EXCLUDED)
    return (
        _GROUPS.index(basis.instrument.group),
        basis.binding is not Binding.BOUND,
        helps.index(basis.given) if basis.given else 0,
        basis.instrument.id,
    )


def _dates_disputed(disagreements: Iterable[Disagreement]) -> bool:
    """Whether sources disagree on what decides the force of the instrument."""
    deciding = ("inForceFrom", "inForceUntil", "status", "consentDate", "generalInForce")
    return any(disagreement.property in deciding for disagreement in disagreements)

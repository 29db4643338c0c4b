"""The answer: what each part of it says, from where, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from mlat.finder.periods import Span
from mlat.finder.question import Question
from mlat.finder.statements import (
    Binding,
    Concept,
    Declaration,
    Disagreement,
    Given,
    Instrument,
    Party,
    Provision,
    Side,
    Source,
    Suspension,
)


@dataclass(frozen=True)
class Basis:
    """An instrument that binds both on the day, or may.

    ``derived``: the entry into force rests on a rule for at least one side. ``provisions_known``: at least
    one article is coded in the graph; where none is, nothing follows from the empty lists.
    ``superseded_by``: ids of others of the bases that replace it between their common parties.
    """

    instrument: Instrument
    binding: Binding
    in_force: Span
    until: Span | None
    certainty: Concept
    derived: bool
    sides: tuple[Side, ...]
    given: Given | None
    provisions_known: bool
    assistance: tuple[Provision, ...]
    refusal: tuple[Provision, ...]
    declarations: tuple[Declaration, ...]
    suspensions: tuple[Suspension, ...]
    disagreements: tuple[Disagreement, ...]
    supplements: tuple[str, ...]
    superseded_by: tuple[str, ...]
    implemented_by: tuple[str, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every page that the basis rests on, each once."""
        found = [self.instrument.source, *(side.source for side in self.sides)]
        for part in (self.assistance, self.refusal, self.declarations, self.suspensions, self.disagreements):
            found += [statement.source for statement in part]
        return tuple(dict.fromkeys(source for source in found if source.page))


@dataclass(frozen=True)
class Authority:
    """An authority of the requested side, in one of its roles.

    ``scope``: ``basis`` where it is named under one of the bases, ``general`` where the source names no
    instrument, ``other`` where it is named under others only, ``state`` where it is that of the state to
    which the territory belongs. ``instruments``: the IRIs of those bases, or else of all under which it is
    named. ``source`` is that of the role, ``contact_source`` that of name and address.
    """

    iri: str
    name: str
    local_name: str | None
    parent: str | None
    address: str | None
    phone: str | None
    email: str | None
    website: str | None
    note: str | None
    source: Source
    contact_source: Source
    designation: str | None = None
    role: Concept | None = None
    role_note: str | None = None
    languages: tuple[str, ...] = ()
    language_note: str | None = None
    channels: tuple[Concept, ...] = ()
    channel_note: str | None = None
    since: str | None = None
    scope: str = "general"
    instruments: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True)
class Signed:
    """An instrument that both have signed, and that isn't in force between them, or not known to be."""

    instrument: Instrument
    binding: Binding
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Ended:
    """An instrument that bound both before; ``reason``: suspended, terminated, superseded or ended."""

    instrument: Instrument
    binding: Binding
    in_force: Span
    until: Span | None
    reason: str
    sides: tuple[Side, ...]
    suspensions: tuple[Suspension, ...]


@dataclass(frozen=True)
class NotKnown:
    """An instrument of which nobody can say from the graph whether it binds both: never "no".

    ``reason``: ``list-incomplete`` (``unlisted`` may be parties after all), ``territory`` (it binds
    ``through``, the state, and its extension is not known), ``organisation`` (concluded by ``through``, of
    which the party is a member), ``predecessor`` (it bound ``through``, a former state, and no succession is
    known).
    """

    instrument: Instrument
    reason: str
    bound: tuple[Party, ...]
    unlisted: tuple[Party, ...]
    through: Party | None
    coverage: str | None
    completeness: Concept | None
    list_as_of: str | None
    given: Given | None


@dataclass(frozen=True)
class Path:
    """A path that needs no treaty, and what may stand in its way."""

    concept: Concept
    definition: str | None
    obstacles: tuple[Concept, ...]


@dataclass(frozen=True)
class Law:
    """A law of the requested jurisdiction on assistance that is tied to no instrument."""

    iri: str
    id: str
    title: str
    citation: str | None
    paths: tuple[Concept, ...]
    note: str | None
    source: Source


@dataclass(frozen=True)
class JoinedByOne:
    """A convention that binds ``bound`` on the day; ``outside`` is known not to be bound by it.

    ``kind`` is ``convention``, or ``scheme`` for a non-binding scheme in which both take part.
    """

    instrument: Instrument
    kind: str
    bound: tuple[Party, ...]
    outside: tuple[Party, ...]
    given: Given | None


@dataclass(frozen=True)
class WithoutTreaty:
    """What is left beside treaties, or where there is none."""

    paths: tuple[Path, ...]
    laws: tuple[Law, ...]
    conventions: tuple[JoinedByOne, ...]


@dataclass(frozen=True)
class Ceased:
    """One of the two that had ceased to be by the day, with those who followed it."""

    party: Party
    successors: tuple[Party, ...]


@dataclass(frozen=True)
class Answer:
    """The whole answer; ``release`` names the data that it rests on."""

    question: Question
    requesting: Party
    requested: Party
    assistance: Concept | None
    ceased: tuple[Ceased, ...]
    release: str
    bases: tuple[Basis, ...]
    authorities: tuple[Authority, ...]
    signed_not_in_force: tuple[Signed, ...]
    ended: tuple[Ended, ...]
    not_known: tuple[NotKnown, ...]
    without_treaty: WithoutTreaty

    @property
    def bound(self) -> bool:
        """Whether any instrument is known to bind both."""
        return any(basis.binding is Binding.BOUND for basis in self.bases)

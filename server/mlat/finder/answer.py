"""The answer: what each part of it says, from where, and how sure that is.

Dates are texts as the data has them: a day, a month (``2018-06``) or a year. What is None is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mlat.finder.periods import Span
from mlat.finder.question import Question


class Group(StrEnum):
    """How many an instrument is open to; the order is that of the answer."""

    BILATERAL = "bilateral"
    REGIONAL = "regional"
    UNIVERSAL = "universal"


class Binding(StrEnum):
    """Whether an instrument binds: what the sources say, or that nothing known rules it out."""

    BOUND = "bound"
    UNKNOWN = "unknown"
    NOT_IN_FORCE = "not-in-force"


class Given(StrEnum):
    """Whether an instrument gives the assistance asked for, as far as its articles are coded in the graph.

    PERHAPS: an article gives a wider form, or any other form that the requested party's law allows.
    """

    YES = "yes"
    PERHAPS = "perhaps"
    EXCLUDED = "excluded"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True)
class Concept:
    """A concept of a scheme, with its label in the language of the question."""

    iri: str
    id: str
    label: str


@dataclass(frozen=True)
class Party:
    """A jurisdiction, with its name in the language of the question."""

    iri: str
    code: str
    name: str


@dataclass(frozen=True)
class Source:
    """Where a statement was read, and the day to which that page says its content is true."""

    page: str
    as_of: str | None = None


@dataclass(frozen=True)
class Instrument:
    """What identifies an instrument; ``titles`` by language tag, ``other_titles`` those without one."""

    iri: str
    id: str
    title: str
    titles: Mapping[str, str]
    other_titles: tuple[str, ...]
    kind: Concept
    group: Group
    status: Concept | None
    citations: tuple[str, ...]
    text: str | None
    source: Source


@dataclass(frozen=True)
class Provision:
    """What an article gives, or on which ground it allows refusal.

    ``match`` tells how it fits the assistance asked for: ``exact``, ``narrower``, ``broader``, ``any-other``.
    """

    iri: str
    concept: Concept
    article: str | None
    modality: Concept | None
    certainty: Concept | None
    note: str | None
    source: Source
    match: str | None = None


@dataclass(frozen=True)
class Declaration:
    """What a party declared; ``touches`` are provisions of the article that it names.

    ``relevant``: it touches the assistance asked for, or a ground for refusal, or names authorities or languages.
    """

    iri: str
    party: Party
    kind: Concept
    article: str | None
    summary: str | None
    declared: str | None
    touches: tuple[str, ...]
    relevant: bool
    note: str | None
    source: Source


@dataclass(frozen=True)
class Disagreement:
    """A value that a source gives and the graph does not follow, beside the one that it keeps."""

    iri: str
    about: str
    property: str
    value: str
    kept: str | None
    note: str | None
    source: Source


@dataclass(frozen=True)
class Suspension:
    """A time in which an instrument was not applied."""

    iri: str
    by: Party | None
    since: str | None
    until: str | None
    note: str | None
    source: Source


@dataclass(frozen=True)
class Side:
    """One party's own relation to an instrument.

    ``derived``: no source gives its entry into force; it was counted from its consent by ``rule``, the final
    clause in ``rule_article``.
    """

    iri: str
    party: Party
    signed: str | None
    consent: Concept | None
    consented: str | None
    in_force: Span | None
    until: Span | None
    certainty: Concept | None
    derived: bool
    rule: str | None
    rule_article: str | None
    extended_by: Party | None
    periods: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class Basis:
    """An instrument that binds both on the day, or may.

    ``derived``: the entry into force rests on a rule for at least one side. ``provisions_known``: at least one
    article is coded in the graph; where none is, nothing follows from the empty lists. ``superseded_by``: ids of
    others of the bases that replace it between their common parties.
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

    ``scope``: ``basis`` where it is named under one of the bases (``instruments`` has their ids), ``general``
    where the source names no instrument, ``other`` where it is named under other instruments only.
    """

    iri: str
    designation: str | None
    name: str
    local_name: str | None
    parent: str | None
    address: str | None
    phone: str | None
    email: str | None
    website: str | None
    role: Concept | None
    role_note: str | None
    languages: tuple[str, ...]
    language_note: str | None
    channels: tuple[Concept, ...]
    channel_note: str | None
    since: str | None
    scope: str
    instruments: tuple[str, ...]
    note: str | None
    source: Source
    contact_source: Source


@dataclass(frozen=True)
class Signed:
    """An instrument that both have signed, and that is not in force between them on the day, or not known to be."""

    instrument: Instrument
    binding: Binding
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Ended:
    """An instrument that bound both before the day; ``reason`` is suspended, terminated, superseded or ended."""

    instrument: Instrument
    binding: Binding
    in_force: Span
    until: Span
    reason: str
    sides: tuple[Side, ...]
    suspensions: tuple[Suspension, ...]


@dataclass(frozen=True)
class NotKnown:
    """An instrument of which nobody can say from the graph whether it binds both: never "no".

    ``reason``: ``list-incomplete`` (``unlisted`` may be parties after all), ``territory`` (it binds ``through``,
    the state, and its extension is not known), ``organisation`` (concluded by ``through``, of which the party
    is a member), ``predecessor`` (it bound ``through``, a former state, and no succession is known).
    """

    instrument: Instrument
    reason: str
    bound: tuple[Party, ...]
    unlisted: tuple[Party, ...]
    through: Party | None
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
    reason: str | None
    given: Given | None


@dataclass(frozen=True)
class WithoutTreaty:
    """What is left beside treaties, or where there is none."""

    paths: tuple[Path, ...]
    laws: tuple[Law, ...]
    conventions: tuple[JoinedByOne, ...]


@dataclass(frozen=True)
class Answer:
    """The whole answer; ``release`` names the data that it rests on."""

    question: Question
    requesting: Party
    requested: Party
    assistance: Concept | None
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

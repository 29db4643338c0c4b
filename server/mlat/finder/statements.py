"""The statements that an answer is made of, each with where it was read.

Dates are texts as the data has them: a day, a month (``2018-06``) or a year. What is None is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mlat.finder.periods import Span


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

    ``relevant``: it touches the assistance asked for, or a ground for refusal, or names authorities or
    languages.
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

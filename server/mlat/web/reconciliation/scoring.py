"""From a query to candidates: how well a name fits, what further evidence says, whether one is the only one.

The score goes from 0 to 100. Without evidence it is that of the name (see :mod:`mlat.finder.names`).
Evidence is the share of the given values that a thing has, or unknown where the graph has none for it;
unknown is never held against anything. With known evidence the name counts for 60 and the evidence for 40
parts of a hundred. An identifier that fits brings up things that the name would not have found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mlat.finder.names import Entry
from mlat.web.reconciliation.entities import Entities
from mlat.web.reconciliation.reading import Query

#: From here on a name is the same, but for its spelling and the order of its words.
_SAME = 99
_NAME_COUNTS = 0.6
#: The least score of a thing whose identifier is given.
_IDENTIFIED = 90
_LOOKED_AT = 200


@dataclass(frozen=True)
class Found:
    """A candidate.

    ``likeness`` is how well the name fits, None where there is none to compare; ``evidence`` has the share of
    given values that the thing has, from 0 to 1, by property.
    """

    entry: Entry
    score: float
    likeness: float | None
    evidence: Mapping[str, float] = field(default_factory=dict)
    match: bool = False


@dataclass(frozen=True)
class _Evidence:
    """A property that the graph knows, what has any value for it, and what has each of the given ones."""

    property_id: str
    identifying: bool
    known: Mapping[str, object]
    having: Sequence[frozenset[str]]

    def share(self, iri: str) -> float:
        """How many of the given values a thing has."""
        return sum(iri in records for records in self.having) / len(self.having)


def candidates(entities: Entities, query: Query) -> list[Found]:
    """What a query may mean, best first; raises EvaluationError.

    At most one is a match: the only one whose name (or, without a name, whose whole evidence) is the same,
    with nothing against it.
    """
    evidence = list(_evidence(entities, query))
    named = _named(entities, query)
    iris = dict.fromkeys((*named, *_identified(query, evidence)))
    found = [
        _found(entities.names.entries[iri], query, evidence, named.get(iri, 0.0))
        for iri in iris
        if iri in entities.names.entries and entities.is_of(iri, query.types, query.every_type)
    ]
    found = sorted((each for each in found if each.score > 0), key=_order)
    alike = [each for each in found if each.score >= _SAME and min(each.evidence.values(), default=1) == 1]
    if len(alike) == 1:
        found = [replace(each, match=True) if each is alike[0] else each for each in found]
    return found[: query.limit]


def _evidence(entities: Entities, query: Query) -> Iterable[_Evidence]:
    """What a query gives besides a name, as far as the graph has such properties."""
    for name, given in query.evidence:
        if known := entities.properties.get(name):
            values = entities.values(name)
            having = [values.having(text, entities.meant(text)) for text in given]
            yield _Evidence(name, known.identifying, values.by_record, having)


def _named(entities: Entities, query: Query) -> dict[str, float]:
    """The things whose names fit, by IRI, with how well."""
    if not query.text:
        return {}
    fitting = (iri for iri in entities.names.entries if entities.is_of(iri, query.types, query.every_type))
    # Things of other kinds would take the places of those that are looked for.
    kinds = {entities.names.entries[iri].kind for iri in fitting} if query.types else set()
    if query.types and not kinds:
        return {}
    scores = {each.entry.iri: each.score for each in entities.names.search(query.text, kinds, _LOOKED_AT)}
    if itself := entities.find(query.text):
        scores[itself.iri] = 100.0
    return scores


def _identified(query: Query, evidence: Iterable[_Evidence]) -> Iterable[str]:
    """The things that an identifier among the evidence means; without a text, all that any evidence fits."""
    for each in evidence:
        if each.identifying or not query.text:
            yield from sorted(frozenset().union(*each.having))


def _found(entry: Entry, query: Query, evidence: Sequence[_Evidence], likeness: float) -> Found:
    known = [each for each in evidence if entry.iri in each.known]
    shares = {each.property_id: round(each.share(entry.iri), 2) for each in known}
    if not query.text:
        # Nothing else speaks for a thing, so what isn't known of it counts as well.
        return Found(entry, round(100 * sum(shares.values()) / len(query.evidence), 1), None, shares)
    score = likeness
    if known:
        share = sum(shares.values()) / len(shares)
        score = _NAME_COUNTS * likeness + (1 - _NAME_COUNTS) * 100 * share
        if share == 1 and any(each.identifying for each in known):
            score = max(score, _IDENTIFIED + likeness / 10)
    return Found(entry, round(score, 1), round(likeness, 1), shares)


def _order(found: Found) -> tuple[float, bool, str]:
    former = any(name.rank == "code" and len(name.text) == 4 for name in found.entry.names)
    return (-found.score, former, found.entry.iri)

"""What can be reconciled, in one release: things with names, their types, the values of their properties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from mlat.finder.asking import Asker
from mlat.finder.names import Entry, Names
from mlat.finder.rows import Row
from mlat.finder.spelling import folded, words
from mlat.graph.evaluation import Evaluator
from mlat.graph.namespaces import BASE, ONTOLOGY, SKOS
from mlat.graph.query_files import QueryFile, queries_folder, read_folder
from mlat.web.reconciliation.values import Values

#: The types that are offered first; the others are narrower, or concepts.
DEFAULT_TYPES = ("Jurisdiction", "Instrument", "Authority", "DomesticLaw")
_IDENTIFYING = "identifying"
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Type:
    """A type of things; ``broader`` holds the ids of the types just above it."""

    id: str
    name: str
    description: str
    broader: tuple[str, ...]


@dataclass(frozen=True)
class Property:
    """A property, from a file of ``queries/properties``; an identifying one tells which thing is meant."""

    id: str
    name: str
    description: str
    types: frozenset[str]
    identifying: bool


def read_properties() -> dict[str, Property]:
    """All properties by id; raises InputError for a file that can't be understood."""
    return {name: _property(query) for name, query in read_folder(queries_folder("properties")).items()}


def _property(query: QueryFile) -> Property:
    types = frozenset(query.tags) - {_IDENTIFYING}
    return Property(query.name, query.summary, query.description, types, _IDENTIFYING in query.tags)


@dataclass
class Entities:
    """The things of one release; for any thread. Values are asked for when first needed, and kept."""

    names: Names
    types: Mapping[str, Type]
    types_of: Mapping[str, tuple[str, ...]]
    properties: Mapping[str, Property]
    _asker: Asker
    _values: dict[str, Values] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def of(cls, evaluator: Evaluator, client: str = "") -> Entities:
        """The things of the release that the evaluator has now; raises EvaluationError."""
        asker = Asker(evaluator, "reconciliation", client)
        types_of: dict[str, list[str]] = defaultdict(list)
        for row in asker.rows("types"):
            types_of[row.text("record")].append(type_id(row.text("type")))
        return cls(
            Names.of(evaluator, client),
            _types(asker.rows("classes"), {name for names in types_of.values() for name in names}),
            {iri: tuple(sorted(names, key=_rank)) for iri, names in types_of.items()},
            read_properties(),
            Asker(evaluator, "properties", client),
        )

    def find(self, identifier: str) -> Entry | None:
        """The thing with an id, which may be a whole IRI as well; None if there is none."""
        return self.names.entries.get(identifier) or self.names.entries.get(BASE + identifier)

    def meant(self, text: str) -> frozenset[str]:
        """The IRIs of the things that a text names, by id or by a name in any language."""
        if found := self.find(text):
            return frozenset([found.iri])
        return self._by_name.get(folded(text), _NONE) | self._by_name.get(" ".join(words(text)), _NONE)

    @cached_property
    def _by_name(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self.names.entries.values():
            for name in entry.names:
                found[folded(name.text)].add(entry.iri)
                found[" ".join(words(name.text))].add(entry.iri)
        return {name: frozenset(iris) for name, iris in found.items()}

    def values(self, property_id: str) -> Values:
        """The values that things have for a property; raises EvaluationError."""
        with self._lock:
            if property_id not in self._values:
                self._values[property_id] = Values.of(self._asker.rows(property_id))
            return self._values[property_id]

    def described(self, iri: str) -> list[dict[str, str]]:
        """The types of a thing, as the protocol writes them, the narrowest one first."""
        return [{"id": name, "name": self.types[name].name} for name in self.types_of.get(iri, ())]

    def is_of(self, iri: str, wanted: Sequence[str], every: bool = False) -> bool:
        """Whether a thing is of one of some types, or of each of them; no types at all are no condition."""
        own = self.types_of.get(iri, ())
        return not wanted or (all if every else any)(name in own for name in wanted)


def entity_id(iri: str) -> str:
    """The id of a thing: its IRI after the base of the project."""
    return iri.removeprefix(BASE)


def type_id(iri: str) -> str:
    """The id of a type: the name of a class, or of a scheme of concepts."""
    return iri.removeprefix(ONTOLOGY).removeprefix(BASE).removeprefix(SKOS)


def _types(rows: Sequence[Row], used: set[str]) -> dict[str, Type]:
    """The types that at least one thing has; skos:Concept is the only one that the graph has no name for."""
    broader: dict[str, set[str]] = {name: set() for name in used}
    texts = {"Concept": ("concept", "anything of a concept scheme")}
    for row in rows:
        name = type_id(row.text("type"))
        if name in used:
            texts[name] = row.text("label"), row.text("definition")
            broader[name] |= {type_id(row.text("broader"))} & used
    return {
        name: Type(name, *texts.get(name, (name, "")), tuple(sorted(broader[name]))) for name in sorted(used)
    }


def _rank(name: str) -> tuple[bool, str]:
    return name in (*DEFAULT_TYPES, "Concept"), name

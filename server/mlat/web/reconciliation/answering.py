"""The answers of the reconciliation protocol, version 0.2, as plain JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from mlat import __version__
from mlat.errors import UnknownName
from mlat.finder.names import Entry
from mlat.finder.rows import Iri, Value
from mlat.finder.spelling import folded
from mlat.graph.namespaces import BASE, ONTOLOGY
from mlat.web.languages import LANGUAGES
from mlat.web.reconciliation.entities import DEFAULT_TYPES, Entities, Property, Type, entity_id
from mlat.web.reconciliation.reading import BATCH_SIZE, ExtensionQuery, Query, Wanted
from mlat.web.reconciliation.scoring import Found, candidates

Json = dict[str, object]
Named = TypeVar("Named", Type, Property)

_SUGGESTED = 10
_PREVIEW = {"width": 430, "height": 300}


def manifest(entities: Entities, root: str) -> Json:
    """What the service at an address offers; ``root`` is that of the server and ends with a slash."""
    service = f"{root}reconcile"

    def suggested(kind: str) -> Json:
        return {
            "service_url": service,
            "service_path": f"/suggest/{kind}",
            "flyout_service_url": service,
            "flyout_service_path": f"/flyout/{kind}?id=${{id}}",
        }

    return {
        "versions": ["0.1", "0.2"],
        "name": "MLAT Graph: mutual legal assistance",
        "identifierSpace": BASE,
        "schemaSpace": ONTOLOGY,
        "documentation": f"{root}api",
        "serviceVersion": __version__,
        "defaultTypes": [
            {"id": name, "name": entities.types[name].name}
            for name in DEFAULT_TYPES
            if name in entities.types
        ],
        "view": {"url": f"{service}/view?id={{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", **_PREVIEW},
        "suggest": {kind: suggested(kind) for kind in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": _SETTINGS,
        },
        "batchSize": BATCH_SIZE,
    }


_SETTINGS: list[Json] = [
    {
        "name": "limit",
        "label": "Most values",
        "type": "number",
        "default": 0,
        "help_text": "How many values a cell may get; 0 for all",
    },
    {
        "name": "language",
        "label": "Language of names",
        "type": "select",
        "default": "en",
        "help_text": "English where there is no name in it",
        "choices": [{"value": language.tag, "name": language.name} for language in LANGUAGES],
    },
]


def result(entities: Entities, query: Query) -> Json:
    """The candidates for one query; raises EvaluationError."""
    return {"result": [_candidate(entities, found) for found in candidates(entities, query)]}


def _candidate(entities: Entities, found: Found) -> Json:
    likeness = [] if found.likeness is None else [{"id": "name-likeness", "value": found.likeness}]
    return {
        "id": entity_id(found.entry.iri),
        "name": found.entry.label(),
        "description": describe(entities, found.entry),
        "type": entities.described(found.entry.iri),
        "score": found.score,
        "match": found.match,
        "features": likeness + [{"id": name, "value": share} for name, share in found.evidence.items()],
    }


def describe(entities: Entities, entry: Entry) -> str:
    """A few words that tell namesakes apart: the type, and where it belongs."""
    types = entities.described(entry.iri)
    words = [types[0]["name"]] if types else []
    for name in ("jurisdiction", "part-of"):
        words += [_label(entities, value) for value in entities.values(name).by_record.get(entry.iri, ())]
    for name in ("iso-alpha-3", "citation"):
        words += [str(value) for value in entities.values(name).by_record.get(entry.iri, ())[:2]]
    return "; ".join(words)


def suggest_entities(entities: Entities, prefix: str, types: Sequence[str], cursor: int) -> Json:
    """The things whose names fit what was typed, after the first ``cursor`` ones."""
    query = Query(prefix, tuple(types), False, cursor + _SUGGESTED, ())
    return {
        "result": [
            {
                "id": entity_id(found.entry.iri),
                "name": found.entry.label(),
                "description": describe(entities, found.entry),
                "notable": entities.described(found.entry.iri),
            }
            for found in candidates(entities, query)[cursor:]
        ]
    }


def suggest_types(entities: Entities, prefix: str, cursor: int) -> Json:
    """The types whose names or ids hold what was typed; all for nothing."""
    found = _fitting(prefix, entities.types.values())
    return {"result": [write_type(entities, each) for each in found[cursor : cursor + _SUGGESTED]]}


def write_type(entities: Entities, type_: Type) -> Json:
    """A type as the protocol writes it, with the types above it."""
    written: Json = {"id": type_.id, "name": type_.name}
    if type_.description:
        written["description"] = type_.description
    if type_.broader:
        written["broader"] = [{"id": name, "name": entities.types[name].name} for name in type_.broader]
    return written


def suggest_properties(entities: Entities, prefix: str, types: Sequence[str], cursor: int) -> Json:
    """The properties whose names or ids hold what was typed, of things of some types."""
    fitting = _fitting(prefix, _properties_of(entities, types))
    return {"result": [_written(each) for each in fitting[cursor : cursor + _SUGGESTED]]}


def propose(entities: Entities, type_id: str, limit: int) -> Json:
    """The properties that things of a type have; ``limit`` 0 means all."""
    found = _properties_of(entities, [type_id] if type_id else [])
    shown = found[: limit or None]
    answer: Json = {"properties": [{"id": each.id, "name": each.name} for each in shown]}
    answer["type"] = type_id
    return answer | ({"limit": limit} if limit else {})


def _properties_of(entities: Entities, types: Sequence[str]) -> list[Property]:
    """Those of the types and of all that are broader; of a type that isn't known, all of them."""
    wanted = {broader for name in types for broader in _upward(entities, name)}
    found = [each for each in entities.properties.values() if not wanted or wanted & each.types]
    return sorted(found, key=lambda each: (not each.identifying, each.name))


def _upward(entities: Entities, name: str) -> set[str]:
    known = entities.types.get(name)
    return {name}.union(*(_upward(entities, each) for each in known.broader)) if known else set()


def _fitting(prefix: str, offered: Iterable[Named]) -> list[Named]:
    """What has a name that begins with what was typed, then what holds it."""
    wanted = folded(prefix)
    keyed = [((folded(each.name), folded(each.id)), each) for each in offered]
    begins = [each for names, each in keyed if any(name.startswith(wanted) for name in names)]
    holds = [each for names, each in keyed if each not in begins and any(wanted in name for name in names)]
    return begins + holds


def _written(property_: Property) -> Json:
    return {"id": property_.id, "name": property_.name, "description": property_.description}


def extend(entities: Entities, query: ExtensionQuery) -> Json:
    """The values of some properties of some things.

    :raises UnknownName: for a property that there is not.
    :raises EvaluationError: when the evaluator gives no answer.
    """
    for wanted in query.properties:
        if wanted.id not in entities.properties:
            near = [each.id for each in _fitting(wanted.id[:4], entities.properties.values())][:4]
            hint = f"; the nearest are {', '.join(near)}" if near else ""
            raise UnknownName(f"no property {wanted.id[:100]!r}{hint}", near)
    return {
        "meta": [_column(entities, wanted) for wanted in query.properties],
        "rows": {identifier: _row(entities, identifier, query.properties) for identifier in query.ids},
    }


def _column(entities: Entities, wanted: Wanted) -> Json:
    """A property, and the type of its values where all of them are things of one type."""
    column: Json = {"id": wanted.id, "name": entities.properties[wanted.id].name}
    types: set[str] | None = None
    for values in entities.values(wanted.id).by_record.values():
        for value in values:
            own = set(entities.types_of.get(value, ())) if isinstance(value, Iri) else set()
            types = own if types is None else types & own
    common = sorted(types or (), key=lambda name: (name not in DEFAULT_TYPES, name == "Concept", name))
    if common:
        column["type"] = {"id": common[0], "name": entities.types[common[0]].name}
    return column


def _row(entities: Entities, identifier: str, properties: Sequence[Wanted]) -> Mapping[str, object]:
    entry = entities.find(identifier)
    return {
        wanted.id: [
            _cell(entities, value, wanted.language)
            for value in (entities.values(wanted.id).by_record.get(entry.iri, ()) if entry else ())[
                : wanted.limit or None
            ]
        ]
        for wanted in properties
    }


def _cell(entities: Entities, value: Value, language: str) -> Json:
    """A value; days stay texts, as the protocol's dates have a time of day, which no source gives."""
    if isinstance(value, Iri) and value in entities.names.entries:
        return {"id": entity_id(value), "name": entities.names.label(value, language)}
    if isinstance(value, bool):
        return {"str": str(value).lower()}
    if isinstance(value, int):
        return {"int": value}
    if isinstance(value, float):
        return {"float": value}
    return {"str": str(value)}


def _label(entities: Entities, value: Value) -> str:
    return entities.names.label(value) if isinstance(value, Iri) else str(value)

"""What clients of the reconciliation protocol send, read strictly: batches of queries, queries for values.

Fields that the specification doesn't have are left aside, as clients send them by habit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mlat.graph.namespaces import ONTOLOGY, SKOS
from mlat.web.protocol import ProtocolError
from mlat.web.reconciliation.entities import type_id

#: How many queries one request may hold (413 beyond), as the manifest says.
BATCH_SIZE = 25
#: How many things and properties a query for values may name.
MOST_IDS, MOST_PROPERTIES = 1000, 20
#: How many properties a query may give as evidence, and how many values of each are looked at.
MOST_EVIDENCE, MOST_VALUES = 10, 10
DEFAULT_LIMIT, MOST_CANDIDATES = 10, 50
_LONGEST = 300

#: A value given as evidence: a text, a number, a boolean as text, or the id of a thing.
Evidence = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Query:
    """A reconciliation query; ``evidence`` holds property ids with the values given for each."""

    text: str
    types: tuple[str, ...]
    every_type: bool
    limit: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Wanted:
    """A property in a query for values; ``limit`` 0 means all, ``language`` is for names of things."""

    id: str
    limit: int
    language: str


@dataclass(frozen=True)
class ExtensionQuery:
    """A query for the values of some properties of some things."""

    ids: tuple[str, ...]
    properties: tuple[Wanted, ...]


def read_batch(text: str) -> dict[str, Query]:
    """The queries of a batch by their keys; raises ProtocolError (400, 413)."""
    batch = _object(_parsed(text, "queries"), "queries")
    if len(batch) > BATCH_SIZE:
        raise ProtocolError(413, f"there are {len(batch)} queries; one request may hold {BATCH_SIZE}")
    return {key: _query(content, f"queries: {key}") for key, content in batch.items()}


def read_single(text: str) -> Query:
    """The one query of a request as clients sent it before batches: a JSON object, or just a text."""
    if text.lstrip().startswith("{"):
        return _query(_parsed(text, "query"), "query")
    return _query({"query": text}, "query")


def read_extension(text: str) -> ExtensionQuery:
    """A query for values; raises ProtocolError (400, 413)."""
    content = _object(_parsed(text, "extend"), "extend")
    ids = tuple(_text(each, "extend: ids") for each in _list(content.get("ids"), "extend: ids"))
    wanted = tuple(_wanted(each) for each in _list(content.get("properties"), "extend: properties"))
    if len(ids) > MOST_IDS or len(wanted) > MOST_PROPERTIES:
        raise ProtocolError(
            413, f"one request may ask for {MOST_PROPERTIES} properties of {MOST_IDS} things at most"
        )
    return ExtensionQuery(tuple(dict.fromkeys(ids)), wanted)


def read_types(given: object, where: str) -> tuple[str, ...]:
    """Ids of types from one or several, which may be whole IRIs or objects with an id."""
    several = given if isinstance(given, list) else [given]
    found = []
    for each in several:
        name = _text(each.get("id") if isinstance(each, dict) else each, where)
        found += [type_id(name)] if name else []
    return tuple(found)


def _query(content: object, where: str) -> Query:
    fields = _object(content, where)
    text = _text(fields.get("query") or "", f"{where}: query").strip()[:_LONGEST]
    evidence = tuple(
        found
        for each in _list(fields.get("properties") or [], f"{where}: properties")
        if (found := _evidence(_object(each, f"{where}: properties"), f"{where}: properties"))[1]
    )
    if len(evidence) > MOST_EVIDENCE:
        raise ProtocolError(413, f"{where}: more than {MOST_EVIDENCE} properties")
    types = read_types(fields["type"], f"{where}: type") if fields.get("type") else ()
    return Query(
        text, types, fields.get("type_strict") == "all", _limit(fields.get("limit"), where), evidence
    )


def _evidence(fields: Mapping[str, object], where: str) -> Evidence:
    """One property with its values; the id of a property may be the IRI of a term."""
    name = _text(fields.get("pid"), f"{where}: pid").removeprefix(ONTOLOGY).removeprefix(SKOS)
    given = fields.get("v")
    several = given if isinstance(given, list) else [given]
    return name, tuple(text for each in several[:MOST_VALUES] if (text := _value(each, where)))


def _value(given: object, where: str) -> str:
    if isinstance(given, dict):
        given = given.get("id")
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    return _text(str(given) if isinstance(given, int | float) else given or "", where).strip()[:_LONGEST]


def _limit(given: object, where: str) -> int:
    if given is None:
        return DEFAULT_LIMIT
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given < 1e9:
        raise ProtocolError(400, f"{where}: limit is not a positive number")
    return min(int(given) or DEFAULT_LIMIT, MOST_CANDIDATES)


def _wanted(content: object) -> Wanted:
    where = "extend: properties"
    fields = _object(content, where)
    settings = _object(fields.get("settings") or {}, f"{where}: settings")
    try:
        # Forms send numbers as texts.
        limit = max(int(float(str(settings.get("limit") or 0))), 0)
    except (ValueError, OverflowError):
        raise ProtocolError(400, f"{where}: settings: limit is not a number") from None
    language = _text(settings.get("language") or "en", f"{where}: settings: language")
    return Wanted(_text(fields.get("id"), f"{where}: id"), limit, language)


def _parsed(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise ProtocolError(400, f"{where}: not JSON: {error}") from None
    except RecursionError:
        raise ProtocolError(400, f"{where}: not JSON that is of any use here: nested too deeply") from None


def _object(given: object, where: str) -> Mapping[str, object]:
    if not isinstance(given, dict):
        raise ProtocolError(400, f"{where}: not a JSON object")
    return given


def _list(given: object, where: str) -> Sequence[object]:
    if not isinstance(given, list):
        raise ProtocolError(400, f"{where}: not a JSON array")
    return given


def _text(given: object, where: str) -> str:
    if not isinstance(given, str):
        raise ProtocolError(400, f"{where}: not a text")
    return given

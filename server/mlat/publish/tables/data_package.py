"""``datapackage.json``: the tables described as a Data Package (version 2), for Frictionless."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from mlat.graph.namespaces import BASE
from mlat.publish.tables.columns import SEPARATOR, Column, Kind
from mlat.publish.tables.described import (
    DATE_PATTERN,
    DESCRIPTION,
    LICENCE,
    TITLE,
    Vocabulary,
    describe,
    foreign_keys,
    slugs_of,
    term_of,
)
from mlat.publish.tables.table import Table

Json = dict[str, object]

_TYPES: Mapping[Kind, Json] = {
    Kind.NUMBER: {"type": "integer"},
    Kind.FLAG: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    Kind.DAY: {"type": "date"},
    Kind.IRI: {"type": "string"},
}


def data_package(tables: Sequence[Table], vocabulary: Vocabulary, day: str) -> Json:
    """The description; ``day`` is up to when the graph knows, which makes the version."""
    keys = {table.name: table.key for table in tables}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "mlat-graph",
        "id": f"{BASE}dataset",
        "title": TITLE,
        "description": DESCRIPTION,
        "homepage": BASE,
        "version": day,
        "created": f"{day}T00:00:00Z",
        "licenses": [{"name": "CC0-1.0", "path": LICENCE, "title": "Creative Commons Zero 1.0"}],
        "keywords": ["mutual legal assistance", "treaties", "international criminal law"],
        "resources": [_resource(table, vocabulary, keys) for table in tables],
    }


def _resource(table: Table, vocabulary: Vocabulary, keys: Mapping[str, tuple[Column, ...]]) -> Json:
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(table.csv),
        "hash": f"sha256:{hashlib.sha256(table.csv).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [_field(column, vocabulary) for column in table.columns],
            "primaryKey": [column.name for column in table.key],
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": other, "fields": [key]}}
                for column, other, key in foreign_keys(table, keys)
            ],
        },
    }


def _field(column: Column, vocabulary: Vocabulary) -> Json:
    described: Json = {"name": column.name, "description": describe(column, vocabulary)}
    if column.kind.several:
        described |= {"type": "list", "delimiter": SEPARATOR, "itemType": "string"}
    else:
        described |= _TYPES.get(column.kind, {"type": "string"})
    if column.term:
        described["rdfType"] = term_of(column)
    constraints: Json = {"required": True} if column.is_required else {}
    if column.kind is Kind.DATE:
        constraints["pattern"] = DATE_PATTERN
    if column.kind is Kind.CONCEPT and (slugs := slugs_of(column, vocabulary)):
        constraints["enum"] = list(slugs)
    return described | ({"constraints": constraints} if constraints else {})

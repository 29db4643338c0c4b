"""``csv-metadata.json``: the tables described by CSV on the Web (W3C Recommendation of 2015)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mlat.graph import iris
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
    term_of,
)
from mlat.publish.tables.table import Table

Json = dict[str, object]

_DATATYPES: Mapping[Kind, object] = {
    Kind.NUMBER: "integer",
    Kind.FLAG: "boolean",
    Kind.DAY: "date",
    Kind.DATE: {"base": "string", "format": DATE_PATTERN},
    Kind.IRI: "anyURI",
    Kind.IRIS: "anyURI",
}
#: Kinds whose cells say the same as the value in the graph, so that a term names what they are.
_PLAIN = (Kind.TEXT, Kind.FLAG, Kind.DAY, Kind.LIST)


def csvw_metadata(tables: Sequence[Table], vocabulary: Vocabulary, day: str) -> Json:
    """The description of all tables as one group; ``day`` is up to when the graph knows."""
    keys = {table.name: table.key for table in tables}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": TITLE,
        "dc:description": DESCRIPTION,
        "dc:license": {"@id": LICENCE},
        "dc:source": {"@id": f"{BASE}dataset"},
        "dc:modified": {"@value": day, "@type": "xsd:date"},
        "tables": [_table(table, vocabulary, keys) for table in tables],
    }


def _table(table: Table, vocabulary: Vocabulary, keys: Mapping[str, tuple[Column, ...]]) -> Json:
    names = [column.name for column in table.columns]
    subject: Json = {"aboutUrl": "{+iri}"} if "iri" in names else {}
    return {
        "url": f"{table.name}.csv",
        "dc:title": table.title,
        "dc:description": table.description,
        "tableSchema": {
            **subject,
            "columns": [_column(column, vocabulary, keys) for column in table.columns],
            "primaryKey": [column.name for column in table.key],
            "foreignKeys": [
                {
                    "columnReference": column,
                    "reference": {"resource": f"{other}.csv", "columnReference": key},
                }
                for column, other, key in foreign_keys(table, keys)
            ],
        },
    }


def _column(column: Column, vocabulary: Vocabulary, keys: Mapping[str, tuple[Column, ...]]) -> Json:
    described: Json = {
        "name": column.name,
        "titles": column.name,
        "dc:description": describe(column, vocabulary),
        "datatype": _datatype(column, keys),
        "required": column.is_required,
    }
    if column.kind.several:
        described["separator"] = SEPARATOR
    if column.term and column.kind in _PLAIN:
        described["propertyUrl"] = term_of(column)
    if column.term and column.kind is Kind.CONCEPT:
        described |= {
            "propertyUrl": term_of(column),
            "valueUrl": iris.concept(column.detail, f"{{{column.name}}}"),
        }
    return described


def _datatype(column: Column, keys: Mapping[str, tuple[Column, ...]]) -> object:
    """A reference has the type of the key that it leads to."""
    (leads_to,) = keys.get(column.detail, (column,)) if column.kind is Kind.REFERENCE else (column,)
    return _DATATYPES.get(leads_to.kind, "string")

"""The tables of sources, of second statements and of retired ids."""

from __future__ import annotations

from mlat.build.schema.model import NOTE, SOURCE, Table, columns

STATEMENTS = Table(
    "statements",
    "a value that a second source gives for a record: it completes the record, or disagrees with it",
    "s and a number made from table, record, column, value and source",
    columns(
        ("id", "id!", "given once"),
        ("table", "text!", "table of the record"),
        ("record", "text!", "id of the record"),
        ("column", "text!", "column that the value is for"),
        ("value", "text!", "the value, written as in that column"),
        (
            "standing",
            "concept:standing!",
            "completes: the record has the value from here; disagrees: the record keeps another",
        ),
        *SOURCE,
        NOTE,
    ),
)


SOURCES = Table(
    "sources",
    "a publisher of sources, or a data set: how good its word is",
    "its short name",
    columns(
        ("id", "id!", "given once"),
        ("title", "text!", "who publishes"),
        (
            "kind",
            "concept:source-kind!",
            "depositary, government, legislation-database, encyclopaedia, press or other",
        ),
        ("prefixes", "list", "beginnings of the addresses that belong to it, without the scheme"),
        NOTE,
    ),
)


ALIASES = Table(
    "aliases",
    "a retired id and the one that stands for it",
    "the retired id",
    columns(
        ("id", "id!", "the retired id"),
        ("table", "text!", "table of the record"),
        ("current", "text!", "the id that stands for it"),
        ("reason", "text!", "why"),
    ),
)

"""A table in memory: rows of typed cells, sorted by key; made of a query of the folder ``queries/tables``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import pyoxigraph as ox

from mlat.errors import PublishError
from mlat.graph.binding import Term
from mlat.graph.formats import write_rows
from mlat.graph.namespaces import XSD
from mlat.graph.query_files import QueryFile
from mlat.graph.store import Store
from mlat.publish.tables.columns import SEPARATOR, Column, Kind, read_columns

Cell = str | int | bool | tuple[str, ...] | None
Row = tuple[Cell, ...]

#: What the queries put between several values: a character that no text of the graph holds.
_QUERY_SEPARATOR = "\u001f"


@dataclass(frozen=True)
class Table:
    """Rows with their columns; the file is called ``NAME.csv``."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: list[Row]

    @property
    def key(self) -> tuple[Column, ...]:
        """The columns of the primary key."""
        return tuple(column for column in self.columns if column.is_key)

    @cached_property
    def csv(self) -> bytes:
        """The table as CSV (RFC 4180) in UTF-8, with lines ended by LF."""
        names = [column.name for column in self.columns]
        plain = not any(column.kind.several or column.kind is Kind.FLAG for column in self.columns)
        rows: Iterable[Iterable[Cell]] = self.rows if plain else (map(written, row) for row in self.rows)
        return write_rows(names, rows).encode()


def written(cell: Cell) -> str | int | None:
    """A cell as the writer of CSV takes it, which writes nothing for None."""
    if isinstance(cell, tuple):
        return SEPARATOR.join(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell


def read_table(store: Store, query: QueryFile) -> Table:
    """The table that a query gives; raises PublishError where the rows aren't what the columns promise."""
    columns = read_columns(query.columns, query.name)
    answer = store.table(query.text)
    names = tuple(column.name for column in columns)
    if answer.columns != names:
        raise PublishError(f"{query.name}: the query gives {answer.columns}, its header declares {names}")
    rows = [tuple(map(_cell, columns, row)) for row in answer.rows]
    return make_table(query.name, query.summary, query.description, columns, rows)


def make_table(
    name: str, title: str, description: str, columns: tuple[Column, ...], rows: Iterable[Row]
) -> Table:
    """A table with its rows in the order of their keys.

    :raises PublishError: for a key that two rows have, a blank in a required column, or a value with the
        separator in it.
    """
    places = [index for index, column in enumerate(columns) if column.is_key]
    ordered = sorted(rows, key=lambda row: [row[place] for place in places])
    _check(name, columns, ordered, places)
    return Table(name, title, description, columns, ordered)


def _check(name: str, columns: tuple[Column, ...], rows: list[Row], places: list[int]) -> None:
    required = [(index, column.name) for index, column in enumerate(columns) if column.is_required]
    several = [(index, column.name) for index, column in enumerate(columns) if column.kind.several]
    before: list[Cell] = []
    for row in rows:
        key = [row[place] for place in places]
        if key == before:
            raise PublishError(f"{name}: two rows have the key {key}")
        before = key
        if None in row and (missing := [column for index, column in required if row[index] is None]):
            raise PublishError(f"{name}: {key} has no {missing[0]}")
        for index, column in several:
            if SEPARATOR in "".join(cast("tuple[str, ...]", row[index] or ())):
                raise PublishError(f"{name}: a value of {column} in {key} holds {SEPARATOR!r}")


def _cell(column: Column, term: Term | None) -> Cell:
    if term is None:
        return None
    if not isinstance(term, ox.NamedNode | ox.Literal):
        raise PublishError(f"{column.name}: a blank node can't stand in a table")
    if not term.value:
        return None
    if column.kind.several:
        return tuple(sorted(set(term.value.split(_QUERY_SEPARATOR))))
    if column.kind is Kind.FLAG and isinstance(term, ox.Literal):
        return _flag(term)
    return int(term.value) if column.kind is Kind.NUMBER else term.value


def _flag(term: ox.Literal) -> bool:
    if term.datatype.value != f"{XSD}boolean":
        raise PublishError(f"{term} is neither true nor false")
    return term.value in ("true", "1")

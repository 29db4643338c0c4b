"""What a table and a column are, and the columns that every fact has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column: its name, how its cells are read, whether it must be filled, and what it means."""

    name: str
    kind: str
    meaning: str
    required: bool = False


@dataclass(frozen=True)
class Table:
    """A table: its file name without ``.csv``, what a row is, how its id is made, and its columns."""

    name: str
    row: str
    id_rule: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in file order."""
        return tuple(column.name for column in self.columns)


def columns(*rows: tuple[str, str, str]) -> tuple[Column, ...]:
    """Columns from (name, kind, meaning); a ``!`` after the kind makes a column required."""
    return tuple(Column(name, kind.rstrip("!"), meaning, kind.endswith("!")) for name, kind, meaning in rows)


SOURCE = (
    ("source_url", "iri!", "the page from which the fact was read"),
    ("source_as_of", "date", "the day to which the source itself says its content is true"),
)
NOTE = ("note", "text", "remarks of those who read the source")

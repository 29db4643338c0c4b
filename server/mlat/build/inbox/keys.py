"""What makes two rows speak of the same thing, table by table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mlat.build.inbox.authorities import name_key
from mlat.build.inbox.drafts import Cells

Key = tuple[str, ...]
Row = Mapping[str, str]


def key_of(table: str, cells: Row, tables: Mapping[str, Mapping[str, Cells]]) -> Key:
    """The natural key of a row that stands in ``tables``; the converters give drafts the same keys."""
    special = _SPECIAL.get(table)
    return special(cells, tables) if special else (cells["id"],)


def _provision(cells: Row, _: Mapping[str, Mapping[str, Cells]]) -> Key:
    names = ("instrument_id", "provision", "slug", "article", "certainty")
    return tuple(cells[name] for name in names)


def _declaration(cells: Row, _: Mapping[str, Mapping[str, Cells]]) -> Key:
    return tuple(cells[name] for name in ("instrument_id", "party", "kind", "article"))


def _authority(cells: Row, _: Mapping[str, Mapping[str, Cells]]) -> Key:
    return cells["jurisdiction"], name_key(cells["name_en"])


def _designation(cells: Row, tables: Mapping[str, Mapping[str, Cells]]) -> Key:
    authority = _authority(tables["authorities"][cells["authority_id"]], tables)
    words = cells["role_note"] or cells["role"].replace("-", " ")
    return (*authority, cells["role"], words, cells["instruments"])


_SPECIAL: Mapping[str, Callable[[Row, Mapping[str, Mapping[str, Cells]]], Key]] = {
    "provisions": _provision,
    "declarations": _declaration,
    "authorities": _authority,
    "designations": _designation,
}

"""What makes two rows speak of the same thing, table by table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mlat.build.inbox.aliases import Aliases
from mlat.build.inbox.authorities import name_key

Key = tuple[str, ...]
Row = Mapping[str, str]


def key_of(table: str, cells: Row, aliases: Aliases) -> Key:
    """The natural key of a row of a table, or of a draft; the id where a table has no other."""
    special = _SPECIAL.get(table)
    return special(cells, aliases) if special else (cells.get("id", ""),)


def _provision(cells: Row, aliases: Aliases) -> Key:
    names = ("provision", "slug", "article", "certainty")
    return aliases.current("instruments", cells["instrument_id"]), *(cells[name] for name in names)


def _declaration(cells: Row, aliases: Aliases) -> Key:
    instrument = aliases.current("instruments", cells["instrument_id"])
    return instrument, *(cells[name] for name in ("party", "kind", "article"))


def _authority(cells: Row, _: Aliases) -> Key:
    return cells["jurisdiction"], name_key(cells["name_en"])


def _designation(cells: Row, aliases: Aliases) -> Key:
    authority = aliases.current("authorities", cells["authority_id"])
    words = cells["role_note"] or cells["role"].replace("-", " ")
    instruments = (aliases.current("instruments", text) for text in cells["instruments"].split("; "))
    return authority, cells["role"], words, "; ".join(sorted(instruments))


_SPECIAL: Mapping[str, Callable[[Row, Aliases], Key]] = {
    "provisions": _provision,
    "declarations": _declaration,
    "authorities": _authority,
    "designations": _designation,
}

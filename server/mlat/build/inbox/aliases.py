"""Retired ids: a batch may still use them, and no new record gets one."""

from __future__ import annotations

from collections.abc import Iterable, Set

from mlat.build.inbox.drafts import Cells


class Aliases:
    """The rows of ``aliases.csv``."""

    def __init__(self, rows: Iterable[Cells]) -> None:
        self._current = {(cells["table"], cells["id"]): cells["current"] for cells in rows}

    def current(self, table: str, identifier: str) -> str:
        """The id that stands for a retired one; any other id as it is."""
        return self._current.get((table, identifier), identifier)

    def retired(self, table: str) -> Set[str]:
        """The retired ids of a table."""
        return {identifier for name, identifier in self._current if name == table}

"""Whose word is better: depositary, then government, then legislation database, then encyclopaedia."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from mlat.build.inbox.drafts import Cells, Journal

#: Better first. A data set put together from official code lists ranks with the legislation databases.
RANKS: Mapping[str, int] = {
    "depositary": 1,
    "government": 2,
    "legislation-database": 3,
    "data-set": 3,
    "encyclopaedia": 4,
    "press": 5,
    "other": 6,
}


class Publishers:
    """The publishers of ``sources.csv``, found by the longest beginning of an address."""

    def __init__(self, rows: Mapping[str, Cells]) -> None:
        self.rows = dict(rows)
        self._kinds = {
            prefix.strip(): cells["kind"]
            for cells in rows.values()
            for prefix in cells["prefixes"].split(";")
            if prefix.strip()
        }

    def rank(self, url: str) -> int:
        """The rank of a page: 1 is best, 6 is a page of no known publisher."""
        kind = self._kinds.get(self._prefix(url), "other")
        return RANKS[kind]

    def admit(self, url: str, journal: Journal) -> None:
        """Give a page of an unknown publisher a row of kind ``other``, named by its host, and tell so."""
        if self._prefix(url):
            return
        host = urlsplit(url).netloc
        self.rows[host] = {"id": host, "title": host, "kind": "other", "prefixes": host, "note": ""}
        self._kinds[host] = "other"
        journal.note("New publishers, to be classified in sources.csv", host, f"first seen at {url}")

    def _prefix(self, url: str) -> str:
        address = url.partition("://")[2]
        parts = address.split("/")
        candidates = ("/".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((candidate for candidate in candidates if candidate in self._kinds), "")

"""Whose word is better: depositary, then government, then legislation database, then encyclopaedia."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mlat.build.inbox.drafts import Cells, Journal
from mlat.build.inbox.identify import free
from mlat.graph import iris

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
#: Addresses of publishers themselves, for facts of which no page is recorded.
_OWN_SOURCES = iris.record("source", "")


class Publishers:
    """The publishers of ``sources.csv``, found by the longest beginning of an address."""

    def __init__(self, rows: dict[str, Cells]) -> None:
        self._rows = rows
        self._kinds = {
            prefix.strip(): cells["kind"]
            for cells in rows.values()
            for prefix in cells["prefixes"].split(";")
            if prefix.strip()
        }

    def rank(self, url: str) -> int:
        """The rank of a page: 1 is best, 6 is a page of no known publisher."""
        return RANKS[self._kind(url) or "other"]

    def admit(self, url: str, journal: Journal) -> None:
        """Give a page of an unknown publisher a row of kind ``other``, named by its host, and tell so."""
        host = re.split("[/?#]", url.partition("://")[2])[0]
        if not host or self._kind(url) or url.startswith(_OWN_SOURCES):
            return
        # An id is ASCII letters, digits, points and hyphens; a host may have a port or another script.
        identifier = free(re.sub(r"[^A-Za-z0-9.-]+", "-", host).strip(".-") or "publisher", self._rows)
        self._rows[identifier] = {
            "id": identifier,
            "title": host,
            "kind": "other",
            "prefixes": host,
            "note": "",
        }
        self._kinds[host] = "other"
        journal.note("New publishers, to be classified in sources.csv", identifier, f"first seen at {url}")

    def _kind(self, url: str) -> str:
        """The kind of a page's publisher; blank where nobody is known to publish it."""
        if url.startswith(_OWN_SOURCES):
            return self._rows.get(url.removeprefix(_OWN_SOURCES), {}).get("kind", "")
        address = url.partition("://")[2]
        # A prefix ends where a part of the address ends: "doj.gov" does not begin "doj.gov.hk".
        ends = [found.start() for found in re.finditer("[/?#]", address)]
        candidates = [address, *(address[: end + extra] for end in reversed(ends) for extra in (1, 0))]
        return next((self._kinds[each] for each in candidates if each in self._kinds), "")

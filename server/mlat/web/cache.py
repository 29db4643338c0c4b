"""Answers that are kept: bounded in bytes, for one release of the graph, and made once for all who wait.

:class:`Cache` holds values; :class:`Shared` stands before an evaluator and keeps its answers in one.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from mlat.errors import Overloaded
from mlat.graph.evaluation import AsyncEvaluator, Before, Evaluation
from mlat.graph.volatility import is_volatile

_V = TypeVar("_V")

#: What an entry takes besides its key and its value, in bytes: objects, headers, a place in the table.
_OVERHEAD = 2000
# One answer may fill a quarter of the cache: a larger one would drive out all others for a single client.
_SHARE = 4


@dataclass(frozen=True)
class CacheState:
    """How full a cache is, in entries and bytes, and what it was good for; hits and misses only ever grow."""

    entries: int
    size: int
    hits: int
    misses: int


class Cache(Generic[_V]):
    """Values by key, the least recently used given up first; for any thread.

    All entries belong to one release: asking for another one empties the cache.
    """

    def __init__(self, max_bytes: int) -> None:
        """Keep at most so many bytes; with 0, keep nothing."""
        self._max_bytes = max_bytes
        self._release = ""
        self._size = 0
        self._entries: OrderedDict[Hashable, tuple[_V, int]] = OrderedDict()
        self._lock = threading.Lock()
        # Counters in C count right without a lock, and the way of a hit has none at all.
        self._hits, self._misses = itertools.count(1), itertools.count(1)
        self._hit_count = self._miss_count = 0

    def find(self, release: str, key: Hashable) -> _V | None:
        """The value of a key in a release; None if there is none."""
        entry = self._entries.get(key) if release == self._release else None
        if entry is None:
            self._miss_count = next(self._misses)
            return None
        self._hit_count = next(self._hits)
        # Another thread may have given the entry up since then; its value is right nevertheless.
        with contextlib.suppress(KeyError):
            self._entries.move_to_end(key)
        return entry[0]

    def keep(self, release: str, key: Hashable, value: _V, size: int) -> bool:
        """Keep a value of so many bytes, its key included; False if it is too large."""
        size += _OVERHEAD
        if size * _SHARE > self._max_bytes:
            return False
        with self._lock:
            if release != self._release:
                self._entries.clear()
                self._release, self._size = release, 0
            replaced = self._entries.pop(key, None)
            self._entries[key] = (value, size)
            self._size += size - (replaced[1] if replaced else 0)
            while self._size > self._max_bytes:
                _, (_, dropped) = self._entries.popitem(last=False)
                self._size -= dropped
        return True

    @property
    def state(self) -> CacheState:
        """How it is now."""
        return CacheState(len(self._entries), self._size, self._hit_count, self._miss_count)


class _Left(Exception):
    """Who asked first has left; one of those who wait must ask again."""


class Shared(Before):
    """An evaluator that answers the same query once: those who come meanwhile wait, those after get it kept.

    Errors are shared with those who wait, but for :class:`Overloaded`, which is about one client, and they
    are never kept.
    """

    def __init__(self, inner: AsyncEvaluator, max_bytes: int) -> None:
        """Stand before another evaluator of the same event loop, and keep at most so many bytes."""
        super().__init__(inner)
        self._inner = inner
        self.cache: Cache[bytes] = Cache(max_bytes)
        self._flights: dict[tuple[str, Evaluation], asyncio.Future[bytes]] = {}

    def kept(self, evaluation: Evaluation) -> bytes | None:
        """The answer, if it is kept."""
        return self.cache.find(self._inner.release, evaluation)

    async def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
        """Answer a query, from what is kept if possible; raises what the evaluator raises."""
        if is_volatile(evaluation.text):
            return await self._inner.evaluate(evaluation, client)
        release = self._inner.release
        found = self.cache.find(release, evaluation)
        if found is not None:
            return found
        key = release, evaluation
        while flight := self._flights.get(key):
            try:
                return await asyncio.shield(flight)
            except _Left:
                continue
            except Overloaded:
                return await self._inner.evaluate(evaluation, client)
        return await self._lead(key, client)

    async def _lead(self, key: tuple[str, Evaluation], client: str) -> bytes:
        """Evaluate for this client and for all who come meanwhile."""
        release, evaluation = key
        flight = self._flights[key] = asyncio.get_running_loop().create_future()
        try:
            body = await self._inner.evaluate(evaluation, client)
        except BaseException as error:
            flight.set_exception(_Left() if isinstance(error, asyncio.CancelledError) else error)
            # Nobody may have waited for it, and then it has still been told.
            flight.exception()
            raise
        finally:
            del self._flights[key]
        flight.set_result(body)
        # An answer that came while the release changed may be of either.
        if self._inner.release == release:
            self.cache.keep(release, evaluation, body, len(body) + 2 * len(evaluation.text))
        return body

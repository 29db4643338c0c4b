"""One timer for many who wait equally long: one for each would cost more than all the rest of waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

#: How late a deadline may be noticed, in seconds.
_TICK = 0.02


class Deadlines:
    """What is to be called unless it is dropped in time; for one event loop."""

    def __init__(self, seconds: float) -> None:
        """Wait so long for each."""
        self._seconds = seconds
        #: In the order of their deadlines, as all wait equally long.
        self._due: dict[Callable[[], None], float] = {}
        self._looking = False

    def add(self, call: Callable[[], None]) -> None:
        """Call when the time is over."""
        loop = asyncio.get_running_loop()
        self._due[call] = loop.time() + self._seconds
        if not self._looking:
            self._looking = True
            loop.call_later(min(_TICK, self._seconds), self._look)

    def drop(self, call: Callable[[], None]) -> None:
        """Don't call any more, if it was not called yet."""
        self._due.pop(call, None)

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        for call in [call for call, due in self._due.items() if due <= now]:
            del self._due[call]
            call()
        self._looking = bool(self._due)
        if self._looking:
            loop.call_later(_TICK, self._look)

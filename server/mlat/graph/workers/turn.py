"""One evaluation, from the queue to its answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from mlat.graph.workers.line import Line
from mlat.graph.workers.slots import Slots


class Turn:
    """What one evaluation holds: a slot, and a worker that was asked.

    A worker that has answered is asked the next query within the same call, before whoever waits for the
    answer wakes up: otherwise it would be idle for as long as that takes.
    """

    __slots__ = ("_begun", "_holding", "_idle", "_reusable", "_slots", "answer", "client", "line", "request")

    def __init__(
        self, slots: Slots, idle: list[Line], reusable: Callable[[Line], bool], client: str, request: bytes
    ) -> None:
        """Hold nothing yet; ``idle`` are workers that wait, ``reusable`` tells which may go back there."""
        self._slots, self._idle, self._reusable = slots, idle, reusable
        self.client, self.request = client, request
        self.line: Line | None = None
        self.answer: asyncio.Future[tuple[bytes, bytes]] | None = None
        self._holding, self._begun = False, 0.0

    def start(self) -> None:
        """The slot is there: ask a worker that waits, if there is one."""
        self._holding, self._begun = True, time.monotonic()
        if self._idle and not self._idle[-1].spent:
            self.ask(self._idle.pop())

    def ask(self, line: Line) -> None:
        """Ask a worker."""
        self.line, self.answer = line, line.ask(self.request, self._free)

    def end(self) -> None:
        """Give back the slot, unless that is done."""
        if self._holding:
            self._holding = False
            self._slots.give_back(self.client, time.monotonic() - self._begun)

    def _free(self, line: Line) -> None:
        if self._reusable(line):
            self.line = None
            self._idle.append(line)
            self.end()

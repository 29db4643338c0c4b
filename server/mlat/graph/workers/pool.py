"""The evaluator of the server: worker processes that can be killed, shared fairly, replaced at will."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections import Counter
from collections.abc import Mapping, Sequence

from mlat.errors import EvaluationError, MlatError, Overloaded, StoreError, TooLarge, TooSlow, WorkerLost
from mlat.graph.evaluation import Evaluation, Sizes, Status
from mlat.graph.workers import frames
from mlat.graph.workers.deadlines import Deadlines
from mlat.graph.workers.generation import Generation, loss
from mlat.graph.workers.limits import WorkerLimits
from mlat.graph.workers.line import Line
from mlat.graph.workers.plan import LoadPlan
from mlat.graph.workers.slots import Slots
from mlat.graph.workers.turn import Turn
from mlat.graph.workers.worker import error_of, request_of

_LOG = logging.getLogger(__name__)
_OUTCOMES: tuple[tuple[type[MlatError], str], ...] = (
    (Overloaded, "overloaded"),
    (TooSlow, "too-slow"),
    (TooLarge, "too-large"),
    (WorkerLost, "lost"),
)


class _Killed(WorkerLost):
    """A worker has been killed by somebody else."""


class Pool:
    """Workers over one release at a time; satisfies :class:`mlat.graph.evaluation.AsyncEvaluator`.

    All that happens here happens in one event loop, so nothing needs a lock; what has to wait for the process
    that forks is done in a thread. This process never evaluates a query itself, nor does it fork.
    """

    def __init__(self, generation: Generation, limits: WorkerLimits) -> None:
        """Begin without any worker; :meth:`open` makes a pool that has them all."""
        self._limits = limits
        self._slots = Slots(limits)
        self._deadlines = Deadlines(limits.query_seconds)
        self._reloading = asyncio.Lock()
        self._outcomes: Counter[str] = Counter()
        self._killed = self._started = self._reloads = 0
        self._closed = False
        self._current = generation
        #: The release that new queries are answered from.
        self.release = generation.release
        self._idle: list[Line] = []
        #: Workers that live, by generation; those of an old one are busy.
        self._living: dict[Generation, set[Line]] = {generation: set()}

    @classmethod
    async def open(cls, generation: Generation, limits: WorkerLimits) -> Pool:
        """A pool over what has been loaded, with all its workers; raises StoreError."""
        pool = cls(generation, limits)
        pool._idle += await pool._all_workers(generation)
        return pool

    @property
    def generation(self) -> Generation:
        """What new queries are answered from."""
        return self._current

    def sizes(self) -> Sizes:
        """How many triples the release holds."""
        return self._current.sizes

    def graph_sizes(self) -> Mapping[str, int]:
        """How many triples each named graph holds, by IRI."""
        return self._current.sizes.graphs

    def status(self) -> Status:
        """What goes on now."""
        workers = sum(len(living) for living in list(self._living.values()))
        counts = (dict(self._outcomes), self._killed, self._started, self._reloads)
        return Status(workers, self._slots.busy, self._slots.queued, *counts)

    def kept(self, evaluation: Evaluation) -> None:
        """Nothing is kept here."""

    async def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
        """Answer a query; see :meth:`mlat.graph.evaluation.Evaluator.evaluate` for what it raises."""
        turn = Turn(self._slots, self._idle, self._is_reusable, client, request_of(evaluation))
        outcome = "failed"
        try:
            if ticket := self._slots.ask(client, turn.start):
                await self._slots.wait(client, ticket)
            try:
                answer = await self._ask(turn)
            except _Killed:
                # From outside, perhaps before it was asked: its end may not have been heard of by then.
                answer = await self._ask(turn)
            outcome = "answered"
        except EvaluationError as error:
            outcome = next(name for kind, name in _OUTCOMES if isinstance(error, kind))
            raise
        finally:
            if turn.line is not None:
                await self._replace(turn.line)
            turn.end()
            self._outcomes[outcome] += 1
        return answer

    async def reload(self, plan: LoadPlan | None = None) -> str:
        """Load again, and switch to the new release once it is ready; returns its name.

        Queries that run end on the release that they began with.

        :raises StoreError: when loading fails; the old release stays.
        """
        async with self._reloading:
            generation = await self._load(plan or self._current.plan)
            self._living[generation] = set()
            idle = await self._all_workers(generation)
            self._reloads += 1
            await self._switch(generation, idle)
            return generation.release

    async def close(self, grace: float = 30) -> bool:
        """Let queries that run go on for some seconds, then end all; tells whether none was cut off."""
        finished = await self._slots.close(grace)
        async with self._reloading:
            self._closed = True
            living, self._living = self._living, {}
            self._idle.clear()
            for generation, lines in living.items():
                for line in lines:
                    line.close()
                await asyncio.to_thread(generation.close)
        return finished

    async def _ask(self, turn: Turn) -> bytes:
        if turn.answer is None:
            turn.ask(await self._idle_or_new())
        try:
            assert turn.answer is not None
            tag, body = await turn.answer
        except frames.Closed:
            line, turn.line, turn.answer = turn.line, None, None
            assert line is not None
            error = await self._loss(line)
            await self._replace(line)
            raise error from None
        except TooSlow:
            self._killed += 1
            raise
        if tag in (frames.ERROR, frames.LAST_ERROR):
            raise error_of(body)
        return body

    def _is_reusable(self, line: Line) -> bool:
        return line.generation is self._current and not self._closed

    async def _idle_or_new(self) -> Line:
        while self._idle:
            line = self._idle.pop()
            if not line.spent:
                return line
            await self._end(line)
        return await self._fork(self._current)

    async def _loss(self, line: Line) -> MlatError:
        status, told = await self._end(line)
        if status == 0:
            return WorkerLost()
        _LOG.warning(
            "a worker has ended with status %d: %s", status, told.strip().partition("\n")[0] or "no message"
        )
        self._killed += 1
        return _Killed() if status == -signal.SIGKILL else loss(status, told, self._limits)

    async def _replace(self, line: Line) -> None:
        """End a worker, and put a new one in its place, so that the next query need not wait for it."""
        generation = line.generation
        if line in self._living.get(generation, ()):
            await self._end(line)
        if generation is not self._current or self._closed:
            await self._close_if_empty(generation)
            return
        try:
            new = await self._fork(generation)
        except WorkerLost:
            return
        if new.generation is self._current and not self._closed:
            self._idle.append(new)
        else:
            await self._end(new)
            await self._close_if_empty(new.generation)

    async def _fork(self, generation: Generation) -> Line:
        try:
            line = await Line.open(generation, self._limits, self._deadlines)
        except WorkerLost:
            if generation.alive():
                raise
            generation = await self._load_again(generation)
            line = await Line.open(generation, self._limits, self._deadlines)
        self._started += 1
        self._living.setdefault(generation, set()).add(line)
        return line

    async def _load_again(self, lost: Generation) -> Generation:
        """Load again after the process that held the graph has ended; raises WorkerLost."""
        async with self._reloading:
            if self._current is lost and not self._closed:
                try:
                    generation = await self._load(lost.plan)
                except MlatError as error:
                    raise WorkerLost(f"the graph can't be loaded again: {error}") from None
                self._living[generation] = set()
                await self._switch(generation, ())
            return self._current

    async def _switch(self, generation: Generation, idle: Sequence[Line]) -> None:
        """Answer from another generation, whose workers wait, and let the old one go."""
        old, unused = self._current, list(self._idle)
        self._idle[:] = idle
        self._current, self.release = generation, generation.release
        for line in unused:
            await self._end(line)
        await self._close_if_empty(old)

    async def _load(self, plan: LoadPlan) -> Generation:
        return await asyncio.to_thread(Generation, plan, self._limits)

    async def _end(self, line: Line) -> tuple[int, str]:
        self._living.get(line.generation, set()).discard(line)
        line.close()
        try:
            return await asyncio.get_running_loop().run_in_executor(None, line.generation.end, line.identity)
        except WorkerLost:
            # A worker doesn't outlive the process that forked it.
            return -signal.SIGKILL, ""

    async def _close_if_empty(self, generation: Generation) -> None:
        """Let an old generation go once its last worker has."""
        if generation is self._current or self._living.get(generation, True):
            return
        del self._living[generation]
        await asyncio.to_thread(generation.close)

    async def _all_workers(self, generation: Generation) -> list[Line]:
        """As many workers as there should be; raises StoreError."""
        lines: list[Line] = []
        try:
            for _ in range(self._limits.workers):
                lines.append(await Line.open(generation, self._limits, self._deadlines))
        except WorkerLost as error:
            self._living.pop(generation, None)
            await asyncio.to_thread(generation.close)
            raise StoreError(str(error)) from None
        self._started += len(lines)
        self._living[generation] = set(lines)
        return lines

"""The evaluator of the server: worker processes that can be killed, shared fairly, replaced at will."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Mapping

from mlat.errors import EvaluationError, MlatError, Overloaded, StoreError, TooLarge, TooSlow, WorkerLost
from mlat.graph.evaluation import Evaluation, Sizes, Status
from mlat.graph.workers import frames
from mlat.graph.workers.generation import Generation, Worker, loss
from mlat.graph.workers.limits import WorkerLimits
from mlat.graph.workers.plan import LoadPlan
from mlat.graph.workers.slots import Slots
from mlat.graph.workers.worker import request_of

_LOG = logging.getLogger(__name__)
_OUTCOMES: tuple[tuple[type[MlatError], str], ...] = (
    (Overloaded, "overloaded"),
    (TooSlow, "too-slow"),
    (TooLarge, "too-large"),
    (WorkerLost, "lost"),
)


class Pool:
    """Workers over one release at a time; satisfies :class:`mlat.graph.evaluation.Evaluator`.

    This process never evaluates a query itself, nor does it fork: it may have threads.
    """

    def __init__(self, plan: LoadPlan, limits: WorkerLimits | None = None) -> None:
        """Load, and start the workers; raises StoreError."""
        self._limits = limits or WorkerLimits()
        self._slots = Slots(self._limits)
        self._lock = threading.Lock()
        self._reloading = threading.Lock()
        self._outcomes: Counter[str] = Counter()
        self._killed = self._started = self._reloads = 0
        self._closed = False
        #: Workers that live, by generation; those of an old one are busy.
        self._living: dict[Generation, set[Worker]] = {}
        self._current, self._idle = self._new_generation(plan)

    @property
    def release(self) -> str:
        """The release that new queries are answered from."""
        return self._current.release

    def sizes(self) -> Sizes:
        """How many triples the release holds."""
        return self._current.sizes

    def graph_sizes(self) -> Mapping[str, int]:
        """How many triples each named graph holds, by IRI."""
        return self._current.sizes.graphs

    def status(self) -> Status:
        """What goes on now."""
        with self._lock:
            workers = sum(len(living) for living in self._living.values())
            counts = (dict(self._outcomes), self._killed, self._started, self._reloads)
        return Status(workers, self._slots.busy, self._slots.queued, *counts)

    def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
        """Answer a query; see :meth:`mlat.graph.evaluation.Evaluator.evaluate` for what it raises."""
        return self.answer(evaluation, client)[0]

    def answer(self, evaluation: Evaluation, client: str = "") -> tuple[bytes, str]:
        """Answer a query, and name the release that the answer comes from; raises like :meth:`evaluate`."""
        request = request_of(evaluation)
        outcome = "failed"
        try:
            with self._slots.held(client):
                answer = self._answer(request)
            outcome = "answered"
        except EvaluationError as error:
            outcome = next(name for kind, name in _OUTCOMES if isinstance(error, kind))
            raise
        finally:
            with self._lock:
                self._outcomes[outcome] += 1
        return answer

    def reload(self, plan: LoadPlan | None = None) -> str:
        """Load again, and switch to the new release once it is ready; returns its name.

        Queries that run end on the release that they began with.

        :raises StoreError: when loading fails; the old release stays.
        """
        with self._reloading:
            generation, idle = self._new_generation(plan or self._current.plan)
            with self._lock:
                old, self._current = self._current, generation
                unused, self._idle = self._idle, idle
                self._reloads += 1
            for worker in unused:
                self._end(worker)
            self._close_if_empty(old)
            return generation.release

    def close(self, grace: float = 30) -> bool:
        """Let queries that run go on for some seconds, then end all; tells whether none was cut off."""
        finished = self._slots.close(grace)
        with self._reloading:
            with self._lock:
                self._closed = True
                generations = list(self._living)
                self._living.clear()
                unused, self._idle = self._idle, []
            for worker in unused:
                worker.close()
            for generation in generations:
                generation.close()
        return finished

    def _answer(self, request: bytes) -> tuple[bytes, str]:
        worker = self._take(request)
        try:
            return worker.answer(self._limits), worker.generation.release
        except frames.Closed:
            raise self._loss(worker) from None
        except TooSlow:
            with self._lock:
                self._killed += 1
            raise
        finally:
            self._give_back(worker)

    def _loss(self, worker: Worker) -> MlatError:
        status, told = self._end(worker)
        if status == 0:
            return WorkerLost()
        _LOG.warning(
            "a worker has ended with status %d: %s", status, told.strip().partition("\n")[0] or "no message"
        )
        with self._lock:
            self._killed += 1
        return loss(status, told, self._limits)

    def _take(self, request: bytes) -> Worker:
        """A worker that has been asked, one that waited or a new one; raises WorkerLost."""
        while True:
            with self._lock:
                generation = self._current
                worker = self._idle.pop() if self._idle else None
            if worker is None:
                worker = self._fork(generation)
            if worker.ask(request):
                return worker
            self._end(worker)

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            current = worker.generation is self._current and not self._closed
            known = worker in self._living.get(worker.generation, ())
            if known and current and not worker.spent:
                self._idle.append(worker)
                return
        if known:
            self._end(worker)
        if current:
            self._refill(worker.generation)
        else:
            self._close_if_empty(worker.generation)

    def _refill(self, generation: Generation) -> None:
        """Put a new worker in the place of a lost one, so that the next query need not wait for it."""
        try:
            worker = self._fork(generation)
        except WorkerLost:
            return
        worker.spent = False
        self._give_back(worker)

    def _fork(self, generation: Generation) -> Worker:
        try:
            worker = generation.fork()
        except WorkerLost:
            if generation.alive():
                raise
            generation = self._replace(generation)
            worker = generation.fork()
        with self._lock:
            self._started += 1
            self._living.setdefault(generation, set()).add(worker)
        return worker

    def _replace(self, lost: Generation) -> Generation:
        """Load again after the process that held the graph has ended; raises WorkerLost."""
        with self._reloading:
            if self._current is lost and not self._closed:
                try:
                    generation = Generation(lost.plan, self._limits)
                except MlatError as error:
                    raise WorkerLost(f"the graph can't be loaded again: {error}") from None
                with self._lock:
                    unused, self._idle = self._idle, []
                    self._current = generation
                    self._living[generation] = set()
                for worker in unused:
                    self._end(worker)
                self._close_if_empty(lost)
            return self._current

    def _end(self, worker: Worker) -> tuple[int, str]:
        with self._lock:
            self._living.get(worker.generation, set()).discard(worker)
        try:
            return worker.generation.end(worker)
        except WorkerLost:
            return 0, ""

    def _close_if_empty(self, generation: Generation) -> None:
        """Let an old generation go once its last worker has."""
        with self._lock:
            if generation is self._current or self._living.get(generation, True):
                return
            del self._living[generation]
        generation.close()

    def _new_generation(self, plan: LoadPlan) -> tuple[Generation, list[Worker]]:
        generation = Generation(plan, self._limits)
        workers: list[Worker] = []
        try:
            workers.extend(generation.fork() for _ in range(self._limits.workers))
        except WorkerLost as error:
            generation.close()
            raise StoreError(str(error)) from None
        with self._lock:
            self._started += len(workers)
            self._living[generation] = set(workers)
        return generation, workers

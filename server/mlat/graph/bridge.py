"""From threads to an event loop: an evaluator for those who may wait."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from mlat.graph.evaluation import AsyncEvaluator, Evaluation, Sizes, Status


class Bridge:
    """An :class:`~mlat.graph.evaluation.Evaluator` for any thread but the one of the event loop."""

    def __init__(self, inner: AsyncEvaluator, loop: asyncio.AbstractEventLoop) -> None:
        """Ask an evaluator that belongs to an event loop."""
        self._inner, self._loop = inner, loop

    @property
    def release(self) -> str:
        """The release that the evaluator answers from."""
        return self._inner.release

    def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
        """Answer a query; raises what the evaluator raises."""
        kept = self._inner.kept(evaluation)
        if kept is not None:
            return kept
        asked = self._inner.evaluate(evaluation, client)
        return asyncio.run_coroutine_threadsafe(asked, self._loop).result()

    def sizes(self) -> Sizes:
        """How many triples the release holds."""
        return self._inner.sizes()

    def graph_sizes(self) -> Mapping[str, int]:
        """How many triples each named graph holds, by IRI."""
        return self._inner.graph_sizes()

    def status(self) -> Status:
        """What goes on now."""
        return self._inner.status()

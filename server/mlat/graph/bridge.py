"""From threads to an event loop: an evaluator for those who may wait."""

from __future__ import annotations

import asyncio

from mlat.graph.evaluation import AsyncEvaluator, Before, Evaluation


class Bridge(Before):
    """An :class:`~mlat.graph.evaluation.Evaluator` for any thread but the one of the event loop."""

    def __init__(self, inner: AsyncEvaluator, loop: asyncio.AbstractEventLoop) -> None:
        """Ask an evaluator that belongs to an event loop."""
        super().__init__(inner)
        self._inner, self._loop = inner, loop

    def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
        """Answer a query; raises what the evaluator raises."""
        kept = self._inner.kept(evaluation)
        if kept is not None:
            return kept
        asked = self._inner.evaluate(evaluation, client)
        return asyncio.run_coroutine_threadsafe(asked, self._loop).result()

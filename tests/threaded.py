"""Event loops of tests, each in a thread of its own; and a pool of workers that any thread may ask."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import uvloop

from mlat.graph.bridge import Bridge
from mlat.graph.workers.generation import Generation
from mlat.graph.workers.limits import WorkerLimits
from mlat.graph.workers.plan import LoadPlan
from mlat.graph.workers.pool import Pool

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives, in a loop of a thread: the browser's own may be running in the main one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, coroutine).result()


class ThreadedPool(Bridge):
    """An evaluator whose methods all wait."""

    def __init__(self, plan: LoadPlan, limits: WorkerLimits | None = None) -> None:
        limits = limits or WorkerLimits()
        generation = Generation(plan, limits)
        self.loop = uvloop.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever)
        self._thread.start()
        try:
            self.pool = self.wait(Pool.open(generation, limits))
        except BaseException:
            self._stop()
            raise
        super().__init__(self.pool, self.loop)

    def wait(self, asked: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(asked, self.loop).result()

    def reload(self, plan: LoadPlan | None = None) -> str:
        return self.wait(self.pool.reload(plan))

    def close(self, grace: float = 30) -> bool:
        return self.wait(self.pool.close(grace))

    def stop(self) -> None:
        """Close the pool, and end the loop once all who were cut off have heard of it."""
        self.close(0)
        self.wait(self._rest())
        self._stop()

    async def _rest(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)
        await self.loop.shutdown_default_executor()

    def _stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

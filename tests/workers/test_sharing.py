"""Who gets a worker: a share for each client, a bounded queue, a deadline."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

import pytest
from pools import ENDLESS, LIMITS, MakePool, evaluation, outcome

from mlat.errors import Overloaded, TooSlow
from mlat.graph.workers import slots as slots_module
from mlat.graph.workers.limits import WorkerLimits
from mlat.graph.workers.slots import Slots
from threaded import run

FINE = evaluation("ASK {}")


def test_one_client_leaves_a_worker_for_the_others(make_pool: MakePool) -> None:
    pool = make_pool(limits=replace(LIMITS, query_seconds=2))
    with ThreadPoolExecutor(3) as threads:
        greedy = [threads.submit(outcome, pool, evaluation(ENDLESS), "greedy") for _ in range(2)]
        while pool.status().busy + pool.status().queued < 2:
            time.sleep(0.01)
        assert pool.status().busy == 1
        started = time.monotonic()
        for _ in range(50):
            assert b"true" in pool.evaluate(FINE, "modest")
        assert time.monotonic() - started < 2
        assert all(isinstance(one.result(), TooSlow) for one in greedy)


@asynccontextmanager
async def held(slots: Slots, client: str) -> AsyncIterator[None]:
    """Hold a slot, after waiting for it if need be."""
    if ticket := slots.ask(client, lambda: None):
        await slots.wait(client, ticket)
    begun = time.monotonic()
    try:
        yield
    finally:
        slots.give_back(client, time.monotonic() - begun)


async def queued(slots: Slots, *clients: str) -> list[asyncio.Task[None]]:
    """Tasks that wait for a slot, in this order."""
    tasks = []
    for client in clients:
        tasks.append(asyncio.create_task(use(slots, client)))
        await asyncio.sleep(0)
    return tasks


async def use(slots: Slots, client: str, served: list[str] | None = None) -> None:
    async with held(slots, client):
        if served is not None:
            served.append(client)


def test_a_full_queue_refuses_with_a_time_to_come_back() -> None:
    async def check() -> None:
        slots = Slots(WorkerLimits(workers=1, queue_length=4, queue_seconds=10))
        async with held(slots, "a"):
            waiting = await queued(slots, "a", "a")
            with pytest.raises(Overloaded, match="your") as refused:
                slots.ask("a", lambda: None)
            waiting += await queued(slots, "b", "b")
            with pytest.raises(Overloaded, match="too many queries") as full:
                slots.ask("c", lambda: None)
            assert [error.value.retry_after for error in (refused, full)] == [5, 5]
        await asyncio.gather(*waiting)
        assert (slots.busy, slots.queued) == (0, 0)

    run(check())


def test_waiting_has_a_deadline() -> None:
    async def check() -> None:
        slots = Slots(WorkerLimits(workers=1, queue_seconds=0.1))
        async with held(slots, "a"):
            with pytest.raises(Overloaded, match=r"0\.1 seconds"):
                await use(slots, "b")
            assert slots.queued == 0
        async with held(slots, "b"):
            assert slots.busy == 1

    run(check())


def test_who_goes_away_while_waiting_leaves_the_queue() -> None:
    async def check() -> None:
        slots = Slots(WorkerLimits(workers=1, queue_seconds=10))
        async with held(slots, "a"):
            leaving, staying = await queued(slots, "b", "c")
            leaving.cancel()
        await staying
        assert leaving.cancelled()
        assert (slots.busy, slots.queued) == (0, 0)

    run(check())


def test_clients_take_turns() -> None:
    async def check() -> None:
        slots = Slots(WorkerLimits(workers=1, queue_length=64, queue_seconds=10))
        served: list[str] = []
        async with held(slots, "x"):
            tasks = [asyncio.create_task(use(slots, client, served)) for client in "aaaaaabbbc"]
            await asyncio.sleep(0)
            assert slots.queued == 10
        await asyncio.gather(*tasks)
        assert "".join(served) == "abcababaaa"

    run(check())


@pytest.mark.parametrize(
    ("workers", "given", "shares"),
    [
        (1, 0, [1, 0]),
        (2, 0, [1, 1, 0]),
        (4, 0, [2, 1, 1, 0]),
        (8, 0, [4, 2, 1, 1, 0]),
        (4, 3, [3, 1, 0]),
        (2, 9, [2, 0]),
    ],
)
def test_each_client_leaves_as_many_workers_as_it_takes(workers: int, given: int, shares: list[int]) -> None:
    async def check() -> None:
        slots = Slots(WorkerLimits(workers=workers, per_client=given, queue_seconds=0))
        async with AsyncExitStack() as all_held:
            for client, share in enumerate(shares):
                for _ in range(share):
                    await all_held.enter_async_context(held(slots, str(client)))
                with pytest.raises(Overloaded):
                    await use(slots, str(client))

    run(check())


def test_the_last_worker_is_for_those_who_use_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots_module, "_LIGHT", 0.01)

    async def check() -> None:
        slots = Slots(WorkerLimits(workers=2, queue_seconds=0))
        for heavy in ("a", "b"):
            slots.ask(heavy, lambda: None)
            slots.give_back(heavy, 0.02)
        async with held(slots, "a"):
            with pytest.raises(Overloaded):
                await use(slots, "b")
            async with held(slots, "c"):
                assert slots.busy == 2

    run(check())


def test_use_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots_module, "_LIGHT", 0.01)
    monkeypatch.setattr(slots_module, "_HALF_LIFE", 0.001)

    async def check() -> None:
        slots = Slots(WorkerLimits(workers=2, queue_seconds=0))
        slots.ask("a", lambda: None)
        slots.give_back("a", 0.02)
        await asyncio.sleep(0.05)
        async with held(slots, "b"), held(slots, "a"):
            assert slots.busy == 2

    run(check())

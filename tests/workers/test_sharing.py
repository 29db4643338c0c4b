"""Who gets a worker: a share for each client, a bounded queue, a deadline."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

import pytest
from pools import ENDLESS, LIMITS, MakePool, evaluation, outcome

from mlat.errors import Overloaded, TooSlow
from mlat.graph.workers import slots as slots_module
from mlat.graph.workers.limits import WorkerLimits
from mlat.graph.workers.slots import Slots

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


def test_a_full_queue_refuses_with_a_time_to_come_back() -> None:
    slots = Slots(WorkerLimits(workers=1, queue_length=4, queue_seconds=10))
    refused, done = [], threading.Event()

    def wait(client: str) -> None:
        try:
            with slots.held(client):
                done.wait(10)
        except Overloaded as error:
            refused.append(error)

    def start(client: str) -> threading.Thread:
        thread = threading.Thread(target=wait, args=(client,))
        thread.start()
        return thread

    threads = [start("a")]
    while slots.busy < 1:
        time.sleep(0.005)
    for count in (1, 2):
        threads.append(start("a"))
        while slots.queued < count:
            time.sleep(0.005)
    wait("a")
    assert "your" in str(refused[0])
    for count in (3, 4):
        threads.append(start("b"))
        while slots.queued < count:
            time.sleep(0.005)
    wait("c")
    assert [error.retry_after for error in refused] == [5, 5]
    done.set()
    for thread in threads:
        thread.join(10)
    assert (slots.busy, slots.queued, len(refused)) == (0, 0, 2)


def test_waiting_has_a_deadline() -> None:
    slots = Slots(WorkerLimits(workers=1, queue_seconds=0.1))
    with slots.held("a"):
        with pytest.raises(Overloaded, match=r"0\.1 seconds"), slots.held("b"):
            pass
        assert slots.queued == 0
    with slots.held("b"):
        assert slots.busy == 1


def test_clients_take_turns() -> None:
    slots = Slots(WorkerLimits(workers=1, queue_length=64, queue_seconds=10))
    served: list[str] = []

    def wait(client: str) -> None:
        with slots.held(client):
            served.append(client)

    threads = [threading.Thread(target=wait, args=(client,)) for client in ["a"] * 6 + ["b"] * 3 + ["c"]]
    with slots.held("x"):
        for count, thread in enumerate(threads, 1):
            thread.start()
            while slots.queued < count:
                time.sleep(0.002)
    for thread in threads:
        thread.join(10)
    assert served == ["a", "b", "c", "a", "b", "a", "b", "a", "a", "a"]


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
    slots = Slots(WorkerLimits(workers=workers, per_client=given, queue_seconds=0))
    with ExitStack() as held:
        for client, share in enumerate(shares):
            for _ in range(share):
                held.enter_context(slots.held(str(client)))
            with pytest.raises(Overloaded), slots.held(str(client)):
                pass


def test_the_last_worker_is_for_those_who_use_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots_module, "_LIGHT", 0.01)
    slots = Slots(WorkerLimits(workers=2, queue_seconds=0))
    for heavy in ("a", "b"):
        with slots.held(heavy):
            time.sleep(0.02)
    with slots.held("a"):
        with pytest.raises(Overloaded), slots.held("b"):
            pass
        with slots.held("c"):
            assert slots.busy == 2


def test_use_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots_module, "_LIGHT", 0.01)
    monkeypatch.setattr(slots_module, "_HALF_LIFE", 0.001)
    slots = Slots(WorkerLimits(workers=2, queue_seconds=0))
    with slots.held("a"):
        time.sleep(0.02)
    time.sleep(0.05)
    with slots.held("b"), slots.held("a"):
        assert slots.busy == 2

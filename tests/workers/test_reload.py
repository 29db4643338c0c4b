"""A new release takes over between two answers, or not at all."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from pools import ENDLESS, LIMITS, MakePool, evaluation, outcome
from test_processes import children, files, gone, zygote

from mlat.errors import StoreError, TooSlow
from mlat.graph.workers.plan import LoadPlan
from threaded import ThreadedPool
from waiting import eventually

#: Two values that a mixed answer would hold one of each.
BOTH = evaluation("SELECT ?a ?b { <x:s> <x:a> ?a . <x:s> <x:b> ?b }", "csv")


def write(path: Path, number: int) -> LoadPlan:
    path.write_text(f'<x:s> <x:a> "{number}" .\n<x:s> <x:b> "{number}" .\n')
    return LoadPlan("files", (str(path),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data.nt"


def test_reloading_under_load_fails_no_request_and_mixes_no_answer(make_pool: MakePool, path: Path) -> None:
    pool = make_pool(write(path, 0), replace(LIMITS, workers=3))
    found: set[bytes] = set()
    stop = threading.Event()

    def ask(number: int) -> int:
        count = 0
        while not stop.is_set():
            found.add(pool.evaluate(BOTH, f"client {number}"))
            count += 1
        return count

    with ThreadPoolExecutor(3) as threads:
        asking = [threads.submit(ask, number) for number in range(3)]
        releases = [pool.release]
        for number in range(1, 6):
            write(path, number)
            releases.append(pool.reload())
            time.sleep(0.05)
        stop.set()
        assert all(one.result() > 0 for one in asking)
    assert found <= {f"a,b\r\n{number},{number}\r\n".encode() for number in range(6)}
    assert pool.evaluate(BOTH) == b"a,b\r\n5,5\r\n"
    assert len(set(releases)) == 6
    assert pool.status().outcomes.keys() == {"answered"}
    assert pool.status().workers == 3


def test_nothing_of_the_old_release_stays(make_pool: MakePool, path: Path) -> None:
    pool = make_pool(write(path, 0))
    old, before = [zygote(pool), *children(zygote(pool))], files("self")
    for number in range(1, 4):
        write(path, number)
        pool.reload()
    assert pool.evaluate(BOTH) == b"a,b\r\n3,3\r\n"
    assert all(eventually(lambda pid=pid: gone(pid)) for pid in old)
    assert files("self") == before


def test_a_query_that_runs_ends_on_the_old_release(make_pool: MakePool, path: Path) -> None:
    pool = make_pool(write(path, 0), replace(LIMITS, query_seconds=3))
    old = zygote(pool)
    rows = " ".join(str(number) for number in range(40))
    tables = " ".join(f"VALUES ?v{number} {{ {rows} }}" for number in range(3))
    slow = evaluation(
        f"SELECT (COUNT(*) AS ?n) (SAMPLE(?a) AS ?x) {{ <x:s> <x:a> ?a {tables} FILTER(?v1 < 9) }}", "csv"
    )
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(outcome, pool, slow)
        assert eventually(lambda: pool.status().busy == 1 or running.done())
        write(path, 1)
        pool.reload()
        assert pool.evaluate(BOTH) == b"a,b\r\n1,1\r\n"
        assert running.result() in (b"n,x\r\n14400,0\r\n",) or isinstance(running.result(), TooSlow)
    assert eventually(lambda: gone(old))


def test_an_endless_query_does_not_keep_the_old_release(make_pool: MakePool, path: Path) -> None:
    pool = make_pool(write(path, 0), replace(LIMITS, query_seconds=1))
    old = zygote(pool)
    many = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(40)) + " }"
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(outcome, pool, evaluation(many))
        assert eventually(lambda: pool.status().busy == 1)
        write(path, 1)
        pool.reload()
        assert isinstance(running.result(), TooSlow)
    assert eventually(lambda: gone(old))
    assert pool.status().workers == LIMITS.workers


@pytest.mark.parametrize("content", ["<x:s> <x:p> .\n", "\0"])
def test_a_bad_load_keeps_the_old_release(make_pool: MakePool, path: Path, content: str) -> None:
    pool = make_pool(write(path, 0))
    release, before = pool.release, files("self")
    path.write_text(content)
    with pytest.raises(StoreError, match=r"data\.nt"):
        pool.reload()
    path.unlink()
    with pytest.raises(StoreError, match=r"data\.nt"):
        pool.reload()
    assert pool.evaluate(BOTH) == b"a,b\r\n0,0\r\n"
    assert (pool.release, files("self")) == (release, before)


def test_a_reload_may_bring_another_plan(make_pool: MakePool, path: Path, data: Path) -> None:
    pool: ThreadedPool = make_pool(write(path, 0))
    sizes = pool.sizes()
    pool.reload(LoadPlan("files", (str(data),)))
    assert pool.sizes().triples > sizes.triples
    assert isinstance(
        outcome(pool, evaluation(ENDLESS.replace("?a = ?o && ?c = ?m", "false"))), bytes | TooSlow
    )

"""What happens to the processes themselves: they end, come back, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from pools import ENDLESS, LIMITS, MakePool, evaluation, outcome, unguarded

from mlat.errors import Overloaded, TooSlow, WorkerLost
from threaded import ThreadedPool
from waiting import eventually

FINE = evaluation("ASK { <x:n1> <x:to> <x:n2> }")
CRASH = unguarded("ASK { " + "{" * 50_000 + "}" * 50_000 + " }")


def zygote(pool: ThreadedPool) -> int:
    return pool.pool.generation._process.pid


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def files(pid: int | str) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def open_files(pid: int) -> list[str]:
    """The soft and the hard limit."""
    limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(line.split()[3:5] for line in limits if line.startswith("Max open files"))


def memory(pid: int | str) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


def counts(pool: ThreadedPool) -> tuple[int, int, int]:
    """Open files here and in the zygote, and threads."""
    return files("self"), files(zygote(pool)), threading.active_count()


def kill(*pids: int) -> None:
    """Kill, and wait until the kernel has taken the files away too."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    assert all(eventually(lambda pid=pid: gone(pid)) for pid in pids)


def gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists() or state(pid) == "Z"


def test_200_killed_workers_leave_nothing_behind(make_pool: MakePool) -> None:
    pool = make_pool(limits=replace(LIMITS, workers=1))
    for _ in range(5):
        outcome(pool, CRASH)
    # The zygote closes its copies a moment after it has sent a worker.
    assert eventually(lambda: files(zygote(pool)) == 4 + 1)
    before = counts(pool)
    used = memory("self") + memory(zygote(pool))
    for _ in range(200):
        assert isinstance(outcome(pool, CRASH), WorkerLost)
    assert b"true" in pool.evaluate(FINE)
    assert eventually(lambda: counts(pool) == before)
    assert memory("self") + memory(zygote(pool)) - used < 16 << 20
    assert [state(pid) for pid in children(zygote(pool))].count("Z") == 0
    assert len(children(zygote(pool))) == 1
    assert pool.status().killed == 205


def test_a_worker_has_no_file_left_but_its_socket(make_pool: MakePool) -> None:
    pool = make_pool()
    assert b"true" in pool.evaluate(FINE)
    for pid in children(zygote(pool)):
        # It forks first and gives up its rights then.
        assert eventually(lambda pid=pid: open_files(pid) == ["0", "0"])
        links = {str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir()}
        rest = {link for link in links if not link.startswith(("socket:", "/memfd:", "/dev/null"))}
        assert rest <= {f"/proc/{pid}/smaps_rollup", "/proc/self/smaps_rollup"}
        assert sum(link.startswith("socket:") for link in links) == 1


def test_workers_that_are_killed_while_idle_are_replaced(make_pool: MakePool) -> None:
    pool = make_pool()
    for pid in children(zygote(pool)):
        kill(pid)
    assert b"true" in pool.evaluate(FINE)
    assert isinstance(pool.evaluate(FINE), bytes)


def test_the_loss_of_the_parent_of_all_workers_is_mended(make_pool: MakePool) -> None:
    pool = make_pool()
    release, workers = pool.release, children(zygote(pool))
    kill(zygote(pool))
    assert all(eventually(lambda pid=pid: gone(pid)) for pid in workers)
    assert b"true" in pool.evaluate(FINE)
    assert pool.release == release
    assert pool.status().workers >= 1


def test_a_worker_that_keeps_much_memory_is_replaced(make_pool: MakePool) -> None:
    pool = make_pool(limits=replace(LIMITS, worker_memory_mb=8, result_mb=64))
    started = pool.status().started
    large = evaluation("SELECT * { ?a <x:to> ?b . ?c <x:to> ?d } ORDER BY ?b")
    assert len(pool.evaluate(large)) > 1 << 20
    pool.evaluate(large)
    assert started < pool.status().started <= started + 2
    assert pool.status().killed == 0
    (rest,) = {len(children(zygote(pool)))}
    assert rest == LIMITS.workers


def test_closing_lets_what_runs_finish_and_refuses_the_rest(make_pool: MakePool) -> None:
    pool = make_pool(limits=replace(LIMITS, query_seconds=1))
    started = zygote(pool)
    with ThreadPoolExecutor(3) as threads:
        running = threads.submit(outcome, pool, evaluation(ENDLESS), "a")
        assert eventually(lambda: pool.status().busy == 1)
        waiting = threads.submit(outcome, pool, FINE, "a")
        assert eventually(lambda: pool.status().queued == 1)
        assert pool.close(10) is True
        assert isinstance(running.result(), TooSlow)
        assert isinstance(waiting.result(), Overloaded)
    assert isinstance(outcome(pool, FINE), Overloaded)
    assert gone(started)


def test_closing_ends_after_the_grace_whatever_runs(make_pool: MakePool) -> None:
    pool = make_pool()
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(outcome, pool, evaluation(ENDLESS))
        assert eventually(lambda: pool.status().busy == 1)
        pids = [zygote(pool), *children(zygote(pool))]
        assert pool.close(0.2) is False
        assert isinstance(running.result(), WorkerLost)
    assert all(eventually(lambda pid=pid: gone(pid)) for pid in pids)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_for_the_whole_group_are_left_to_the_main_process(
    make_pool: MakePool, number: signal.Signals
) -> None:
    pool = make_pool()
    for pid in (zygote(pool), *children(zygote(pool))):
        os.kill(pid, number)
    started = pool.status().started
    assert b"true" in pool.evaluate(FINE)
    assert pool.status().started == started


@pytest.mark.parametrize("files", [0, 8])
def test_a_confined_process_gets_no_socket_but_the_files_that_it_may_open(files: int) -> None:
    code = (
        "import os, socket\n"
        "from mlat.graph.workers.limits import WorkerLimits\n"
        "from mlat.graph.workers.walls import confine\n"
        f"confine(WorkerLimits(), os.getppid(), {files})\n"
        "for attempt in (socket.socket, lambda: os.open('/dev/null', os.O_RDONLY)):\n"
        "    try: attempt(); print('open')\n"
        "    except OSError as error: print(error.strerror)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "Operation not permitted",
        "open" if files else "Too many open files",
    ]

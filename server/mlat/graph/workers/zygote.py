"""The process that loads the graph once and forks workers, which share it until they write.

It runs as ``python -m mlat.graph.workers.zygote FD``, talks over the socket FD, and ends when that is closed.
It must have one thread: a fork copies no other one, and what the others had locked would stay locked.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from mlat.errors import MlatError, StoreError
from mlat.graph.evaluation import Evaluation
from mlat.graph.store import Store
from mlat.graph.workers import frames, worker
from mlat.graph.workers.bounded import bounded_formats
from mlat.graph.workers.limits import WorkerLimits
from mlat.graph.workers.plan import LoadPlan

_TASKS = Path("/proc/self/task")
_FILES = 4096


@dataclass
class Child:
    """A worker, and the file in memory that takes what it writes to standard error."""

    pid: int
    output: int


class Zygote:
    """The loaded graph and its workers."""

    def __init__(self, control: socket.socket) -> None:
        """Take orders over ``control``."""
        self._control = control
        self._children: dict[int, Child] = {}
        self._store: Store | None = None
        self._plan = LoadPlan()
        self._limits = WorkerLimits()

    def run(self) -> None:
        """Do what the other side asks for, until it closes the connection."""
        orders = {frames.LOAD: self._load, frames.FORK: self._fork, frames.END: self._end}
        try:
            with contextlib.suppress(frames.Closed, OSError):
                while True:
                    tag, body = frames.receive(self._control)
                    try:
                        orders[tag](body)
                    except (MlatError, OSError, MemoryError) as error:
                        frames.send_value(self._control, frames.FAILED, str(error) or type(error).__name__)
        finally:
            for child in self._children.values():
                os.kill(child.pid, signal.SIGKILL)
            for child in self._children.values():
                os.waitpid(child.pid, 0)

    def _load(self, body: bytes) -> None:
        plan, limits = frames.value_of(body)
        self._plan, self._limits = LoadPlan.from_plain(plan), WorkerLimits(**limits)
        before = self._plan.stamp()
        if self._plan.kind == "disk":
            _try(self._plan)
        else:
            self._store = self._plan.load()
            _warm_up(self._store)
        release = self._plan.release()
        if before != self._plan.stamp():
            raise StoreError("the files have changed while they were loaded")
        sizes = self._plan.sizes(self._store)
        _settle()
        told = [release, sizes.triples, dict(sizes.graphs), sizes.union]
        frames.send_value(self._control, frames.DONE, told)

    def _fork(self, body: bytes) -> None:
        threads = len(list(_TASKS.iterdir())) if _TASKS.is_dir() else 1
        if threads != 1:
            raise StoreError(f"the process that forks workers has {threads} threads")
        ours, theirs = socket.socketpair()
        output = os.memfd_create("standard error of a worker")
        with ours, theirs:
            parent = os.getpid()
            pid = os.fork()
            if pid == 0:
                self._become_worker(ours, output, parent)
            self._children[pid] = Child(pid, output)
            # In one message: whoever reads bytes only would lose the socket that comes with them.
            socket.send_fds(self._control, [frames.packed_value(frames.DONE, pid)], [theirs.fileno()])

    def _become_worker(self, connection: socket.socket, output: int, parent: int) -> None:
        """Keep the connection and standard error only; never returns."""
        try:
            os.dup2(output, 2)
            kept = os.dup2(connection.fileno(), 3) if connection.fileno() != 3 else 3
            os.closerange(4, _FILES)
            store = self._store if self._store is not None else self._plan.load()
            worker.serve(socket.socket(fileno=kept), store, self._limits, parent, self._plan.files_to_open())
        finally:
            os._exit(1)

    def _end(self, body: bytes) -> None:
        """End a worker and tell how it ended; one that has ended by itself tells its own end."""
        child = self._children.pop(frames.value_of(body))
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGKILL)
        _, status = os.waitpid(child.pid, 0)
        told = os.pread(child.output, 4096, 0).decode(errors="replace")
        os.close(child.output)
        frames.send_value(self._control, frames.DONE, [os.waitstatus_to_exitcode(status), told])


def _try(plan: LoadPlan) -> None:
    """Open a prepared store in a process of its own: its threads must not be where workers are forked."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            plan.load()
        except BaseException as error:
            os.write(writing, str(error).encode()[:4096])
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        said = file.read().decode(errors="replace")
    _, status = os.waitpid(pid, 0)
    if said or status:
        raise StoreError(said or "the prepared store can't be opened")


def _warm_up(store: Store) -> None:
    """Do once here what every worker would do at its first query, so that they share it."""
    for form in bounded_formats(1).values():
        with contextlib.suppress(MlatError, TypeError):
            store.evaluate(Evaluation("ASK {}", form.suffix).admitted, form)


def _settle() -> None:
    """Give back what loading took, and keep the collector off the pages that workers share."""
    gc.collect()
    gc.freeze()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    # Threads that loading has started may need a moment to be gone.
    for _ in range(200):
        if not _TASKS.is_dir() or len(list(_TASKS.iterdir())) == 1:
            return
        time.sleep(0.01)


def main() -> None:
    """Serve the socket whose number is the first argument."""
    worker.ignore_signals()
    with socket.socket(fileno=int(sys.argv[1])) as control:
        Zygote(control).run()


if __name__ == "__main__":
    main()

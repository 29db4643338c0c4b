"""One release of the graph: the process that holds it, and its workers, seen from the main process."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import mlat
from mlat.errors import MlatError, StoreError, TooLarge, TooSlow, WorkerLost
from mlat.graph.evaluation import Sizes
from mlat.graph.workers import frames
from mlat.graph.workers.limits import WorkerLimits
from mlat.graph.workers.plan import LoadPlan

_MODULE = "mlat.graph.workers.zygote"
#: Planning a query takes and frees many small pieces of memory. With this the GNU C library keeps them at
#: hand, which over a large graph saves a third of the time.
_ALLOCATOR = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=2000"}
#: How long forking or ending a worker may take before its parent counts as lost, in seconds.
_PATIENCE = 60


class Generation:
    """A zygote with what it has loaded; safe for any thread."""

    def __init__(self, plan: LoadPlan, limits: WorkerLimits) -> None:
        """Start the process and wait until it has loaded; raises StoreError."""
        self.plan = plan
        self._lock = threading.Lock()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = _start(theirs)
        try:
            frames.send_value(self._control, frames.LOAD, [plan.plain(), limits.plain()])
            release, triples, graphs, union = _value(frames.receive(self._control))
        except (frames.Closed, OSError):
            self.close()
            raise StoreError("the process that loads the graph has ended") from None
        except BaseException:
            self.close()
            raise
        frames.limit(self._control, _PATIENCE)
        self.release: str = release
        self.sizes = Sizes(triples, graphs, union)

    def fork(self) -> tuple[int, socket.socket]:
        """A new worker: what names it here, and the connection to it.

        :raises WorkerLost: when there can be none.
        """
        with self._lock, self._lost_if_closed():
            frames.send(self._control, frames.FORK, b"")
            message, files, _, _ = socket.recv_fds(self._control, 65_536, 1)
            for file in files:
                os.set_inheritable(file, False)
            try:
                identity = _value(frames.unpacked(message))
                return identity, socket.socket(fileno=files.pop())
            finally:
                for file in files:
                    os.close(file)

    def end(self, identity: int) -> tuple[int, str]:
        """End a worker at once: its exit code, negative for a signal, and what it wrote as errors.

        :raises WorkerLost: when the process that forked it has ended.
        """
        with self._lock, self._lost_if_closed():
            frames.send_value(self._control, frames.END, identity)
            status, told = _value(frames.receive(self._control))
            return status, told

    def alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the process and all its workers."""
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        with self._lock:
            self._control.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @contextlib.contextmanager
    def _lost_if_closed(self) -> Any:
        try:
            yield
        except (OSError, frames.Closed, StoreError) as error:
            raise WorkerLost(f"no worker can be had: {error}") from None


def loss(status: int, told: str, limits: WorkerLimits) -> MlatError:
    """What it means that a worker ended during a query, from its exit code and its last words."""
    if status == -signal.SIGXCPU:
        return TooSlow(limits.cpu_seconds, " of CPU time")
    if status == -signal.SIGABRT and "memory allocation" in told:
        return TooLarge("memory", limits.memory_mb)
    if "MemoryError" in told:
        return TooLarge("memory", limits.memory_mb)
    return WorkerLost()


def _start(connection: socket.socket) -> subprocess.Popen[bytes]:
    """Start a zygote with its end of a connection, in a session that Ctrl-C doesn't reach."""
    number = connection.fileno()
    found = [str(Path(mlat.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(
        [sys.executable, "-m", _MODULE, str(number)],
        pass_fds=[number],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        env=_ALLOCATOR | os.environ | {"PYTHONPATH": os.pathsep.join(found)},
    )


def _value(message: tuple[bytes, bytes]) -> Any:
    """What an order gave; raises StoreError if it failed."""
    tag, body = message
    value = frames.value_of(body)
    if tag != frames.DONE:
        raise StoreError(value)
    return value

"""One worker: answers one query after the other, with nothing in reach but the graph and its socket."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import socket
import traceback
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from mlat.errors import MlatError, QueryError, QueryRefused, StoreError, TooLarge, UnknownName
from mlat.graph.evaluation import Evaluation
from mlat.graph.formats import Format
from mlat.graph.store import Store
from mlat.graph.workers import frames
from mlat.graph.workers.bounded import bounded_formats
from mlat.graph.workers.limits import MIB, WorkerLimits
from mlat.graph.workers.walls import confine, renew_cpu_time

_ERRORS: dict[str, type[MlatError]] = {
    error.__name__: error for error in (QueryError, QueryRefused, StoreError, TooLarge, UnknownName)
}
_PAGE = resource.getpagesize()


def serve(connection: socket.socket, store: Store, limits: WorkerLimits, parent: int, files: int) -> NoReturn:
    """Answer until the other side closes the connection or the parent ends, then end the process.

    ``files`` is how many files the store still has to open.
    """
    status = 1
    try:
        memory = Memory(limits.worker_memory_mb)
        confine(limits, parent, files)
        formats, renewed = bounded_formats(limits.result_mb), 0
        with contextlib.suppress(frames.Closed, OSError):
            while True:
                _, body = frames.receive(connection)
                renewed = renew_cpu_time(limits.cpu_seconds, renewed)
                tag, answer = answer_to(body, store, formats, limits)
                if tag in (frames.ANSWER, frames.ERROR) and memory.has_grown():
                    tag = tag.upper()
                frames.send(connection, tag, answer)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        # Neither the clean-up of the parent's objects nor that of the store is this process's business.
        os._exit(status)


def request_of(evaluation: Evaluation) -> bytes:
    """The message that asks for an evaluation."""
    return f"{_written(evaluation[1:])}\n{evaluation.text}".encode()


_written = lru_cache(maxsize=64)(json.dumps)


def answer_to(
    body: bytes, store: Store, formats: dict[str, Format], limits: WorkerLimits
) -> tuple[bytes, bytes]:
    """Evaluate what a message asks for: a tag, and an answer or an error."""
    try:
        rest, _, text = body.decode().partition("\n")
        name, default, named, source, star, variables = json.loads(rest)
        asked = Evaluation(text, name, tuple(default), tuple(named), source, star, tuple(variables))
        form = formats.get(name) or asked.format
        return frames.ANSWER, store.evaluate(asked.admitted, form, dataset=asked.dataset)
    except MemoryError:
        return frames.LAST_ERROR, _plain(TooLarge("memory", limits.memory_mb))
    except MlatError as error:
        return frames.ERROR, _plain(error)


def _plain(error: MlatError) -> bytes:
    """An error as a message: its kind, and what an equal one is made from."""
    return json.dumps([type(error).__name__, error.__reduce__()[1]]).encode()


@dataclass
class Memory:
    """How much memory this process has that it doesn't share with its parent.

    The engine counts references in the graph itself, so that even reading makes copies of shared pages. Page
    faults tell cheaply that there may be many; the exact number takes milliseconds.
    """

    most: int

    def __post_init__(self) -> None:
        """Open the file that tells the number, as long as files can be opened."""
        self._faults = _faults()
        self._file = os.open("/proc/self/smaps_rollup", os.O_RDONLY)

    def has_grown(self) -> bool:
        """Whether it is more than ``most`` MiB."""
        if (_faults() - self._faults) * _PAGE < self.most * MIB:
            return False
        self._faults = _faults()
        return self.private() > self.most * MIB

    def private(self) -> int:
        """The exact number of bytes."""
        lines = os.pread(self._file, 4096, 0).decode().splitlines()
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))


def _faults() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def ignore_signals() -> None:
    """Leave the signals of a terminal or a supervisor to the main process, which ends its workers itself."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def error_of(body: bytes) -> MlatError:
    """The error that a message tells of; raises frames.Closed for one that a worker never sends."""
    name, arguments = frames.value_of(body)
    if name not in _ERRORS:
        raise frames.Closed(f"an error {name}")
    return _ERRORS[name](*arguments)

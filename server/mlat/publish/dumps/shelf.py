"""Where a server finds the dumps that it hands out: in a folder that somebody made, or made by itself.

A folder of ``mlat dump`` holds one dump, a folder of ``mlat release`` one for each day; ``latest`` names the
newest. Without a folder, the dumps of the project's own graph are made on the first request, by a process
beside the server, into the user's cache, where the next start finds them.
"""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from mlat.errors import MlatError, NotReady, PublishError
from mlat.graph.workers.plan import LoadPlan
from mlat.publish.dumps import manifest
from mlat.publish.dumps.releases import LATEST, dated_folders

#: How long making the dumps may take, and how long after a failure nobody tries again, in seconds.
_LIMIT, _PAUSE = 600, 600
_SOON = 10
#: How many dumps of other releases the cache keeps.
_KEPT = 2
_NICE = 5

_log = logging.getLogger(__name__)


class Shelf(Protocol):
    """Finds the folders of dumps by name: ``latest``, and the days of releases."""

    def folders(self, release: str) -> Mapping[str, Path]:
        """The folders; ``release`` is what the server's graph is called.

        :raises NotReady: while they are being made.
        :raises PublishError: when there are none, and says what to do.
        """


class Given:
    """The folder that somebody made."""

    def __init__(self, folder: Path) -> None:
        """Look into a folder at each request, so that a new release needs no new start."""
        self._folder = folder

    def folders(self, release: str) -> Mapping[str, Path]:
        """The dump itself, or all releases and the newest as ``latest``."""
        if (self._folder / manifest.NAME).is_file():
            return {LATEST: self._folder}
        dated = dated_folders(self._folder)
        if not dated:
            raise PublishError("there are no dumps here: the folder that the server was given holds none")
        return {LATEST: next(iter(dated.values())), **dated}


class Made:
    """Dumps of the project's own graph, made when they are first asked for."""

    def __init__(self, root: Path) -> None:
        """Keep them in a folder, each release by its name."""
        self._root = root
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._failed: tuple[str, float] = ("", 0.0)

    def folders(self, release: str) -> Mapping[str, Path]:
        """The dump of a release; the first who asks for it starts the making."""
        folder = self._root / release
        if _is_dump(folder):
            return {LATEST: folder}
        with self._lock:
            failed, when = self._failed
            if failed == release and time.monotonic() < when + _PAUSE:
                raise PublishError(
                    "there are no dumps of this graph here; `mlat serve --dumps` takes a folder"
                )
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._make, args=(release,), name="dumps", daemon=True)
                self._thread.start()
        raise NotReady(f"the dumps are being made; try again in {_SOON} seconds", _SOON)

    def _make(self, release: str) -> None:
        try:
            # The server may answer from other files, or from an older state of these.
            if LoadPlan().release() == release:
                _run(self._root / release)
                self._tidy()
                return
        except (MlatError, OSError) as error:
            _log.error("dumps: %s", error)
        self._failed = release, time.monotonic()

    def _tidy(self) -> None:
        """Drop the dumps of all releases but the newest few."""
        found = [path for path in self._root.iterdir() if (path / manifest.NAME).is_file()]
        for path in sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)[1 + _KEPT :]:
            shutil.rmtree(path, ignore_errors=True)
        for path in self._root.glob(".*"):
            # What a process left that was ended from outside.
            if path.stat().st_mtime < time.time() - 2 * _LIMIT:
                shutil.rmtree(path, ignore_errors=True)


def _run(folder: Path) -> None:
    """Make the dump in a process of its own, which others come before and which ends with the server."""
    command = [sys.executable, "-m", "mlat", "dump", str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        atexit.register(process.kill)
        try:
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
            _, told = process.communicate(timeout=_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            raise PublishError(f"making them took more than {_LIMIT} seconds") from None
        finally:
            atexit.unregister(process.kill)
    if process.returncode:
        raise PublishError(told[-1000:])


def _is_dump(folder: Path) -> bool:
    """Whether a dump is there that this version can read."""
    try:
        manifest.read_manifest(folder)
    except PublishError:
        return False
    return True


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where programs keep what they can make again (XDG Base Directory Specification)."""
    given = environment.get("XDG_CACHE_HOME", "")
    return (Path(given) if given.startswith("/") else Path("~/.cache").expanduser()) / "mlat" / "dumps"

"""The WSGI server: Granian, in this process, which also owns the pool of workers.

Granian comes with a server that starts processes of its own, and with one that uses threads and is meant for
Python without the GIL. The latter works with the GIL just as well, and lets one process own the socket, the
cache, the pool and the signals; it only has to be told so.
"""

from __future__ import annotations

import contextlib
import gc
import resource
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.mt import MTServer

from mlat.web.listening import BACKLOG

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

#: How many connections may be open; further ones wait until one is closed.
_CONNECTIONS = 4096
#: How long the headers of a request may take, and how long a connection may be idle, in milliseconds.
_HEADER_MILLISECONDS = 20_000
_NAP_SECONDS = 0.5
#: How many objects must have come since the collector of cycles last looked.
_OBJECTS = 50_000


def serve(
    app: WSGIApplication,
    listener: socket.socket,
    threads: int,
    grace: int,
    ready: Callable[[], None],
    reload: Callable[[], None],
) -> None:
    """Answer until SIGINT or SIGTERM comes; then finish, within ``grace`` seconds, what has begun.

    ``ready`` is called once signals are heard, ``reload``, in a thread of its own, on SIGHUP.
    """
    _allow_connections()
    spare_the_collector()
    server = _Server(
        "mlat",
        interface=Interfaces.WSGI,
        blocking_threads=threads,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADER_MILLISECONDS),
        backlog=BACKLOG,
        backpressure=_CONNECTIONS,
        workers_kill_timeout=max(1, grace),
        log_enabled=False,
    )
    server.listener, server.reload = listener, reload
    server.on_startup(ready)
    server.serve(target_loader=lambda: app, wrap_loader=False)


class _Alarm(threading.Event):
    """An event that the main thread can wait for without missing a signal.

    One that comes just before a wait without end would only be heard when the next one comes.
    """

    def wait(self, timeout: float | None = None) -> bool:
        """Whether it is set within ``timeout`` seconds; without that, wait until it is."""
        while not super().wait(_NAP_SECONDS if timeout is None else timeout):
            if timeout is not None:
                return False
        return True


class _Server(MTServer):
    """Granian's server of threads over a socket that is there already."""

    listener: socket.socket
    reload: Callable[[], None]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.main_loop_interrupt = _Alarm()

    def _check_gil(self) -> None:
        """Leave it to Python whether it has a GIL."""

    def _init_shared_socket(self) -> None:
        """Hand the socket over, which is closed as soon as the server is asked to stop."""
        self._ssp = None
        self._shd = SocketHolder(self.listener.detach(), False, BACKLOG)  # type: ignore[call-arg,assignment]

    def signal_handler_reload(self, *_: object) -> None:
        """Load again beside what goes on; the handler itself must not take long."""
        threading.Thread(target=self.reload, name="reload", daemon=True).start()


def spare_the_collector() -> None:
    """Let the collector of cycles leave alone what is there to stay, and come less often.

    Answers that are kept make no cycles, but by its usual measure it looks at them for a third of all time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS)


def _allow_connections() -> None:
    """Raise the limit of open files, which counts connections, as far as this user may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS + 512
    if soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))

"""The HTTP server: Uvicorn on uvloop, in the process that also owns the pool of workers and the signals."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import resource
import signal
import socket
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import uvicorn
import uvloop

from mlat.web.connection import CONNECTIONS, Connection, watch
from mlat.web.front import Front
from mlat.web.listening import BACKLOG

#: How long the head of a request may take, in seconds.
_HEAD_SECONDS = 20
#: How long a connection may be idle, in seconds: longer than proxies keep theirs, so that they close first.
_IDLE_SECONDS = 75
#: How long a thread may hold Python's lock while the event loop waits for it, in seconds.
_SWITCH_SECONDS = 0.0002
#: How many objects must have come since the collector of cycles last looked.
_OBJECTS = 50_000


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run until a coroutine has ended, in the loop that :func:`serve` is made for."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


def claim_process() -> None:
    """Set what holds for the process as a whole, once all that is there to stay has been made."""
    _allow_connections()
    spare_the_collector()
    # A page that is being made holds up the event loop for no longer than this.
    sys.setswitchinterval(_SWITCH_SECONDS)


async def serve(front: Front, listener: socket.socket, grace: int, ready: Callable[[], None]) -> None:
    """Answer until SIGINT or SIGTERM comes, or until cancelled; then finish what has begun.

    That may take ``grace`` seconds.

    ``ready`` is called once requests are answered and signals are heard.
    """
    server = _Server(
        uvicorn.Config(
            front,
            http=Connection,
            loop="none",
            interface="asgi3",
            lifespan="off",
            ws="none",
            log_config=None,
            log_level=logging.CRITICAL,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            backlog=BACKLOG,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=max(1, grace),
        )
    )
    server.ready = ready
    watching = asyncio.create_task(watch(server.server_state.connections, _HEAD_SECONDS, _IDLE_SECONDS))
    try:
        await server.serve([listener])
    except asyncio.CancelledError:
        await server.shutdown([listener])
        raise
    finally:
        watching.cancel()
        front.close()


class _Server(uvicorn.Server):
    """Uvicorn's server, which leaves the end of the process to those who called it."""

    ready: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Hear the signals as long as the server runs; its own way raises them again at the end."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        numbers = (signal.SIGINT, signal.SIGTERM)
        for number in numbers:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in numbers:
                loop.remove_signal_handler(number)


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
    wanted = CONNECTIONS + 512
    if soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))

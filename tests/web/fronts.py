"""The whole application as it is served, over an evaluator of this process, asked over real connections."""

from __future__ import annotations

import asyncio
import http.client
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import uvloop

from mlat.graph.evaluation import Before, Evaluation, Evaluator
from mlat.settings import Settings
from mlat.web.front import Front, create_front
from mlat.web.listening import listen
from mlat.web.server import serve


class Asynchronous(Before):
    """An evaluator for an event loop, made of one that waits."""

    def __init__(self, inner: Evaluator) -> None:
        super().__init__(inner)
        self._inner = inner

    def kept(self, evaluation: Evaluation) -> None: ...

    async def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
        return await asyncio.to_thread(self._inner.evaluate, evaluation, client)


@dataclass(frozen=True)
class Answer:
    status_code: int
    headers: list[tuple[str, str]]
    data: bytes

    def header(self, name: str) -> str | None:
        return next((value for own, value in self.headers if own.lower() == name.lower()), None)


class Client:
    """Asks a server, each time over a new connection that could stay open."""

    def __init__(self, port: int, front: Front) -> None:
        self.port, self.front = port, front

    def get(
        self, path: str, parameters: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        return self.ask("GET", f"{path}?{urlencode(parameters)}" if parameters else path, headers)

    def ask(
        self, method: str, target: str, headers: Mapping[str, str] | None = None, body: str | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, target, body, {"Host": "localhost", **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()


@contextmanager
def served(evaluator: Evaluator, settings: Settings | None = None) -> Iterator[Client]:
    """A server in a thread, over an evaluator."""
    settings = settings or Settings()
    listener = listen("127.0.0.1", 0)
    port, begun = listener.getsockname()[1], threading.Event()
    loop, made, ending = uvloop.new_event_loop(), list[Front](), list[asyncio.Task[None]]()

    async def run() -> None:
        made.append(create_front(Asynchronous(evaluator), settings, loop))
        ending.append(asyncio.create_task(serve(made[0], listener, 5, begun.set)))
        await asyncio.gather(*ending, return_exceptions=True)
        await loop.shutdown_default_executor()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    try:
        assert begun.wait(20)
        yield Client(port, made[0])
    finally:
        loop.call_soon_threadsafe(ending[0].cancel)
        thread.join(20)
        loop.close()

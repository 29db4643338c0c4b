"""What a slow client may hold, and for how long."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import socket
from collections.abc import AsyncIterator, Iterator

import pytest
from fronts import Client, served

from mlat.errors import Overloaded
from mlat.graph.evaluation import InProcess
from mlat.graph.store import Store
from mlat.web import connection, server, transfer
from mlat.web.asgi import Piece, Request
from mlat.web.protocol import ProtocolError
from mlat.web.reply import Headers, Reply
from mlat.web.transfer import AT_ONCE, Cut, Transfers
from threaded import run

REQUEST = Request(
    {"method": "GET", "raw_path": b"/", "query_string": b"", "headers": [], "client": ("127.0.0.1", 1)}
)
LONG = Reply(200, [], b"x" * (AT_ONCE + 1))


class Outlet:
    """Notes what goes out; a slow one takes its time for each piece."""

    def __init__(self, seconds: float = 0) -> None:
        self.sent: list[bytes] = []
        self.ended = False
        self._seconds = seconds

    async def whole(self, reply: Reply) -> None:
        self.sent, self.ended = [reply.body], True

    async def begin(self, status: int, headers: Headers) -> None: ...

    async def send(self, piece: Piece) -> None:
        await asyncio.sleep(self._seconds)
        self.sent.append(bytes(piece))

    async def end(self) -> None:
        self.ended = True


def test_a_long_answer_goes_out_in_pieces_and_whole() -> None:
    outlet = Outlet()
    body = bytes(range(256)) * 8192
    run(Transfers(8).send(REQUEST, Reply(200, [], body), outlet))
    assert len(outlet.sent) > 1
    assert (b"".join(outlet.sent), outlet.ended) == (body, True)


def test_who_hardly_reads_is_cut_off_without_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "_PATIENCE", 0.05)
    outlet = Outlet(seconds=5)
    with pytest.raises(Cut):
        run(Transfers(8).send(REQUEST, LONG, outlet))
    assert not outlet.ended


def test_one_client_may_not_hold_all_places_for_long_answers() -> None:
    async def check() -> None:
        transfers = Transfers(16)
        slow = [asyncio.create_task(transfers.send(REQUEST, LONG, Outlet(0.05))) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Overloaded, match="long answers"):
            await transfers.send(REQUEST, LONG, Outlet())
        await asyncio.gather(*slow)
        await transfers.send(REQUEST, LONG, Outlet())

    run(check())


def test_a_body_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "BODY_SECONDS", 0.05)

    async def receive() -> dict[str, object]:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"x", "more_body": True}

    with pytest.raises(ProtocolError, match="seconds") as refused:
        run(Transfers(8).read_body(REQUEST, receive, 1000))
    assert refused.value.status == 408


def test_a_body_without_an_end_is_refused_once_it_is_too_long() -> None:
    pieces = itertools.repeat({"type": "http.request", "body": b"x" * 100, "more_body": True})

    async def receive() -> dict[str, object]:
        return next(pieces)

    with pytest.raises(ProtocolError, match="1000 bytes") as refused:
        run(Transfers(8).read_body(REQUEST, receive, 1000))
    assert refused.value.status == 413


async def lazily(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def test_pieces_are_asked_for_one_at_a_time() -> None:
    outlet = Outlet()
    run(Transfers(8).pass_on(REQUEST, 200, [], lazily(b"a", b"b"), outlet))
    assert (outlet.sent, outlet.ended) == ([b"a", b"b"], True)


@pytest.fixture
def client(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A server that has little patience."""
    monkeypatch.setattr(server, "_HEAD_SECONDS", 0.2)
    monkeypatch.setattr(server, "_IDLE_SECONDS", 0.4)
    with served(InProcess(store, "0" * 16)) as client:
        yield client


def test_too_many_connections_are_told_when_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "CONNECTIONS", 0)
    with socket.create_connection(("127.0.0.1", client.port), 10) as waiting:
        found = waiting.recv(4096)
    assert found.startswith(b"HTTP/1.1 503 ")
    assert b"\r\nretry-after: 5\r\n" in found


@pytest.mark.parametrize("sent", [b"", b"GET /healthz HTT", b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"])
def test_a_connection_that_waits_too_long_is_closed(client: Client, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", client.port), 10) as waiting:
        waiting.sendall(sent)
        found = b""
        with contextlib.suppress(ConnectionResetError):
            while piece := waiting.recv(4096):
                found += piece
    assert found.endswith(b"ok\n") == sent.endswith(b"\r\n\r\n")

"""Hostile clients at a real server process: each gets an error or is cut off, and nobody else notices."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from waiting import eventually

LIMITS = {
    "MLAT_QUERY_SECONDS": "3",
    "MLAT_QUERY_CPU_SECONDS": "3",
    "MLAT_RESULT_MB": "2",
    "MLAT_QUERY_MEMORY_MB": "128",
}
ROWS = " ".join(map(str, range(10)))
TABLES = " ".join(f"VALUES ?v{number} {{ {ROWS} }}" for number in range(10))
JOINED = "?a <x:to> ?b . ?c <x:to> ?d . ?e <x:to> ?f . ?g <x:to> ?h ."
PATTERN = "(a{1,50}){1,50}" * 20
HOSTILE = {
    "endless": (f"SELECT ?a {{ {JOINED} ?i <x:to> ?j FILTER(?a = ?j && ?c = ?i) }}", {504}),
    "million rows": ("SELECT * { ?a <x:to> ?b . ?c <x:to> ?d . ?e <x:to> ?f }", {413, 504}),
    "memory": (f"SELECT * {{ {TABLES} }} ORDER BY ?v3", {413, 504}),
    "nesting": ("ASK { " + "{" * 5000 + "}" * 5000 + " }", {400}),
    "path": ("ASK { ?s " + "/".join(["<x:to>"] * 2000) + " ?o }", {400}),
    "paths": (f"SELECT (COUNT(*) AS ?n) {{ ?a {'/'.join(['(<x:to>|^<x:to>)*'] * 9)} ?b }}", {504, 413}),
    "expression": (
        f'ASK {{ ?s ?p ?o FILTER(REGEX(STR(?o), "{"(a{1,50}){1,50}" * 20}")) }}',
        {200, 400, 413, 504},
    ),
    "SERVICE": ("ASK { SERVICE <http://127.0.0.1:1/> {} }", {403}),
    "update": ("DROP ALL", {403}),
    "file": ("ASK FROM <file:///etc/passwd> { ?s ?p ?o }", {200}),
}


@pytest.fixture(scope="module")
def server(
    environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, int]]:
    """A server with limits that are soon reached, over a hundred linked nodes: its place and its number."""
    data = tmp_path_factory.mktemp("hostile") / "data.nt"
    data.write_text(
        "".join(f"<x:n{i}> <x:to> <x:n{(i + step) % 100}> .\n" for i in range(100) for step in (1, 7))
    )
    command = [sys.executable, "-m", "mlat", "serve", "--port", "0", "--data", str(data)]
    with subprocess.Popen(
        command, env=environment | LIMITS, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        announced = re.search(r"http://\S+", process.stdout.readline())
        try:
            assert announced, process.communicate()[1]
            yield urlsplit(announced[0]).netloc, process.pid
        finally:
            process.terminate()
            process.communicate(timeout=40)


def ask(place: str, query: str, client: int = 1, **headers: str) -> tuple[int, bytes]:
    """Status and body; all of 127.0.0.0/8 is this machine, so each client can have an address of its own."""
    connection = http.client.HTTPConnection(place, timeout=30, source_address=(f"127.0.0.{client}", 0))
    try:
        connection.request("GET", f"/sparql?query={quote(query)}", headers=headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def connect(place: str, client: int) -> socket.socket:
    host, port = place.split(":")
    return socket.create_connection((host, int(port)), 30, source_address=(f"127.0.0.{client}", 0))


def get(query: str) -> bytes:
    return f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def post(length: int) -> bytes:
    head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query"
    return f"{head}\r\nContent-Length: {length}\r\n\r\n".encode()


@pytest.fixture
def well(server: tuple[str, int]) -> Iterator[Callable[[], None]]:
    """Ask as a good client: while something goes on, and in any case after it."""
    place, _ = server

    def check() -> None:
        status, body = ask(place, f"ASK {{ <x:n1> <x:to> <x:n2> }} # {time.monotonic()}", 99)
        assert (status, b"true" in body) == (200, True)

    check()
    yield check
    check()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_query_gets_its_error_while_others_are_answered(
    server: tuple[str, int], well: Callable[[], None], name: str
) -> None:
    query, statuses = HOSTILE[name]
    with ThreadPoolExecutor(1) as threads:
        found = threads.submit(ask, server[0], query)
        well()
        assert found.result()[0] in statuses


def test_the_limit_is_named(server: tuple[str, int]) -> None:
    status, body = ask(server[0], HOSTILE["endless"][0] + " # named", Accept="application/json")
    assert (status, b'"limit": 3' in body) == (504, True)


def test_one_client_does_not_take_all_workers(server: tuple[str, int], well: Callable[[], None]) -> None:
    query = HOSTILE["endless"][0]
    with ThreadPoolExecutor(12) as threads:
        answers = [threads.submit(ask, server[0], f"{query} # {number}", 2) for number in range(12)]
        time.sleep(0.5)
        for _ in range(10):
            well()
        assert {answer.result()[0] for answer in answers} <= {429, 504}


def test_a_client_that_leaves_hurts_nobody(server: tuple[str, int], well: Callable[[], None]) -> None:
    for number in range(10):
        with connect(server[0], 3) as leaving:
            leaving.sendall(get(f"ASK {{}} # {number}"))
    well()


def test_a_query_ends_when_its_client_has_left(server: tuple[str, int], well: Callable[[], None]) -> None:
    with connect(server[0], 3) as leaving:
        leaving.sendall(get(HOSTILE["endless"][0] + " # left"))
        assert eventually(lambda: gauge(server[0], "mlat_workers_busy") == 1)
    assert eventually(lambda: gauge(server[0], "mlat_workers_busy") == 0, seconds=1.5)


def test_a_query_goes_on_for_those_who_stay(server: tuple[str, int]) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a <x:to> ?b . ?c <x:to> ?d . ?e <x:to> ?f FILTER(?a = ?f) } # shared"
    with ThreadPoolExecutor(1) as threads, connect(server[0], 3) as leaving:
        leaving.sendall(get(query))
        assert eventually(lambda: gauge(server[0], "mlat_workers_busy") == 1)
        staying = threads.submit(ask, server[0], query, 4)
        time.sleep(0.05)
        leaving.close()
        assert staying.result()[0] in {200, 504}


def test_a_head_that_never_ends_is_refused(server: tuple[str, int], well: Callable[[], None]) -> None:
    with connect(server[0], 8) as sending:
        sending.sendall(b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: x\r\nX: ")
        for _ in range(10):
            sending.sendall(b"x" * 30_000)
        assert sending.recv(12) == b"HTTP/1.1 431"


def test_what_is_no_http_is_refused_for_any_site_to_read(server: tuple[str, int]) -> None:
    with connect(server[0], 8) as sending:
        sending.sendall(b"HELLO\r\n\r\n")
        found = sending.recv(4096)
    assert found.startswith(b"HTTP/1.1 400 ")
    assert b"access-control-allow-origin: *\r\n" in found


def test_requests_that_come_at_once_are_answered_in_turn(server: tuple[str, int]) -> None:
    asked = [f"SELECT ({number} AS ?n) {{}} # in turn" for number in (1, 2, 1, 3)]
    with connect(server[0], 8) as sending:
        sending.sendall(b"".join(get(query) for query in asked))
        found = b""
        while found.count(b'"value"') < len(asked):
            found += sending.recv(65_536)
    assert re.findall(rb'"value":"(\d)"', found) == [b"1", b"2", b"1", b"3"]


def test_clients_that_read_or_write_byte_by_byte_hurt_nobody(
    server: tuple[str, int], well: Callable[[], None]
) -> None:
    rows = "SELECT * { ?a <x:to> ?b . ?c <x:to> ?d } LIMIT 9000"
    with ExitStack() as held:
        readers = [held.enter_context(connect(server[0], 4)) for _ in range(20)]
        writers = [held.enter_context(connect(server[0], 5)) for _ in range(20)]
        for reader in readers:
            reader.sendall(get(rows))
        for writer in writers:
            writer.sendall(post(6) + b"A")
        for reader in readers[:5]:
            reader.recv(1)
        for _ in range(10):
            well()


def test_a_body_of_64_megabytes_is_refused(server: tuple[str, int], well: Callable[[], None]) -> None:
    with connect(server[0], 6) as sending:
        sending.sendall(post(1 << 26))
        assert sending.recv(12) == b"HTTP/1.1 413"


def test_a_thousand_connections_hurt_nobody(server: tuple[str, int], well: Callable[[], None]) -> None:
    with ExitStack() as held:
        for number in range(1000):
            held.enter_context(connect(server[0], 7 + number % 50))
        well()


def test_a_cut_answer_is_not_a_whole_one(server: tuple[str, int]) -> None:
    """What ends because of a limit has another status than 200, as an answer is whole before it is sent."""
    status, body = ask(server[0], HOSTILE["million rows"][0] + " # cut")
    assert status != 200
    assert b"bindings" not in body


def test_workers_that_are_killed_come_back(server: tuple[str, int], well: Callable[[], None]) -> None:
    (zygote,) = living_children(server[1])
    for pid in living_children(zygote):
        os.kill(pid, signal.SIGKILL)
    while living_children(zygote):
        time.sleep(0.01)
    for _ in range(5):
        well()


def test_memory_comes_back(server: tuple[str, int]) -> None:
    (zygote,) = living_children(server[1])
    assert all(private(pid) < 64 for pid in living_children(zygote))


def gauge(place: str, name: str) -> float:
    """A number of the metrics."""
    connection = http.client.HTTPConnection(place, timeout=30)
    connection.request("GET", "/metrics")
    lines = connection.getresponse().read().decode().splitlines()
    connection.close()
    return next(float(line.split()[1]) for line in lines if line.split()[0] == name)


def living_children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    states = {child: Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] for child in found}
    return [int(child) for child, state in states.items() if state != "Z"]


def private(pid: int) -> float:
    """The memory that a process shares with no other, in MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024

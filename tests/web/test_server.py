"""A real server process, asked over a real connection."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest
from rdflib.plugins.stores.sparqlstore import SPARQLStore

ALL = "SELECT ?o { ?s <https://example.org/p> ?o }"


def fetch(request: str | Request) -> bytes:
    with urlopen(request, timeout=10) as response:
        body: bytes = response.read()
    return body


def test_a_query_by_get_and_by_post(server: str) -> None:
    expected = ["default"]
    by_get = json.loads(fetch(f"{server}?query={quote(ALL)}"))
    request = Request(server, ALL.encode(), {"Content-Type": "application/sparql-query"})
    by_post = json.loads(fetch(request))
    for found in (by_get, by_post):
        assert [row["o"]["value"] for row in found["results"]["bindings"]] == expected


def test_head_has_no_body(server: str) -> None:
    parts = urlsplit(server)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    connection.request("HEAD", f"/sparql?query={quote(ALL)}")
    response = connection.getresponse()
    assert (response.status, response.read()) == (200, b"")
    assert int(response.headers["Content-Length"]) > 0
    connection.close()


def test_errors_keep_their_status(server: str) -> None:
    with pytest.raises(HTTPError) as caught:
        fetch(f"{server}?query=SELECT")
    assert caught.value.code == 400
    assert caught.value.headers["Access-Control-Allow-Origin"] == "*"
    caught.value.close()


def test_many_clients_at_once_get_their_own_answers(server: str) -> None:
    def ask(number: int) -> str:
        found = json.loads(fetch(f"{server}?query={quote(f'SELECT ({number} AS ?o) {{}}')}"))
        return str(found["results"]["bindings"][0]["o"]["value"])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(40))) == [str(number) for number in range(40)]


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_can_use_the_endpoint(server: str, method: str) -> None:
    store = SPARQLStore(server, method=method)
    (row,) = store.query(ALL)
    assert str(row[0]) == "default"
    assert not store.query("ASK { FILTER(false) }").askAnswer


def test_the_endpoint_can_be_federated(server: str) -> None:
    (row,) = ox.Store().query(f"SELECT ?o {{ SERVICE <{server}> {{ {ALL} }} }}")
    assert row["o"].value == "default"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_cleanly(
    environment: dict[str, str], tmp_path: Path, number: signal.Signals
) -> None:
    (tmp_path / "x.nt").write_text("<x:s> <x:p> <x:o> .\n")
    command = [sys.executable, "-m", "mlat", "serve", "--port", "0", "--data", str(tmp_path / "x.nt")]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert "http://127.0.0.1:" in process.stdout.readline()
        assert "curl" in process.stdout.readline()
        process.send_signal(number)
        _, told = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "Traceback" not in told
    assert "1 triples" in told


def test_a_file_that_cannot_be_loaded_ends_the_start(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("<x:s> .")
    command = [sys.executable, "-m", "mlat", "serve", "--port", "0", "--data", str(tmp_path / "x.ttl")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert "x.ttl:1:7:" in done.stderr
    assert "Traceback" not in done.stderr


def test_new_data_come_without_a_failed_request_and_bad_ones_not_at_all(
    environment: dict[str, str], tmp_path: Path
) -> None:
    data = tmp_path / "x.nt"
    data.write_text("<x:s> <x:p> <x:o1> .\n")
    command = [sys.executable, "-m", "mlat", "serve", "--port", "0", "--data", str(data)]
    with (
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process,
        ThreadPoolExecutor(4) as threads,
    ):
        assert process.stdout and process.stderr
        address = process.stdout.readline().split()[-1]
        done = Event()

        def use(number: int) -> set[bytes]:
            found = set()
            while not done.is_set():
                query = quote(f"SELECT ?o {{ <x:s> <x:p> ?o }} # {number} {len(found)} {time.monotonic()}")
                found.add(fetch(f"{address}?format=csv&query={query}"))
            return found

        users = [threads.submit(use, number) for number in range(4)]
        try:
            for text, outcome in (("<x:s> <x:p> <x:o2> .\n", "1 triples"), ("<x:s> <x:p> .\n", "stays")):
                data.write_text(text)
                process.send_signal(signal.SIGHUP)
                while "again" not in process.stderr.readline():
                    pass
                assert outcome in process.stderr.readline()
        finally:
            done.set()
            process.terminate()
        assert {row for user in users for row in user.result()} == {b"o\r\nx:o1\r\n", b"o\r\nx:o2\r\n"}
        process.communicate(timeout=40)

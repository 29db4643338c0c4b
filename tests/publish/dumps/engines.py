"""Engines that nobody here wrote: each takes a file, and gives back what it holds."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest

from mlat.graph.loading import SUFFIXES
from programs import needs

SECONDS = 120
QUADS = (".trig", ".nq")


class Oxigraph:
    """Oxigraph's own server, asked over HTTP."""

    def __init__(self, port: int) -> None:
        self._store = f"http://127.0.0.1:{port}/store"

    def hold(self, path: Path) -> None:
        """Drop what there is, and load a file."""
        self._send("DELETE", self._store)
        target = self._store if path.suffix in QUADS else f"{self._store}?default"
        self._send("POST", target, path.read_bytes(), {"Content-Type": SUFFIXES[path.suffix].media_type})

    def quads(self) -> Iterator[ox.Quad]:
        """Everything it holds."""
        content = self._send("GET", self._store, None, {"Accept": "application/n-quads"})
        return iter(ox.parse(content, format=ox.RdfFormat.N_QUADS))

    def _send(
        self, method: str, address: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> bytes:
        request = Request(address, body, headers or {}, method=method)
        with urlopen(request, timeout=SECONDS) as answer:
            content: bytes = answer.read()
        return content


class Virtuoso:
    """Virtuoso, asked with its command line client."""

    # Flags of TTLP_MT: 255 for triples, 256 for TriG, 512 for N-Quads.
    _LOADERS: ClassVar = {
        ".nt": "DB.DBA.TTLP_MT(file_to_string_output('{path}'), '', '{graph}', 255)",
        ".ttl": "DB.DBA.TTLP_MT(file_to_string_output('{path}'), '', '{graph}', 255)",
        ".trig": "DB.DBA.TTLP_MT(file_to_string_output('{path}'), '', '{graph}', 256)",
        ".nq": "DB.DBA.TTLP_MT(file_to_string_output('{path}'), '', '{graph}', 512)",
        ".rdf": "DB.DBA.RDF_LOAD_RDFXML_MT(file_to_string_output('{path}'), '', '{graph}')",
    }
    _EXPORT = """\
create procedure export_graph (in wanted varchar, in file varchar)
{
  declare lines, env any;
  lines := string_output (10000000);
  env := vector (0, 0, 0);
  for (select * from (
      sparql define input:storage "" select ?s ?p ?o { graph `iri(?:wanted)` { ?s ?p ?o } }) as rows) do
    http_nt_triple (env, "s", "p", "o", lines);
  string_to_file (file, lines, -2);
}
;
"""

    def __init__(self, port: int, folder: Path) -> None:
        self._port, self._folder = port, folder
        (folder / "export.sql").write_text(self._EXPORT)
        self._run(str(folder / "export.sql"))

    def hold(self, path: Path, graph: str) -> None:
        """Load a file; its triples go to a graph, its quads where they say."""
        # It reads files of its own folder only.
        copied = self._folder / path.name
        copied.write_bytes(path.read_bytes())
        self._run(f"exec={self._LOADERS[path.suffix].format(path=copied, graph=graph)};")

    def empty(self, *graphs: str) -> None:
        """Drop graphs."""
        for graph in graphs:
            self._run(f"exec=log_enable(3); sparql clear graph <{graph}>;")

    def triples(self, graph: str) -> Iterator[ox.Quad]:
        """The triples of a graph."""
        out = self._folder / "out.nt"
        self._run(f"exec=export_graph('{graph}', '{out}');")
        return iter(ox.parse(out.read_bytes(), format=ox.RdfFormat.N_TRIPLES, lenient=True))

    def _run(self, what: str) -> None:
        command = [needs("isql-vt"), f"127.0.0.1:{self._port}", "dba", "dba", "VERBOSE=OFF", what]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        assert done.returncode == 0 and "Error" not in done.stderr, done.stderr


@contextmanager
def start_oxigraph() -> Iterator[Oxigraph]:
    """A server with an empty store in memory."""
    port = _free_port()
    program = needs(str(Path(sys.executable).with_name("oxigraph")))
    with _running([program, "serve", "--bind", f"127.0.0.1:{port}"], Path.cwd(), port):
        yield Oxigraph(port)


@contextmanager
def start_virtuoso(folder: Path) -> Iterator[Virtuoso]:
    """A server with a database in a folder."""
    port = _free_port()
    (folder / "virtuoso.ini").write_text(
        "[Database]\nDatabaseFile = v.db\nErrorLogFile = v.log\nLockFile = v.lck\nTransactionFile = v.trx\n"
        "xa_persistent_file = v.pxa\n[TempDatabase]\nDatabaseFile = t.db\nTransactionFile = t.trx\n"
        f"[Parameters]\nServerPort = 127.0.0.1:{port}\nDirsAllowed = {folder}\nLiteMode = 1\n"
    )
    program = needs("virtuoso-t")
    with _running([program, "+foreground", "+configfile", "virtuoso.ini"], folder, port):
        yield Virtuoso(port, folder)


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_for(port, process)
            yield
        finally:
            process.terminate()
            process.wait(timeout=SECONDS)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"{process.args!r} did not start")

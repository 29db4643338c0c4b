"""Server processes that the benchmarks start and end, each at a free port of this machine."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from mlat.graph.loading import load_project

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NGINX = ROOT / "server" / "mlat" / "deploy" / "nginx.conf"

_PATIENCE = 60


def query(name: str) -> str:
    """The text of a query of the benchmarks."""
    return (HERE / f"{name}.rq").read_text(encoding="utf-8")


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextlib.contextmanager
def process(
    command: Sequence[str], probe: str, variables: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has begun to answer at the address ``probe``; ended afterwards."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MLAT_")}
    # Whoever installs the package has its bytecode; without it every start would compile every module again.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPATH"] = str(ROOT / "server")
    environment.update(variables or {})
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet, cwd=HERE) as running:
        try:
            wait_for(probe, running)
            yield running
        finally:
            running.terminate()
            try:
                running.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                running.kill()


def wait_for(address: str, running: subprocess.Popen[bytes]) -> None:
    """Wait until something answers, whatever it says; raises RuntimeError when the process ends before."""
    deadline = time.monotonic() + _PATIENCE
    while running.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=_PATIENCE).close()
            return
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.002)
    raise RuntimeError(f"{running.args!r} doesn't answer at {address}")


@contextlib.contextmanager
def mlat_server(*flags: str, **settings: str) -> Iterator[tuple[str, int]]:
    """``mlat serve`` over the project's graph: its address and its process number."""
    port = free_port()
    command = [sys.executable, "-m", "mlat", "serve", "--port", str(port), *flags]
    variables = {f"MLAT_{name.upper()}": value for name, value in settings.items()}
    with process(command, f"http://127.0.0.1:{port}/healthz", variables) as running:
        yield f"http://127.0.0.1:{port}", running.pid


@contextlib.contextmanager
def oxigraph_server(*, union: bool = False) -> Iterator[str]:
    """The server of Oxigraph in memory, over the same graph.

    ``union`` lets it take all its graphs for the default graph, and not keep that one beside them.
    """
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        raise RuntimeError("the server of Oxigraph is missing: pip install oxigraph")
    address = f"127.0.0.1:{free_port()}"
    command = [program, "serve", "--bind", address, *(["--union-default-graph"] if union else [])]
    with process(command, f"http://{address}/"):
        quads = (quad for quad in load_project().quads() if not union or quad.graph_name != ox.DefaultGraph())
        content = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
        request = urllib.request.Request(
            f"http://{address}/store", content, {"Content-Type": "application/n-quads"}, method="POST"
        )
        urllib.request.urlopen(request, timeout=_PATIENCE).close()
        yield f"http://{address}"


@contextlib.contextmanager
def nginx_before(address: str, folder: Path) -> Iterator[str]:
    """nginx with the configuration that the project ships, in front of a server; its files in ``folder``."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    if program is None:
        raise RuntimeError("nginx is missing")
    port = free_port()
    site = NGINX.read_text(encoding="utf-8")
    for shipped, here in (
        ("server 127.0.0.1:8000;", f"server {address.removeprefix('http://')};"),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("/var/cache/nginx/mlat", str(folder / "cache")),
    ):
        if shipped not in site:
            raise RuntimeError(f"{NGINX}: no {shipped!r}")
        site = site.replace(shipped, here)
    (folder / "site.conf").write_text(site, encoding="utf-8")
    temporary = "".join(
        f"{kind}_temp_path {folder / kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes auto; pid {folder / 'pid'}; error_log {folder / 'error.log'};\n"
        f"events {{ worker_connections 1024; }}\n"
        f"http {{ access_log off; {temporary} include {folder / 'site.conf'}; }}\n",
        encoding="utf-8",
    )
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    with process(command, f"http://127.0.0.1:{port}/healthz"):
        yield f"http://127.0.0.1:{port}"

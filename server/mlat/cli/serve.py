"""``mlat serve``: the endpoint."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from mlat.errors import MlatError
from mlat.settings import SettingError, Settings, read_settings, settings_table

if TYPE_CHECKING:
    from mlat.graph.store import Store
    from mlat.graph.workers.generation import Generation
    from mlat.graph.workers.limits import WorkerLimits
    from mlat.graph.workers.plan import LoadPlan
    from mlat.graph.workers.pool import Pool
    from mlat.web.front import Front

#: How long after the start the pages are made ready, and how long after that the first one is asked for, in
#: seconds: nobody who asks at once has to share the processors.
_SOON, _LATER = 0.2, 2.0
_EXAMPLES = """\
examples:
  mlat serve                                     the project's own graph at http://127.0.0.1:8000/sparql
  mlat serve --port 0 --data treaties.ttl        a graph of yours, at any free port
  mlat serve --graph https://example.org/g=g.nt  a file as a named graph
  MLAT_PORT=9000 mlat serve                      each setting can also come from the environment
"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "serve",
        description="Start a read-only SPARQL endpoint over the project's graph, or over files.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_data_flags(parser)
    parser.add_argument(
        "--prepared",
        type=Path,
        metavar="DIR",
        help="a store on disk that `mlat prepare` made, to use in place of the project's graph",
    )
    parser.add_argument(
        "--pid-file",
        type=Path,
        metavar="FILE",
        help="a file for the number of the process, for `mlat reload`",
    )
    for setting in settings_table():
        explained = f"{setting.help} (default: {setting.default}; environment: {setting.variable})"
        parser.add_argument(
            setting.flag, type=setting.type, metavar=setting.type.__name__.upper(), help=explained
        )
    parser.set_defaults(run=run)


def add_data_flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags that choose another graph than the project's own."""
    parser.add_argument(
        "--data",
        action="extend",
        nargs="+",
        type=Path,
        default=[],
        metavar="PATH",
        help="RDF files or folders to use in place of the project's graph",
    )
    parser.add_argument(
        "--graph",
        action="append",
        type=_graph,
        default=[],
        metavar="IRI=FILE",
        help="an RDF file to use as a named graph",
    )


def _graph(text: str) -> tuple[str, Path]:
    """An IRI and a file; an IRI may hold ``=`` as well, so the last one that leaves a file counts."""
    iri, separator, file = text.rpartition("=")
    if not separator or not iri or not file:
        raise argparse.ArgumentTypeError(f"{text!r} is not IRI=FILE")
    return iri, Path(file)


def load(options: argparse.Namespace) -> Store:
    """The store that the flags ask for."""
    from mlat.graph.loading import load_files, load_project

    if options.data or options.graph:
        return load_files(options.data, options.graph)
    return load_project()


def run(options: argparse.Namespace) -> int:
    """Load, listen, and answer until SIGINT or SIGTERM comes."""
    from mlat.graph.workers.generation import Generation
    from mlat.graph.workers.limits import WorkerLimits

    given = {setting.name: getattr(options, setting.name) for setting in settings_table()}
    settings = read_settings(os.environ, given)
    limits = WorkerLimits.of(settings)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    started = time.monotonic()
    tell("loading the graph")
    with _listening(settings) as listener, _pid_file(options.pid_file):
        with ThreadPoolExecutor(1) as beside:
            loading = beside.submit(Generation, _plan(options), limits)
            # While another process loads the graph, this one loads what answers queries.
            from mlat.web.server import run as run_loop

            if not options.prepared:
                # The pages as well, for which no query waits; a prepared store is there before them.
                threading.Thread(target=import_module, args=("mlat.web.application",), daemon=True).start()
            generation = loading.result()
        tell(f"{_loaded(generation)} in {time.monotonic() - started:.1f} s")
        warm = not (options.data or options.prepared)
        run_loop(_serve(generation, listener, settings, limits, warm=warm))
    _end()
    return 0


async def _serve(
    generation: Generation, listener: socket.socket, settings: Settings, limits: WorkerLimits, *, warm: bool
) -> None:
    import asyncio

    from mlat.graph.workers.pool import Pool
    from mlat.web.front import create_front
    from mlat.web.server import claim_process, serve

    loop = asyncio.get_running_loop()
    pool = await Pool.open(generation, limits)
    try:
        front = create_front(pool, settings, loop)
        reloads: set[asyncio.Task[None]] = set()

        def reload() -> None:
            reloads.add(task := loop.create_task(_reload(pool)))
            task.add_done_callback(reloads.discard)

        loop.add_signal_handler(signal.SIGHUP, reload)
        port = listener.getsockname()[1]
        begin = partial(_begin, front, settings.host, port, warm=warm)
        claim_process()
        await serve(front, listener, settings.shutdown_seconds, begin)
    finally:
        await pool.close(settings.shutdown_seconds)


def _begin(front: Front, host: str, port: int, *, warm: bool) -> None:
    """Say where the site is, and look at it soon."""
    _announce(host, port)
    first_look = threading.Timer(_SOON, _look, (front, warm))
    first_look.daemon = True
    first_look.start()


def _look(front: Front, warm: bool) -> None:
    """Ask for the first page, so that its first reader need not wait for names; what is there now stays."""
    from mlat.web.server import spare_the_collector

    app = front.app.get()
    time.sleep(_LATER)
    if warm:
        app.test_client().get("/")
    spare_the_collector()


def _plan(options: argparse.Namespace) -> LoadPlan:
    """What to load, in a way that another process can."""
    from mlat.cli.prepare import plan_of
    from mlat.graph.workers.plan import LoadPlan

    return LoadPlan("disk", (str(options.prepared.absolute()),)) if options.prepared else plan_of(options)


def _loaded(generation: Generation) -> str:
    return f"{generation.sizes.triples:,} triples, release {generation.release},"


async def _reload(pool: Pool) -> None:
    """Load again; when that fails, all stays as it is."""
    started = time.monotonic()
    tell("loading the graph again")
    try:
        await pool.reload()
    except MlatError as error:
        tell(f"the release {pool.release} stays: {error}")
        return
    tell(f"{_loaded(pool.generation)} in {time.monotonic() - started:.1f} s")


@contextlib.contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    """The socket; taken before the graph is loaded, which is in vain when the port is taken."""
    from mlat.web.listening import listen

    try:
        listener = listen(settings.host, settings.port)
    except OSError as error:
        raise SettingError(
            f"can't listen at {settings.host}, port {settings.port}: {error.strerror}"
        ) from None
    with listener:
        yield listener


@contextlib.contextmanager
def _pid_file(path: Path | None) -> Iterator[None]:
    """Tell the number of this process in a file as long as it runs."""
    if path is None:
        yield
        return
    path.write_text(f"{os.getpid()}\n", encoding="ascii")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _announce(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/sparql"
    print(f"SPARQL endpoint at {address}")
    print(f"  curl {address} -d 'query=ASK {{}}'")
    print(f"pages at http://{shown}:{port}/", flush=True)


def tell(line: str) -> None:
    """Say how far it is, on standard error."""
    print(line, file=sys.stderr, flush=True)


def _end() -> None:
    """Leave at once if a client that doesn't read its answer still holds a thread."""
    if any(not t.daemon for t in threading.enumerate() if t is not threading.current_thread()):
        sys.stdout.flush()
        os._exit(0)

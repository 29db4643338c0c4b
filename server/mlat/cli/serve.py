"""``mlat serve``: the endpoint."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import NoReturn

from mlat.graph.loading import load_files, load_project
from mlat.graph.store import Store
from mlat.settings import read_settings, settings_table

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
        help="start the SPARQL endpoint",
        description="Start a read-only SPARQL endpoint over the project's graph, or over files.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_data_flags(parser)
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
    if options.data or options.graph:
        return load_files(options.data, options.graph)
    return load_project()


def run(options: argparse.Namespace) -> int:
    """Load, listen, and answer until SIGINT or SIGTERM comes."""
    from waitress.server import create_server

    from mlat.web import create_app

    given = {setting.name: getattr(options, setting.name) for setting in settings_table()}
    settings = read_settings(os.environ, given)
    started = time.monotonic()
    print("loading the graph", file=sys.stderr, flush=True)
    store = load(options)
    print(f"{store.size:,} triples in {time.monotonic() - started:.1f} s", file=sys.stderr, flush=True)
    signal.signal(signal.SIGTERM, _stop)
    server = create_server(
        create_app(store, settings),
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        ident="mlat",
        # Longer bodies end the connection; those up to here get an answer that says why they are refused.
        max_request_body_size=16 * settings.max_body_bytes,
    )
    with contextlib.suppress(KeyboardInterrupt), contextlib.closing(server):
        _announce(settings.host, int(server.effective_port))
        server.run()
    return 0


def _announce(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/sparql"
    print(f"SPARQL endpoint at {address}")
    print(f"  curl {address} -d 'query=ASK {{}}'", flush=True)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt

"""``mlat query``: one query over the graph, from a file, from standard input or by name."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from mlat.cli.serve import add_data_flags, load
from mlat.errors import QueryError
from mlat.graph.binding import insert_values
from mlat.graph.formats import FORMATS, AnswerKind, named_format
from mlat.graph.guard import Admitted, admit
from mlat.graph.hints import excerpt
from mlat.graph.parameters import resolve_all
from mlat.graph.query_files import (
    QueryFile,
    find_query,
    parse_query,
    queries_folder,
    read_folder,
    read_query,
)
from mlat.graph.store import Store
from mlat.graph.tables_text import show, write_table

_EXAMPLES = """\
examples:
  mlat query --list
  mlat query --name which-instruments-bind --param from=HKG --param to=USA --param on=2019-06-30
  mlat query treaties.rq --format csv
  echo 'SELECT * {?s ?p ?o} LIMIT 3' | mlat query -
"""
_FORMATS = ("table", *dict.fromkeys(name for form in FORMATS for name in form.names))


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "query",
        description="Answer one query over the project's graph, or over files.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("file", nargs="?", metavar="FILE.rq", help="file of the query; - for standard input")
    which.add_argument("--name", help="one of the queries that come with the project")
    which.add_argument("--list", action="store_true", help="list the queries that come with the project")
    parser.add_argument(
        "--param",
        action="append",
        type=_parameter,
        default=[],
        metavar="NAME=VALUE",
        help="value of a parameter, such as from=HKG",
    )
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        metavar="FORMAT",
        help=f"one of {', '.join(['table', *(form.suffix for form in FORMATS)])} "
        "(default: table on a terminal, csv into a pipe; ttl for CONSTRUCT and DESCRIBE)",
    )
    add_data_flags(parser)
    parser.set_defaults(run=run)


def _parameter(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator or not name:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def run(options: argparse.Namespace) -> int:
    """Answer the query to standard output; a syntax error shows its line, with a caret, on standard error."""
    if options.list:
        _list(read_folder(queries_folder("examples")))
        return 0
    query = _find(options)
    text = query.text
    try:
        admit(text)
        store = load(options)
        bindings = resolve_all(query, dict(options.param), store)
        text = insert_values(text, bindings) if bindings else text
        admitted = admit(text, store.limits)
        write_out(_answer(store, admitted, options.format))
    except QueryError as error:
        print(f"{query.name}: {error}", file=sys.stderr)
        if error.line is not None and error.column is not None:
            print(excerpt(text, error.line, error.column), file=sys.stderr)
        return 1
    return 0


def _list(queries: Mapping[str, QueryFile]) -> None:
    rows = [(name, _parameters(query), query.summary) for name, query in queries.items()]
    write_out(write_table(("name", "parameters", "summary"), rows, _terminal_width()).encode())


def _parameters(query: QueryFile) -> str:
    """The names of the parameters, those that may be left out in brackets."""
    return " ".join(p.name if p.required else f"[{p.name}]" for p in query.parameters)


def _find(options: argparse.Namespace) -> QueryFile:
    if options.name:
        return find_query(read_folder(queries_folder("examples")), options.name)
    if options.file == "-":
        return parse_query(sys.stdin.read(), "query", "standard input")
    return read_query(Path(options.file))


def _answer(store: Store, query: Admitted, name: str | None) -> bytes:
    kind = query.form.kind
    if name is None and kind is AnswerKind.GRAPH:
        name = "ttl"
    elif name is None:
        name = "table" if sys.stdout.isatty() else "csv"
    if name != "table" or kind is AnswerKind.GRAPH:
        return store.evaluate(query, named_format(kind, name))
    if kind is AnswerKind.BOOLEAN:
        return b"yes\n" if store.query(query) else b"no\n"
    table = store.table(query)
    rows = [[show(term) for term in row] for row in table.rows]
    count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}\n"
    return (write_table(table.columns, rows, _terminal_width()) + count).encode()


def _terminal_width() -> int | None:
    """The width of the terminal; None when the output goes elsewhere and nothing must be cut."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def write_out(answer: bytes) -> None:
    """Write to standard output; a reader that has seen enough, such as ``head``, ends it quietly."""
    try:
        sys.stdout.buffer.write(answer if answer.endswith(b"\n") else answer + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

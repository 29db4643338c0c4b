"""Queries in files: a header of lines ``#+ key: value``, then SPARQL.

::

    #+ summary: Which instruments bind two jurisdictions on a day?
    #+ description: One row for each instrument; the text may go on
    #+   in lines indented like this one.
    #+ params:
    #+   from jurisdiction required the jurisdiction that asks
    #+   on date default=today the day
    #+ example: from=HKG on=2019-06-30
    #+ columns:
    #+   instrument ref:instruments required mlat:instrument
    #+ tags: treaties, core

A parameter is ``required``, has a ``default=VALUE``, or is ``optional`` and then left open. The query takes
the values at its line ``#? values`` (see ``binding.py``). Columns are for queries that give a published table
(see ``publish/tables/columns.py``).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from mlat.errors import InputError, Problem, QueryError, UnknownName
from mlat.graph.binding import find_marks
from mlat.graph.lexer import Kind, tokens

T = TypeVar("T")

_KEYS = ("summary", "description", "params", "example", "columns", "tags")
_LINE = re.compile(r"#\+ ?(?P<indent> *)(?:(?P<key>[a-z]+):(?= |$))?(?P<text>.*)$")
_PARAMETER = re.compile(
    r"(?P<name>\w+)\s+(?P<type>\S+)\s+\(?(?P<rule>required|optional|default=[^\s)]+)\)?\s+(?P<meaning>\S.*)"
)
_TYPES = re.compile(r"jurisdiction|instrument|concept:[a-z-]+|iri|date|string|integer")


@dataclass(frozen=True)
class Parameter:
    """A parameter; ``default`` is its text when none is given: None, when not required, leaves it open."""

    name: str
    type: str
    required: bool
    default: str | None
    meaning: str


@dataclass(frozen=True)
class QueryFile:
    """A query with what its header says; ``text`` is the whole file, ``columns`` the lines under that key."""

    name: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    example: Mapping[str, str]
    tags: tuple[str, ...]
    text: str
    columns: tuple[str, ...] = ()


def queries_folder(name: str) -> Path:
    """A folder of queries that comes with the package, such as ``examples``, ``finder`` or ``stats``."""
    return Path(__file__).resolve().parents[1] / "queries" / name


def read_folder(folder: Path) -> dict[str, QueryFile]:
    """All queries of a folder by name, sorted; raises InputError with the faults of all of them."""
    queries, problems = {}, []
    for path in sorted(folder.glob("*.rq")):
        try:
            queries[path.stem] = read_query(path)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return queries


def find_query(queries: Mapping[str, T], name: str) -> T:
    """A query by name; raises UnknownName with the nearest ones."""
    if name in queries:
        return queries[name]
    near = difflib.get_close_matches(name, queries, 3, 0.4)
    raise UnknownName(
        f"no query {name!r}; " + (f"did you mean {' or '.join(near)}?" if near else "see --list")
    )


def read_query(path: Path) -> QueryFile:
    """Read one file; raises InputError for a header that can't be understood or doesn't fit the query."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            [Problem(str(path), 0, "", str(getattr(error, "strerror", None) or error))]
        ) from None
    return parse_query(text, path.stem, str(path))


def parse_query(text: str, name: str, file: str = "-") -> QueryFile:
    """Read the text of a file; ``file`` is what errors call it. A text without a header will do as well."""
    header, problems = _read_header(text, file)
    parameters = []
    for line, written in header.get("params", []):
        match = _PARAMETER.fullmatch(written)
        if match and _TYPES.fullmatch(match["type"]):
            parameters.append(_parameter(match))
        else:
            problems.append(
                Problem(
                    file, line, "", f"not 'name type (required|optional|default=VALUE) meaning': {written}"
                )
            )
    example = dict(pair.partition("=")[::2] for pair in _joined(header, "example").split())
    problems += _mismatches(text, file, {parameter.name for parameter in parameters}, set(example))
    if problems:
        raise InputError(problems)
    tags = tuple(tag.strip() for tag in _joined(header, "tags").split(",") if tag.strip())
    texts = _joined(header, "summary"), _joined(header, "description")
    columns = tuple(written for _, written in header.get("columns", []))
    return QueryFile(name, *texts, tuple(parameters), example, tags, text, columns)


def _parameter(match: re.Match[str]) -> Parameter:
    rule, _, default = match["rule"].partition("=")
    return Parameter(
        match["name"], match["type"], rule == "required", default or None, match["meaning"].strip()
    )


Header = dict[str, list[tuple[int, str]]]


def _read_header(text: str, file: str) -> tuple[Header, list[Problem]]:
    """The values of each key, with their lines."""
    header: Header = {}
    problems = []
    key = ""
    for number, line in _header_lines(text):
        match = _LINE.match(line)
        if match is None or (match["key"] and not match["indent"] and match["key"] not in _KEYS):
            problems.append(
                Problem(file, number, "", f"not a line of the header; keys are {', '.join(_KEYS)}: {line}")
            )
            continue
        if match["key"] and not match["indent"]:
            key, value = match["key"], match["text"].strip()
        else:
            value = f"{match['key']}:{match['text']}".strip() if match["key"] else match["text"].strip()
        if not key:
            problems.append(Problem(file, number, "", "the header begins with '#+ summary:'"))
        elif value:
            header.setdefault(key, []).append((number, value))
    return header, problems


def _header_lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            return
        yield number, line


def _joined(header: Header, key: str) -> str:
    return " ".join(value for _, value in header.get(key, []))


def _mismatches(text: str, file: str, declared: set[str], example: set[str]) -> Iterator[Problem]:
    """Where the header and the query don't fit each other."""
    try:
        variables = {token.text[1:] for token in tokens(text) if token.kind is Kind.VARIABLE}
        marks = list(find_marks(text))
    except QueryError as error:
        yield Problem(file, error.line or 0, str(error.column or ""), error.message)
        return
    sliced = {name for mark in marks if mark.is_slice for name in mark.names}
    for name in sorted(declared - variables - sliced):
        yield Problem(file, 0, "", f"the parameter {name} is not in the query: no ?{name}")
    for name in sorted({name for mark in marks for name in mark.names} - declared):
        yield Problem(file, 0, "", f"'#? values' names {name}, which is not among the params")
    for name in sorted(example - declared):
        yield Problem(file, 0, "", f"the example gives {name}, which is not among the params")
    if declared and not marks:
        yield Problem(file, 0, "", "there are params, but no line '#? values' takes them")
    if marks and not declared:
        yield Problem(file, 0, "", "a line '#? values' waits for params, but there are none")

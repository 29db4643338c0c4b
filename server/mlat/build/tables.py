"""CSV files to rows, strictly: a table is written one way only, so that a diff shows facts and no form."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mlat.build.schema import BY_NAME, TABLES, Table
from mlat.errors import InputError, Problem

#: Control characters have no place in a fact, and XML can't carry them; a line break in a note may stay.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_NEEDS_QUOTES = re.compile(r'[",\n\r]')


@dataclass(frozen=True)
class Row:
    """A row as written: its cells by column name, and the line on which it starts (from 1)."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column, as written."""
        return self.cells[column]


Tables = dict[str, list[Row]]


@dataclass(frozen=True)
class Scan:
    """What reading a folder gave: the tables that could be read, and every fault found on the way."""

    folder: str
    tables: Tables
    problems: list[Problem]

    def file(self, table: str) -> str:
        """The file of a table, as problems name it."""
        return f"{self.folder}/{table}.csv"


def read_tables(folder: Path) -> Tables:
    """Every table of the folder, by name; raises InputError with all faults of form in all files."""
    scan = scan_tables(folder)
    if scan.problems:
        raise InputError(scan.problems)
    return scan.tables


def scan_tables(folder: Path) -> Scan:
    """The tables of the folder together with their faults of form; a table that can't be read is left out."""
    scan = Scan(shown(folder), {}, [])
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        if path.is_file():
            _read_table(table, path.read_bytes(), scan)
        else:
            scan.problems.append(
                Problem(scan.file(table.name), 0, "", "missing; a table without rows is its header")
            )
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in BY_NAME:
            advice = nearest(path.stem, BY_NAME)
            scan.problems.append(Problem(scan.file(path.stem), 0, "", f"no such table is known{advice}"))
    return scan


def shown(path: Path) -> str:
    """A path as messages name it: from the current folder where it lies below that, else as given."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def nearest(text: str, choices: Iterable[str]) -> str:
    """``; nearest: CHOICE`` for the choice most like the text, or nothing."""
    found = difflib.get_close_matches(text, list(choices), n=1, cutoff=0.5)
    return f"; nearest: {found[0]}" if found else ""


def format_table(table: Table, rows: Iterable[Row | Mapping[str, str]]) -> bytes:
    """The one way to write a table: UTF-8, LF, header first, quotes only where needed, sorted by id."""
    ordered = sorted(rows, key=lambda row: row["id"])
    lines = [",".join(table.header)]
    lines.extend(",".join(_cell(row[column]) for column in table.header) for row in ordered)
    return "".join(f"{line}\n" for line in lines).encode()


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def _read_table(table: Table, content: bytes, scan: Scan) -> None:
    """Read one file into ``scan``; what follows a fault that hides the cells is not looked at."""
    file = scan.file(table.name)
    text, problems = _decode(file, content)
    rows: list[Row] | None = None
    if text is not None:
        rows = _rows(table, file, text, problems)
    if rows is not None:
        _check_cells(file, rows, problems)
        _check_order(file, rows, problems)
        if not problems:
            _check_form(file, content, format_table(table, rows), problems)
        scan.tables[table.name] = rows
    scan.problems.extend(problems)


def _decode(file: str, content: bytes) -> tuple[str | None, list[Problem]]:
    """The text with LF line ends; None where the bytes aren't UTF-8."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        return None, [Problem(file, line, "", f"byte {error.start} (0x{byte:02x}) is not UTF-8")]
    problems = []
    if text.startswith("\ufeff"):
        problems.append(Problem(file, 1, "", "begins with a byte order mark; write UTF-8 without one"))
        text = text[1:]
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        problems.append(Problem(file, line, "", "has a carriage return; end lines with LF alone"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, problems


def _rows(table: Table, file: str, text: str, problems: list[Problem]) -> list[Row] | None:
    """The rows that have as many cells as the header; None where the header itself is wrong."""
    records = _records(file, text, problems)
    line, header = next(records, (1, []))
    if tuple(header) != table.header:
        problems.append(Problem(file, line, "", _header_message(table, header)))
        return None
    rows = []
    for line, cells in records:
        if len(cells) == len(header):
            rows.append(Row(line, dict(zip(header, cells, strict=True))))
        else:
            count = (
                f"has {len(cells)} cells; the header has {len(header)}" if cells else "is blank; remove it"
            )
            problems.append(Problem(file, line, "", f"the row {count}"))
    return rows


def _records(file: str, text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it starts: a quoted cell may run over several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        problems.append(
            Problem(file, start, "", f"can't be read as CSV: {error}; the lines below were not read")
        )


def _header_message(table: Table, header: list[str]) -> str:
    missing = [name for name in table.header if name not in header]
    unknown = [name for name in header if name not in table.header]
    details = [f"missing: {', '.join(missing)}"] if missing else []
    details += [f"unknown: {', '.join(unknown)}"] if unknown else []
    reason = "; ".join(details) or "the columns stand in another order"
    return f"the header must be {','.join(table.header)} ({reason})"


def _check_cells(file: str, rows: list[Row], problems: list[Problem]) -> None:
    for row in rows:
        for column, cell in row.cells.items():
            if cell != cell.strip():
                problems.append(Problem(file, row.line, column, "has spaces before or after the text"))
            if control := _CONTROL.search(cell):
                problems.append(
                    Problem(file, row.line, column, f"has the control character U+{ord(control[0]):04X}")
                )


def _check_order(file: str, rows: list[Row], problems: list[Problem]) -> None:
    """Ids are unique and ascend by code point."""
    first_line: dict[str, int] = {}
    previous = ""
    for row in rows:
        identifier = row["id"]
        if identifier in first_line:
            message = f'"{identifier}" is already the id of line {first_line[identifier]}'
            problems.append(Problem(file, row.line, "id", message))
        elif identifier < previous:
            message = f'"{identifier}" must stand before "{previous}": rows are sorted by id'
            problems.append(Problem(file, row.line, "id", message))
        first_line.setdefault(identifier, row.line)
        previous = max(previous, identifier)


def _check_form(file: str, content: bytes, canonical: bytes, problems: list[Problem]) -> None:
    """Compare with the canonical bytes; whatever differs now is quoting or the end of the file."""
    if content == canonical:
        return
    written, wanted = content.decode().split("\n"), canonical.decode().split("\n")
    pairs = enumerate(zip(written, wanted, strict=False), start=1)
    line, want = next(
        ((line, b) for line, (a, b) in pairs if a != b), (len(written), "LF at the end of the file")
    )
    problems.append(Problem(file, line, "", f"not written the one way: should be {want}"))

"""Rows to checked records: cells read by kind, references resolved, and each row held against the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mlat.build.cells import Known, read_cell, read_schemes
from mlat.build.dates import read_delay
from mlat.build.schema import BY_NAME, Column
from mlat.build.tables import Row, Scan, nearest, scan_tables
from mlat.errors import InputError, Problem

#: Kinds of instrument that two parties conclude, and the kind that is always open to more.
BILATERAL_KINDS = frozenset(
    {"bilateral-treaty", "bilateral-agreement", "executive-agreement", "exchange-of-notes"}
)
MULTILATERAL_KINDS = frozenset({"multilateral-convention"})

#: Columns that say how a record is filed rather than what is true of it: no second source states them.
UNSTATED = frozenset({"id", "recorded", "source_url", "source_as_of", "provision", "sources"})


@dataclass(frozen=True)
class Record:
    """A checked row: the values of each column, none for a blank cell; references are current ids."""

    table: str
    line: int
    values: Mapping[str, tuple[str, ...]]

    @property
    def id(self) -> str:
        """The record's own id."""
        return self.values["id"][0]

    def one(self, column: str) -> str:
        """The value of a column; the empty text for a blank cell."""
        return next(iter(self.values[column]), "")

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a column, in the order of the cell."""
        return self.values[column]


Records = dict[str, dict[str, Record]]
Faults = Iterator[tuple[str, str]]  # column, message


def load_records(tables: Path, ontology: Path) -> Records:
    """Records by table and id from a folder of tables; raises InputError with every fault of every file."""
    schemes, problems = read_schemes(ontology / "schemes")
    scan = scan_tables(tables)
    records, faults = check_rows(scan, schemes)
    problems = [*problems, *scan.problems, *faults]
    if problems:
        raise InputError(problems)
    return records


def check_rows(scan: Scan, schemes: Mapping[str, frozenset[str]]) -> tuple[Records, list[Problem]]:
    """Every row as a record, and a Problem for each cell that can't be what it says."""
    known = Known(_ids(scan), schemes)
    records: Records = {name: {} for name in BY_NAME}
    problems = []
    for name, rows in scan.tables.items():
        for row in rows:
            record, faults = _read_row(name, row, known)
            faults.extend(_row_faults(record, scan, known))
            if record.values["id"]:
                records[name].setdefault(record.id, record)
            problems += [Problem(scan.file(name), row.line, column, message) for column, message in faults]
    return records, problems


def _ids(scan: Scan) -> dict[str, dict[str, str]]:
    """Each table's ids, retired ones included, with the current id of each."""
    ids = {name: {row["id"]: row["id"] for row in rows} for name, rows in scan.tables.items()}
    for row in scan.tables.get("instruments", ()):
        # A bilateral instrument's row stands for two participations as well.
        implied = [f"{row['id']}/{row[column]}" for column in ("party_a", "party_b") if row[column]]
        ids.get("participation", {}).update((identifier, identifier) for identifier in implied)
    for row in scan.tables.get("aliases", ()):
        ids.get(row["table"], {}).setdefault(row["id"], row["current"])
    return ids


def _read_row(table: str, row: Row, known: Known) -> tuple[Record, list[tuple[str, str]]]:
    values, faults = {}, []
    for column in BY_NAME[table].columns:
        owner, meant = _stated(row, column) if table == "statements" and row[column.name] else (table, column)
        values[column.name], messages = read_cell(owner, meant, row[column.name], known)
        faults += [(column.name, message) for message in messages]
    return Record(table, row.line, values), faults


def _stated(row: Row, column: Column) -> tuple[str, Column]:
    """How a statement's cell is read: its record is a reference, its value a cell of that record's column."""
    table = BY_NAME.get(row["table"])
    if table is not None and column.name == "record":
        return table.name, Column("record", f"ref:{table.name}", column.meaning)
    if table is not None and column.name == "value" and row["column"] not in UNSTATED:
        stated = next((each for each in table.columns if each.name == row["column"]), column)
        return table.name, stated
    return "statements", column


def _row_faults(record: Record, scan: Scan, known: Known) -> Faults:
    """What is wrong with a row as a whole."""
    check = _CHECKS.get(record.table)
    if record.values["id"] and check is not None:
        yield from check(record, scan, known)


def _instrument_faults(record: Record, _scan: Scan, _known: Known) -> Faults:
    kind, first, second = (record.one(column) for column in ("kind", "party_a", "party_b"))
    if first and first == second:
        yield "party_b", f'"{second}" is party_a as well'
    for column, party, other in (("party_a", first, second), ("party_b", second, first)):
        if party and kind in MULTILATERAL_KINDS:
            yield column, f"is filled, but the kind is {kind}: its parties stand in participation.csv"
        elif not party and (other or kind in BILATERAL_KINDS):
            yield column, f"is blank; a bilateral instrument ({kind}) has two parties"


def _part_faults(record: Record, _scan: Scan, known: Known) -> Faults:
    """A part's id begins with its instrument's id, be it the current or a retired one."""
    if record.one("instrument_id") != _current(known, "instruments", record.id.partition("/")[0]):
        yield "id", f'"{record.id}" does not begin with its instrument, {record.one("instrument_id")}'


def _participation_faults(record: Record, scan: Scan, known: Known) -> Faults:
    yield from _part_faults(record, scan, known)
    party, _, number = record.id.partition("/")[2].partition("-")
    if record.one("party") != _current(known, "jurisdictions", party) or not (number or "2").isdigit():
        yield "id", f'"{record.id}" does not end with its party, {record.one("party")} (or that and -2, -3)'


def _provision_faults(record: Record, scan: Scan, known: Known) -> Faults:
    yield from _part_faults(record, scan, known)
    yield from (
        ("slug", message) for message in _slug_faults(record.one("provision"), record.one("slug"), known)
    )


def _slug_faults(scheme: str, slug: str, known: Known) -> Iterator[str]:
    try:
        known.slug(scheme, slug)
    except ValueError as error:
        yield str(error)


def _designation_faults(record: Record, _scan: Scan, _known: Known) -> Faults:
    if record.id.rpartition("/")[0] != record.one("authority_id"):
        yield "id", f'"{record.id}" does not begin with its authority, {record.one("authority_id")}'


def _whole_instrument_faults(record: Record, _scan: Scan, known: Known) -> Faults:
    if record.one("instrument_id") != _current(known, "instruments", record.id):
        yield "id", f'"{record.id}" is not the row\'s instrument, {record.one("instrument_id")}'


def _rule_faults(record: Record, scan: Scan, known: Known) -> Faults:
    yield from _whole_instrument_faults(record, scan, known)
    try:
        read_delay(record.one("party_rule_kind"), record.one("party_rule_value"))
    except ValueError as error:
        yield "party_rule_value", str(error)


def _statement_faults(record: Record, scan: Scan, known: Known) -> Faults:
    """A statement is about a column that a source can speak of; its value was read as that column's."""
    table = BY_NAME.get(record.one("table"))
    if table is None or table.name in {"statements", "aliases", "sources"}:
        yield (
            "table",
            f'"{record.one("table")}" is not a table of facts{nearest(record.one("table"), BY_NAME)}',
        )
        return
    name, stated = record.one("column"), [column for column in table.header if column not in UNSTATED]
    if name not in stated:
        yield "column", f'"{name}" is no column of {table.name}.csv that can be stated{nearest(name, stated)}'
    elif (table.name, name) == ("provisions", "slug"):
        about = [row for row in scan.tables.get("provisions", ()) if row["id"] == record.one("record")]
        yield from (
            ("value", message)
            for row in about
            for message in _slug_faults(row["provision"], record.one("value"), known)
        )


def _source_faults(record: Record, _scan: Scan, _known: Known) -> Faults:
    for prefix in record.many("prefixes"):
        if "://" in prefix or any(sign.isspace() for sign in prefix):
            yield "prefixes", f'"{prefix}" is not the beginning of an address without its scheme'


def _alias_faults(record: Record, scan: Scan, _known: Known) -> Faults:
    table = record.one("table")
    if table not in BY_NAME or table == "aliases":
        yield "table", f'"{table}" is not a table{nearest(table, BY_NAME)}'
        return
    ids = {row["id"] for row in scan.tables.get(table, ())}
    if record.id in ids:
        yield "id", f'"{record.id}" is still the id of a row of {table}.csv'
    if record.one("current") not in ids and table in scan.tables:
        yield (
            "current",
            f'"{record.one("current")}" is not an id of {table}.csv{nearest(record.one("current"), ids)}',
        )


def _current(known: Known, table: str, identifier: str) -> str:
    """The current id behind a retired one; any other id as it is."""
    return known.ids.get(table, {}).get(identifier, identifier)


_CHECKS: Mapping[str, Callable[[Record, Scan, Known], Faults]] = {
    "instruments": _instrument_faults,
    "participation": _participation_faults,
    "suspensions": _part_faults,
    "provisions": _provision_faults,
    "declarations": _part_faults,
    "designations": _designation_faults,
    "rules": _rule_faults,
    "coverage": _whole_instrument_faults,
    "statements": _statement_faults,
    "sources": _source_faults,
    "aliases": _alias_faults,
}

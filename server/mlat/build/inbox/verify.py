"""The tables as they would be, held against the rules of the build before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath

from mlat.build.cells import Known, read_cell, read_schemes
from mlat.build.describe import source_problems
from mlat.build.inbox.drafts import Draft, Tables
from mlat.build.inbox.jurisdictions import RENAMED
from mlat.build.rows import check_rows
from mlat.build.schema import BY_NAME
from mlat.build.tables import Row, Scan, shown
from mlat.errors import Problem

#: Our column to the batch's, where they differ.
_BATCH_COLUMNS: Mapping[tuple[str, str], str] = {
    ("participation", "ended"): "denounced",
    ("designations", "role_note"): "role",
    ("designations", "instruments"): "instrument_ids",
    ("designations", "language_note"): "languages",
    ("designations", "channel_note"): "channels",
    ("laws", "title"): "titles_other",
    ("laws", "implements"): "id",
    ("suspensions", "suspended_from"): "note",
    ("suspensions", "source_url"): "note",
    ("statements", "value"): "qid_sources",
    ("statements", "source_url"): "qid_sources",
    ("jurisdictions", "id"): "alpha3",
    ("jurisdictions", "sources"): "source",
    **{("jurisdictions", ours): theirs for ours, theirs in RENAMED.items()},
}


def problems(
    tables: Tables, ontology: Path, batch: Path, entered: Mapping[tuple[str, str], list[Draft]]
) -> list[Problem]:
    """Every fault that the tables have after an import, at the place in the batch that it came from.

    ``entered`` holds the drafts behind each record. The tables had no fault before the import.
    """
    schemes, _ = read_schemes(ontology / "schemes")
    rows = {
        name: [Row(line, cells) for line, cells in enumerate(records.values())]
        for name, records in tables.items()
    }
    scan = Scan("tables", rows, [])
    records, faults = check_rows(scan, schemes)
    faults += source_problems(records, scan.file("{}"))
    placed = {_placed(fault, scan, batch, entered) for fault in _telling(faults)}
    known = Known({name: {key: key for key in records} for name, records in tables.items()}, schemes)
    drafts = [draft for each in entered.values() for draft in each]
    return sorted(placed.union(*(_cell_faults(draft, known, batch) for draft in drafts)))


def _cell_faults(draft: Draft, known: Known, batch: Path) -> Iterator[Problem]:
    """What is wrong with a draft's cells by themselves, those included whose values do not stand."""
    for column in BY_NAME[draft.table].columns:
        if value := draft.cells.get(column.name, ""):
            for message in read_cell(draft.table, column, value, known)[1]:
                yield _problem(draft, draft.table, column.name, message, batch)


def _telling(faults: list[Problem]) -> Iterable[Problem]:
    """A fault in an id that was made from faulty cells says nothing new."""
    faulty = {(fault.file, fault.line) for fault in faults if fault.column != "id"}
    return (fault for fault in faults if fault.column != "id" or (fault.file, fault.line) not in faulty)


def _placed(
    fault: Problem, scan: Scan, batch: Path, entered: Mapping[tuple[str, str], list[Draft]]
) -> Problem:
    """The fault at the line of the batch that has the value, under the batch's name of the column."""
    table = PurePath(fault.file).stem
    cells = scan.tables[table][fault.line].cells
    column = fault.column
    if table == "statements" and (drafts := entered.get((table, cells["id"]))) and drafts[0].table != table:
        # Stated by the merger: the value stands in the column of the draft that it is about.
        table, column = drafts[0].table, cells["column"] if column == "value" else column
    else:
        drafts = entered.get((table, cells["id"]), [])
    if not drafts:
        return Problem(fault.file, 0, column, f"{cells['id']}: {fault.message}")
    draft = next((each for each in drafts if _gave(each, column, cells)), drafts[0])
    return _problem(draft, table, column, fault.message, batch)


def _problem(draft: Draft, table: str, column: str, message: str, batch: Path) -> Problem:
    column = _BATCH_COLUMNS.get((table, column), column)
    return Problem(shown(batch / draft.origin.file), draft.origin.line, column, message)


def _gave(draft: Draft, column: str, cells: Mapping[str, str]) -> bool:
    value = draft.cells.get(column, "")
    return bool(value) and value in cells.get(column, cells.get("value", ""))

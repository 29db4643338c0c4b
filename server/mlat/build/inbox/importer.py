"""One import from beginning to end: read, convert, merge; nothing is written here."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mlat.build.inbox import report
from mlat.build.inbox.batch import read_batch
from mlat.build.inbox.convert import convert
from mlat.build.inbox.drafts import Cells, Journal
from mlat.build.inbox.ledger import Ledger, Tables
from mlat.build.schema import BY_NAME


@dataclass(frozen=True)
class Imported:
    """The tables after an import, and what there is to tell."""

    tables: Mapping[str, Mapping[str, Cells]]
    report: str
    summary: str


def import_batch(batch: Path, tables_folder: Path, today: str) -> Imported:
    """Merge the batch into the tables; ``today`` (ISO 8601) is the day that new rows are recorded under.

    Raises InputError with every problem of the batch.
    """
    rows = read_batch(batch)
    tables = _load(tables_folder)
    before = {name: len(records) for name, records in tables.items()}
    journal = Journal()
    aliases = {cells["id"]: cells["current"] for cells in tables["aliases"].values()}
    Ledger(tables, today, journal).enter(convert(rows, aliases, journal))
    after = {name: len(records) for name, records in tables.items()}
    return Imported(tables, report.render(rows, journal, before, after), report.summary(journal))


def _load(folder: Path) -> Tables:
    return {name: _load_table(folder / f"{name}.csv") for name in BY_NAME}


def _load_table(file: Path) -> dict[str, Cells]:
    if not file.exists():
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        return {cells["id"]: cells for cells in csv.DictReader(lines)}

"""One import from beginning to end: read, convert, merge, verify; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mlat.build.inbox import report, verify
from mlat.build.inbox.aliases import Aliases
from mlat.build.inbox.batch import read_batch
from mlat.build.inbox.convert import convert
from mlat.build.inbox.drafts import Cells, Journal
from mlat.build.inbox.ledger import Ledger
from mlat.build.rows import load_records
from mlat.build.tables import read_tables
from mlat.errors import InputError


@dataclass(frozen=True)
class Imported:
    """The tables after an import, and what there is to tell."""

    tables: Mapping[str, Mapping[str, Cells]]
    report: str
    summary: str


def import_batch(batch: Path, tables_folder: Path, ontology: Path, today: str) -> Imported:
    """Merge the batch into the tables; ``today`` (ISO 8601) is the day that new rows are recorded under.

    Raises InputError with every problem: those of the tables as they are, else those of the batch's form,
    else those that the tables would have after the import, each at its place in the batch.
    """
    load_records(tables_folder, ontology)
    journal = Journal()
    rows = read_batch(batch, journal)
    read = read_tables(tables_folder)
    tables = {name: {row["id"]: dict(row.cells) for row in rows} for name, rows in read.items()}
    before = {name: len(records) for name, records in tables.items()}
    aliases = Aliases(tables["aliases"].values())
    entered = Ledger(tables, aliases, today, journal).enter(convert(rows, aliases, journal))
    if problems := verify.problems(tables, ontology, batch, entered):
        raise InputError(problems)
    after = {name: len(records) for name, records in tables.items()}
    return Imported(tables, report.render(rows, journal, before, after), report.summary(journal))

"""Small tables and batches on which the tests import, with the code that users run."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from mlat.build.inbox.batch import FAMILIES, family_of
from mlat.build.schema import BY_NAME, TABLES
from mlat.build.tables import format_table, read_tables
from mlat.cli import main

DAY = "2026-11-20"
#: A page of a publisher of each kind, the best first.
KINDS = ("depositary", "government", "legislation-database", "encyclopaedia", "press")
DEPOSITARY, GOVERNMENT, DATABASE, ENCYCLOPAEDIA, PRESS = (f"https://{kind}.example/page" for kind in KINDS)

_CODES = {"CHE": "CH", "FRA": "FR", "HKG": "HK", "JPN": "JP", "USA": "US"}
_DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "instruments": {"id": "mlat-hkg-usa-1997", "kind": "bilateral-agreement", "title_en": "Agreement",
                    "party_a": "HKG", "party_b": "USA"},
    "participation": {"instrument_id": "untoc-2000", "party": "CHE"},
    "entry-into-force-observed": {"instrument_id": "untoc-2000", "party": "CHE"},
    "declarations": {"instrument_id": "untoc-2000", "party": "CHE", "kind": "reservation", "article": "5",
                     "summary": "Reserves."},
    "provisions": {"instrument_id": "untoc-2000", "provision": "assistance", "slug": "taking-evidence"},
    "authorities": {"jurisdiction": "CHE", "name_en": "Office of Justice", "role": "central authority"},
    "entry-into-force-rules": {"instrument_id": "untoc-2000"},
    "coverage": {"instrument_id": "untoc-2000", "coverage": "partial"},
    "jurisdictions": {"alpha3": "DEU", "alpha2": "DE", "kind": "state", "historic": "false",
                      "name_en": "Germany", "source": "iso-codes"},
}  # fmt: skip


class Office:
    """A folder of tables, and a batch to import into them."""

    def __init__(self, folder: Path) -> None:
        self.tables, self.batch, self.report = folder / "tables", folder / "batch", folder / "report.md"
        self.tables.mkdir(parents=True)
        self.batch.mkdir()
        for table in TABLES:
            (self.tables / f"{table.name}.csv").write_bytes(format_table(table, []))
        for code, short in _CODES.items():
            self.edit("jurisdictions", code, alpha2=short, kind="state", name_en=code, sources="iso-codes")
        self.edit("sources", "iso-codes", title="iso-codes", kind="data-set")
        for kind in KINDS:
            self.edit("sources", kind, title=kind, kind=kind, prefixes=f"{kind}.example")
        for identifier, kind in (("untoc-2000", "multilateral-convention"), ("coe-030", "eu-instrument")):
            cells = {"title_en": identifier, "kind": kind, "source_url": DEPOSITARY, "recorded": "2026-01-01"}
            self.edit("instruments", identifier, **cells)

    def edit(self, table: str, identifier: str, /, **cells: str) -> None:
        """Change cells of a row of the tables by hand, or add a row."""
        rows = self.rows(table)
        blank = dict.fromkeys(BY_NAME[table].header, "") | {"id": identifier}
        rows[identifier] = rows.get(identifier, blank) | cells
        self._write(table, rows)

    def remove(self, table: str, identifier: str) -> None:
        """Remove a row of the tables, if it is there."""
        self._write(table, {key: row for key, row in self.rows(table).items() if key != identifier})

    def retire(self, table: str, identifier: str, current: str) -> None:
        """Move an id to the aliases; its row goes."""
        self.remove(table, identifier)
        self.edit("aliases", identifier, table=table, current=current, reason="the same")

    def rows(self, table: str) -> dict[str, dict[str, str]]:
        """The rows of a table by id."""
        return {row["id"]: dict(row.cells) for row in read_tables(self.tables)[table]}

    def row(self, table: str, identifier: str) -> dict[str, str]:
        return self.rows(table)[identifier]

    def statements(self) -> set[tuple[str, ...]]:
        """The statements without table, record and note."""
        names = ("column", "value", "standing", "source_url")
        return {tuple(cells[name] for name in names) for cells in self.rows("statements").values()}

    def put(self, file: str, *rows: Mapping[str, str]) -> None:
        """Write a file of the batch: a page of a government is the source where a row names none."""
        family = family_of(file) or ""
        header = [*FAMILIES[family].split(","), *(name for row in rows for name in row)]
        header = list(dict.fromkeys(header))
        defaults = {"source_url": GOVERNMENT, **_DEFAULTS[family]}
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([{**defaults, **row}.get(name, "") for name in header] for row in rows)
        (self.batch / file).write_text(out.getvalue(), encoding="utf-8")

    def clear(self) -> None:
        """Empty the batch."""
        for path in self.batch.iterdir():
            path.unlink()

    def run(self, *options: str) -> int:
        """Import the batch; returns the exit status."""
        arguments = ["import", str(self.batch), "--tables", str(self.tables), "--date", DAY]
        return main([*arguments, "--report", str(self.report), *options])

    def receive(self) -> str:
        """Import the batch, which must go well; returns the report."""
        assert self.run() == 0
        return self.report.read_text(encoding="utf-8")

    def content(self) -> dict[str, bytes]:
        """The bytes of all tables."""
        return {path.name: path.read_bytes() for path in sorted(self.tables.iterdir())}

    def _write(self, table: str, rows: Mapping[str, Mapping[str, str]]) -> None:
        (self.tables / f"{table}.csv").write_bytes(format_table(BY_NAME[table], rows.values()))

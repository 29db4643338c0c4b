"""Fixture tables that a test may spoil, and what the build makes or says of them."""

from __future__ import annotations

from pathlib import Path

from mlat.build.rows import Records, load_records
from mlat.build.schema import BY_NAME
from mlat.build.tables import format_table, read_tables
from mlat.build.triples import facts_of, with_participations
from mlat.build.triples.columns import record_node
from mlat.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "tables"


class Desk:
    """A copy of the fixture tables that a test may change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def replace(self, table: str, old: str, new: str) -> int:
        """Put a text in another's place; returns the line on which it stood."""
        path = self.folder / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{old} is not in {table}.csv"
        path.write_bytes(text.replace(old, new, 1).encode())
        return text.count("\n", 0, text.index(old)) + 1

    def set(self, table: str, identifier: str, /, **cells: str) -> None:
        """Change cells of a row, or add a row with these cells; the file stays well-formed."""
        rows = [dict(row.cells) for row in read_tables(self.folder)[table]]
        row = next((row for row in rows if row["id"] == identifier), None)
        if row is None:
            row = dict.fromkeys(BY_NAME[table].header, "") | {"id": identifier}
            rows.append(row)
        row |= cells
        (self.folder / f"{table}.csv").write_bytes(format_table(BY_NAME[table], rows))

    def line(self, table: str, identifier: str) -> int:
        """The line on which a row starts."""
        return next(row.line for row in read_tables(self.folder)[table] if row["id"] == identifier)

    def records(self) -> Records:
        return load_records(self.folder, ROOT / "ontology")

    def faults(self) -> list[str]:
        """Every problem as ``FILE:LINE:COLUMN: MESSAGE``, without the folder."""
        try:
            self.records()
        except InputError as error:
            return [str(problem).removeprefix(f"{self.folder.as_posix()}/") for problem in error.problems]
        return []


def describe(records: Records, table: str, identifier: str) -> dict[str, set[str]]:
    """What the graph says of one record: the last part of each property, with the values as N-Triples."""
    subject = record_node(table, identifier)
    found: dict[str, set[str]] = {}
    records = with_participations(records)
    for _, facts in facts_of(records):
        for about, predicate, value in facts:
            if about == subject:
                name = predicate.value.replace("#", "/").rpartition("/")[2]
                found.setdefault(name, set()).add(_short(str(value)))
    return found


def _short(term: str) -> str:
    return term.replace("https://w3id.org/mlat/", "").replace("http://www.w3.org/2001/XMLSchema#", "xsd:")

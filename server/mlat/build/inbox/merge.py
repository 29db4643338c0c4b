"""Merging: one record and the drafts that speak of it.

The rule, cell by cell: a blank cell is completed; the more precise of two agreeing dates stands; where two
sources disagree the better one stands (``ranks.py``), the first to come among equals, a correcting file
before that; the other value is kept as a statement that disagrees. Lists and notes are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mlat.build.inbox.drafts import Cells, Draft, Journal
from mlat.build.inbox.identify import statement_id
from mlat.build.inbox.ranks import Publishers
from mlat.build.schema import BY_NAME, Column

#: Words, not facts: the better source's stand, and what differs is told in the report only.
_WORDS = frozenset(
    {"summary", "text_url", "role_note", "language_note", "channel_note", "name_en", "threshold", "parent"}
)
_OWN = frozenset({"id", "recorded", "source_url", "source_as_of"})
_JOINED = ("list", "refs:", "titles", "language", "concepts:")
_DESCRIPTION = re.compile(r"title(?:_en)? is (?:a description|descriptive)|title is descriptive|title described")


@dataclass(frozen=True)
class Backing:
    """The source behind one cell."""

    url: str
    as_of: str


class Merger:
    """Merges drafts into records and collects the statements that come of it."""

    def __init__(self, statements: dict[str, Cells], publishers: Publishers, journal: Journal) -> None:
        self.statements, self._publishers, self._journal = statements, publishers, journal

    def order(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Better sources first, then correcting files, then as they came."""
        return sorted(
            drafts,
            key=lambda draft: (self._rank(draft.cells), not draft.origin.corrects, draft.origin.file, draft.origin.line),
        )

    def absorb(self, table: str, record: Cells, draft: Draft) -> None:
        """Bring one draft into the record, in place."""
        for column in BY_NAME[table].columns:
            value = draft.cells.get(column.name, "")
            if value and value != record[column.name] and column.name not in _OWN:
                self._absorb_cell(table, record, column, draft, value)
        if "source_as_of" in record and draft.cells["source_url"] == record["source_url"]:
            record["source_as_of"] = max(record["source_as_of"], draft.cells.get("source_as_of", ""))

    def _absorb_cell(self, table: str, record: Cells, column: Column, draft: Draft, value: str) -> None:
        name, current = column.name, record[column.name]
        if name == "note":
            record[name] = _joined(current, value, "; ")
        elif name == "title_en":
            _absorb_title(record, draft)
        elif column.kind == "titles":
            record[name] = _joined(current, value, " | ")
        elif column.kind.startswith(_JOINED):
            record[name] = _joined(current, value, "; ")
        elif not current or (column.kind == "date" and value.startswith(current)):
            record[name] = value
            self._complete(table, record, name, value, draft)
        elif current != value and not (column.kind == "date" and current.startswith(value)):
            self._decide(table, record, name, value, draft)

    def _decide(self, table: str, record: Cells, column: str, value: str, draft: Draft) -> None:
        current = record[column]
        where = f"{table}/{record['id']} {column}"
        if column in _WORDS:
            self._journal.note("Words of a second source, not taken over", where, f"{value!r} ({draft.origin})")
            return
        mine, theirs = self._backing(table, record, column), _backing_of(draft.cells)
        if mine.url == theirs.url:
            if draft.origin.corrects:
                record[column] = value
                self._journal.note("Corrected by the same source", where, f"{current!r} is now {value!r}")
            return
        if self._publishers.rank(theirs.url) < self._publishers.rank(mine.url):
            record[column] = value
            self._complete(table, record, column, value, draft)
            self._state(table, record, column, current, mine, "disagrees")
            self._journal.note("Disagreements", where, f"{value!r} ({theirs.url}) stands against {current!r} ({mine.url})")
        elif self._state(table, record, column, value, theirs, "disagrees"):
            self._journal.note("Disagreements", where, f"{current!r} ({mine.url}) stands against {value!r} ({theirs.url})")

    def _complete(self, table: str, record: Cells, column: str, value: str, draft: Draft) -> None:
        """The cell now rests on the draft's source; a statement says so where the row's is another."""
        self._drop_completion(table, record, column)
        backing = _backing_of(draft.cells)
        if backing.url == record.get("source_url", ""):
            return
        if self._state(table, record, column, value, backing, "completes"):
            where = f"{table}/{record['id']} {column}"
            self._journal.note("Completed from a second source", where, f"{value!r} ({draft.origin}, {backing.url})")

    def _state(self, table: str, record: Cells, column: str, value: str, backing: Backing, standing: str) -> bool:
        """Record a statement; False where it is already there."""
        cells = {
            "table": table, "record": record["id"], "column": column, "value": value, "standing": standing,
            "source_url": backing.url, "source_as_of": backing.as_of, "note": "",
        }  # fmt: skip
        identifier = statement_id(cells)
        known = identifier in self.statements and self.statements[identifier]["standing"] == standing
        self.statements[identifier] = {"id": identifier} | cells
        return not known

    def _drop_completion(self, table: str, record: Cells, column: str) -> None:
        for identifier, cells in list(self.statements.items()):
            if self._is_completion(cells, table, record["id"], column):
                del self.statements[identifier]

    def _backing(self, table: str, record: Cells, column: str) -> Backing:
        for cells in self.statements.values():
            if self._is_completion(cells, table, record["id"], column):
                return _backing_of(cells)
        return _backing_of(record)

    @staticmethod
    def _is_completion(cells: Cells, table: str, record: str, column: str) -> bool:
        about = (cells["table"], cells["record"], cells["column"], cells["standing"])
        return about == (table, record, column, "completes")

    def _rank(self, cells: Cells) -> int:
        return self._publishers.rank(cells.get("source_url", ""))


def _backing_of(cells: Cells) -> Backing:
    return Backing(cells.get("source_url", ""), cells.get("source_as_of", ""))


def _absorb_title(record: Cells, draft: Draft) -> None:
    """A title takes the place of a description; a second title becomes one of the other titles."""
    title, current = draft.cells["title_en"], record["title_en"]
    described = bool(_DESCRIPTION.search(draft.cells.get("note", "")))
    if title == current or described:
        return
    if _DESCRIPTION.search(record["note"]):
        record["title_en"] = title
    else:
        record["titles_other"] = _joined(record["titles_other"], f"en: {title}", " | ")


def _joined(current: str, addition: str, separator: str) -> str:
    """The entries of both, each once, the current ones first."""
    entries = [entry.strip() for entry in (current + separator + addition).split(separator)]
    return separator.join(dict.fromkeys(entry for entry in entries if entry))

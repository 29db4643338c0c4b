"""Merging: one record and the drafts that speak of it.

The rule, cell by cell: a blank cell is completed; the more precise of two agreeing dates stands; where two
sources disagree the better one stands (``ranks.py``), the first to come among equals, a correcting file
before that; the other value is kept as a statement that disagrees. Lists and notes are joined.

What people mended in the tables has to survive when the old batch comes again. So a record that was there
before the import takes nothing into a list, note or title that it has from a source that was read for it
before, and no value that a statement already calls disagreeing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mlat.build.inbox.drafts import Cells, Draft, Journal, Tables
from mlat.build.inbox.identify import statement_id
from mlat.build.inbox.lists import joined
from mlat.build.inbox.ranks import Publishers
from mlat.build.inbox.titles import is_description, without_description, without_twins
from mlat.build.schema import BY_NAME, Column

#: Words, not facts: the better source's stand, and what differs is told in the report only.
_WORDS = frozenset(
    {"summary", "text_url", "role_note", "language_note", "channel_note", "name_en", "threshold", "parent"}
)
#: Cells that are not merged one by one; a title is looked at first.
_OWN = frozenset({"id", "recorded", "source_url", "source_as_of", "title_en"})
#: What a statement says, whoever wrote it.
_SAID = ("table", "record", "column", "value", "standing", "source_url")
_SEPARATORS = {"list": "; ", "refs": "; ", "language": "; ", "concepts": "; ", "titles": " | "}


@dataclass(frozen=True)
class Backing:
    """The source behind one cell."""

    url: str
    as_of: str


class Merger:
    """Merges drafts into records and collects the statements that come of it."""

    def __init__(self, tables: Tables, publishers: Publishers, journal: Journal) -> None:
        self._statements, self._publishers, self._journal = tables["statements"], publishers, journal
        self._read = _sources_read(tables)
        #: The draft for whose sake each new statement was made.
        self.occasions: dict[str, Draft] = {}

    def order(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Better sources first, then correcting files, then as they came."""
        return sorted(
            drafts,
            key=lambda draft: (
                self._publishers.rank(draft.source_url),
                not draft.origin.corrects,
                draft.origin.file,
                draft.origin.line,
            ),
        )

    def absorb(self, record: Cells, draft: Draft) -> None:
        """Bring one draft into the record, in place."""
        if draft.table == "instruments":
            self._absorb_title(record, draft)
        for column in BY_NAME[draft.table].columns:
            value = draft.cells.get(column.name, "")
            if value and value != record[column.name] and column.name not in _OWN:
                self._absorb_cell(record, column, draft, value)
        if "source_as_of" in record and draft.source_url == record["source_url"]:
            record["source_as_of"] = max(record["source_as_of"], draft.cells.get("source_as_of", ""))

    def _absorb_cell(self, record: Cells, column: Column, draft: Draft, value: str) -> None:
        name, current = column.name, record[column.name]
        separator = "; " if name == "note" else _SEPARATORS.get(column.kind.partition(":")[0])
        if self._is_settled(record, name, draft, value):
            return
        if separator:
            self._join(record, name, draft, value, separator)
        elif not current or (column.kind == "date" and value.startswith(current)):
            self._take(record, name, draft, value)
        elif not (column.kind == "date" and current.startswith(value)):
            self._decide(record, name, draft, value)

    def _is_settled(self, record: Cells, column: str, draft: Draft, value: str) -> bool:
        """Whether a statement says already that this source's value disagrees: who wrote it decided so."""
        stated = _statement(draft.table, record, column, value, _backing_of(draft.cells))
        return bool(self._matching(stated | {"standing": "disagrees"}, _SAID))

    def _absorb_title(self, record: Cells, draft: Draft) -> None:
        """A title takes the place of a description; a second title becomes one of the other titles."""
        title, current = draft.cells["title_en"], record["title_en"]
        described, describing = is_description(draft.cells["note"]), is_description(record["note"])
        if described and not describing:
            # The remark must not go into the note of a record that has a title.
            draft.cells["note"] = without_description(draft.cells["note"])
        elif title == current and describing and not described and not self._was_read(record, draft):
            # What one source prints as a title is no description.
            record["note"] = without_description(record["note"])
        if title in {"", current} or self._is_settled(record, "title_en", draft, title):
            return
        where = f"instruments/{record['id']} title_en"
        if described:
            text = f"{title!r} ({draft.origin})"
            self._journal.note("Descriptions in place of a title, left out", where, text)
        elif not current or (describing and not self._was_read(record, draft)):
            self._journal.note("Titles in place of descriptions", where, f"{title!r} for {current!r}")
            record["note"] = without_description(record["note"])
            self._take(record, "title_en", draft, title)
        else:
            self._join(record, "titles_other", draft, f"en: {title}", " | ")

    def _join(self, record: Cells, column: str, draft: Draft, value: str, separator: str) -> None:
        current = record[column]
        both = joined(current, value, separator)
        if column == "titles_other":
            both = without_twins(both)
        if current and both != joined(current, "", separator) and self._was_read(record, draft):
            where = f"{draft.table}/{record['id']} {column}"
            text = f"{value!r} ({draft.origin})"
            self._journal.note("Not added, since the record was read from this source before", where, text)
        else:
            record[column] = both

    def _decide(self, record: Cells, column: str, draft: Draft, value: str) -> None:
        """Of two values that differ one stands, and the other is stated or at least reported."""
        current = record[column]
        where = f"{draft.table}/{record['id']} {column}"
        mine, theirs = self._backing(draft.table, record, column), _backing_of(draft.cells)
        better = self._publishers.rank(theirs.url) < self._publishers.rank(mine.url)
        if mine.url == theirs.url:
            text = f"{value!r} ({draft.origin}) beside {current!r}"
            self._journal.note("Other values of the same source, not taken over", where, text)
        elif column in _WORDS and not better:
            text = f"{value!r} ({draft.origin})"
            self._journal.note("Words of a second source, not taken over", where, text)
        elif better:
            self._take(record, column, draft, value)
            if column not in _WORDS:
                self._state(record, column, draft, current, mine, "disagrees")
            text = f"{value!r} ({theirs.url}) stands against {current!r} ({mine.url})"
            self._journal.note("Disagreements", where, text)
        else:
            self._state(record, column, draft, value, theirs, "disagrees")
            text = f"{current!r} ({mine.url}) stands against {value!r} ({theirs.url})"
            self._journal.note("Disagreements", where, text)

    def _take(self, record: Cells, column: str, draft: Draft, value: str) -> None:
        """The cell now rests on the draft's source; a statement says so where the row's is another."""
        record[column] = value
        for identifier in self._completions(draft.table, record, column):
            del self._statements[identifier]
        backing = _backing_of(draft.cells)
        if backing.url != record.get("source_url", ""):
            self._state(record, column, draft, value, backing, "completes")
            where = f"{draft.table}/{record['id']} {column}"
            text = f"{value!r} ({draft.origin}, {backing.url})"
            self._journal.note("Completed from a second source", where, text)

    def _state(
        self, record: Cells, column: str, draft: Draft, value: str, backing: Backing, standing: str
    ) -> None:
        cells = _statement(draft.table, record, column, value, backing) | {"standing": standing}
        identifier = statement_id(cells)
        self._statements[identifier] = {"id": identifier} | cells
        self.occasions[identifier] = draft

    def _backing(self, table: str, record: Cells, column: str) -> Backing:
        completions = self._completions(table, record, column)
        return _backing_of(self._statements[completions[0]] if completions else record)

    def _completions(self, table: str, record: Cells, column: str) -> list[str]:
        """The statements that say where the value of a cell is from."""
        wanted = {"table": table, "record": record["id"], "column": column, "standing": "completes"}
        return self._matching(wanted, wanted)

    def _matching(self, wanted: Cells, names: Collection[str]) -> list[str]:
        """The statements that have the wanted cells; people who write one give it any id."""
        pairs = self._statements.items()
        return [key for key, cells in pairs if all(cells[name] == wanted[name] for name in names)]

    def _was_read(self, record: Cells, draft: Draft) -> bool:
        """Whether the record stood in the tables before this import with all that the draft rests on."""
        known = self._read.get((draft.table, record["id"]))
        return known is not None and _sources(draft.cells) <= known


def _sources_read(tables: Tables) -> dict[tuple[str, str], set[str]]:
    """The sources of each record, statements about it included."""
    read = {(name, key): _sources(cells) for name, rows in tables.items() for key, cells in rows.items()}
    further: dict[tuple[str, str], set[str]] = defaultdict(set)
    for cells in tables["statements"].values():
        further[cells["table"], cells["record"]].add(cells["source_url"])
    return {place: sources | further[place] for place, sources in read.items()}


def _sources(cells: Cells) -> set[str]:
    """The page of a row, or the data sets of a jurisdiction; coverage is our own count and has none."""
    return set(filter(None, [cells.get("source_url", ""), *cells.get("sources", "").split("; ")]))


def _backing_of(cells: Cells) -> Backing:
    return Backing(cells.get("source_url", ""), cells.get("source_as_of", ""))


def _statement(table: str, record: Cells, column: str, value: str, backing: Backing) -> Cells:
    return {
        "table": table, "record": record["id"], "column": column, "value": value,
        "source_url": backing.url, "source_as_of": backing.as_of, "note": "",
    }  # fmt: skip

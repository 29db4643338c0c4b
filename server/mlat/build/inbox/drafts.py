"""What a source row turns into: drafts of rows for our tables, each with the place it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

Cells = dict[str, str]
#: All tables: rows by table and id.
Tables = dict[str, dict[str, Cells]]

_CORRECTING = re.compile(r"-([2-9]|[1-9][0-9])\.csv", re.IGNORECASE)


@dataclass(frozen=True)
class Origin:
    """The line of a batch file that a draft was read from."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"

    @property
    def corrects(self) -> bool:
        """Whether the file is a later one (``-2``, ``-3``): its rows complete or correct earlier ones."""
        return _CORRECTING.search(self.file) is not None


@dataclass
class Draft:
    """A row for one of our tables.

    ``id`` is that of the record which the draft speaks of. It is blank until the draft is entered, where the
    batch doesn't give it.
    """

    table: str
    cells: Cells
    origin: Origin
    id: str = ""
    #: The draft of the authority that a draft of a designation belongs to.
    authority: Draft | None = None

    @property
    def source_url(self) -> str:
        """The page that the draft rests on; blank where its table names none."""
        return self.cells.get("source_url", "")


@dataclass
class Remark:
    """Something that the report tells: what was merged, kept apart, completed, disagreed or left out."""

    kind: str
    where: str
    text: str


@dataclass
class Journal:
    """The remarks of one import, in the order in which they were made."""

    remarks: list[Remark] = field(default_factory=list)

    def note(self, kind: str, where: str, text: str) -> None:
        """Add a remark of a ``kind`` (a heading of the report) about a row or an origin."""
        self.remarks.append(Remark(kind, where, text))

    def of_kind(self, kind: str) -> Iterable[Remark]:
        """The remarks under one heading."""
        return (remark for remark in self.remarks if remark.kind == kind)

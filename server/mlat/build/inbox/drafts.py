"""What a source row turns into: drafts of rows for our tables, each with the place it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath

Cells = dict[str, str]


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
        return PurePath(self.file).stem.rpartition("-")[2].isdigit()


@dataclass
class Draft:
    """A row for one of our tables. ``key`` tells which drafts speak of the same thing.

    ``id`` may be empty where it can only be given once all drafts of the table are known.
    """

    table: str
    key: tuple[str, ...]
    cells: Cells
    origin: Origin
    id: str = ""
    #: Whether two drafts with this key in one file are two things (declarations) or one (participation).
    distinct_within_file: bool = False


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

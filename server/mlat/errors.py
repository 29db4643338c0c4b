"""Every error of the project, in one tree.

MlatError
├── InputError         tables, batches or files that can't be used; carries every Problem found
├── QueryError         the query can't be parsed or bound; carries line and column
├── QueryRefused       the query is well-formed but not allowed here (update, SERVICE)
├── UnknownName        a query, table or format that doesn't exist; names the nearest ones
└── StoreError         a graph that can't be loaded
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in a file: where it is and what to do about it.

    ``line`` and ``column`` count from 1; 0 means that the whole file, or the whole line, is meant.
    ``column`` may also be the name of a table's column.
    """

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}:{self.column}: {self.message}" if self.column else f"{place}: {self.message}"


class MlatError(Exception):
    """Base of every error that a user can cause and mend."""


class InputError(MlatError):
    """Files that can't be used as they are; holds all problems, sorted by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class QueryError(MlatError):
    """A query that can't be parsed; ``line`` and ``column`` count from 1, or are None where unknown."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.message, self.line, self.column = message, line, column
        place = f"line {line}, column {column}: " if line is not None else ""
        super().__init__(place + message)


class QueryRefused(MlatError):
    """A well-formed request that a read-only endpoint doesn't carry out."""


class UnknownName(MlatError):
    """A name that nothing answers to; the message names the nearest ones."""


class StoreError(MlatError):
    """A graph that can't be loaded; the message names the file."""

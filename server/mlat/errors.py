"""Every error of the project, in one tree.

MlatError
├── InputError         tables, batches or files that can't be used; carries every Problem found
├── QueryError         the query can't be parsed or bound; carries line and column
├── QueryRefused       the query is well-formed but not allowed here (update, SERVICE)
├── UnknownName        a query, table or format that doesn't exist; names the nearest ones
├── QuestionError      a question that can't be asked; names the parameter and the nearest values
├── StoreError         a graph that can't be loaded
├── PublishError       files or tables that can't be written, or aren't there; says what to do
│   └── NotReady       files that are being made; carries the seconds to wait
├── MissingPackage     what an extra of the project would install
└── EvaluationError    a query that was let in but got no answer; each says why
    ├── Overloaded     too many wait, or the client has its share; carries the seconds to wait
    ├── TooSlow        out of time; carries the limit
    ├── TooLarge       the answer, or the memory it needs, is beyond the limit; carries the limit
    └── WorkerLost     the process that evaluated it ended
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
    """A query that can't be parsed; ``line`` and ``column`` count from 1, or are None where unknown.

    ``hint`` is what would mend it, where that can be told; the message holds it as well.
    """

    def __init__(
        self, message: str, line: int | None = None, column: int | None = None, hint: str | None = None
    ) -> None:
        self.message, self.line, self.column, self.hint = message, line, column, hint
        super().__init__(_placed(message, line, column))

    def __reduce__(self) -> tuple[type[QueryError], tuple[str, int | None, int | None, str | None]]:
        """Everything that an equal error is made from, in another process too."""
        return type(self), (self.message, self.line, self.column, self.hint)


class QueryRefused(MlatError):
    """A well-formed request that a read-only endpoint doesn't carry out; with its place like a QueryError."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.message, self.line, self.column = message, line, column
        super().__init__(_placed(message, line, column))

    def __reduce__(self) -> tuple[type[QueryRefused], tuple[str, int | None, int | None]]:
        """Everything that an equal error is made from, in another process too."""
        return type(self), (self.message, self.line, self.column)


def _placed(message: str, line: int | None, column: int | None) -> str:
    return message if line is None else f"line {line}, column {column}: {message}"


class UnknownName(MlatError):
    """A name that nothing answers to; the message names the nearest ones, and ``nearest`` has their ids."""

    def __init__(self, message: str, nearest: Sequence[str] = ()) -> None:
        self.nearest = tuple(nearest)
        super().__init__(message)


class QuestionError(MlatError):
    """A question that can't be asked: ``parameter`` is to be mended, ``nearest`` may be meant."""

    def __init__(self, parameter: str, message: str, nearest: Sequence[str] = ()) -> None:
        self.parameter, self.message, self.nearest = parameter, message, tuple(nearest)
        super().__init__(f"{parameter}: {message}")

    def __reduce__(self) -> tuple[type[QuestionError], tuple[str, str, tuple[str, ...]]]:
        """Everything that an equal error is made from, in another process too."""
        return type(self), (self.parameter, self.message, self.nearest)


class StoreError(MlatError):
    """A graph that can't be loaded; the message names the file."""


class PublishError(MlatError):
    """Files or tables that can't be written, or aren't there; the message says what to do."""


class NotReady(PublishError):
    """Files that are being made; ``retry_after`` is in whole seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(message)


class MissingPackage(MlatError):
    """What was asked for needs a package that isn't installed; the message says how to install it."""

    def __init__(self, what: str, package: str, extra: str) -> None:
        super().__init__(f"{what} needs {package}: pip install 'mlat-graph[{extra}]'")


class EvaluationError(MlatError):
    """A query that was let in but got no answer."""


class Overloaded(EvaluationError):
    """Too many queries wait already; ``retry_after`` is in whole seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(message)


class TooSlow(EvaluationError):
    """A query that ran out of time; ``limit`` is in seconds."""

    def __init__(self, limit: float, what: str = "") -> None:
        self.limit = limit
        super().__init__(f"the query was ended after the {limit:g} seconds{what} that it may take")


class TooLarge(EvaluationError):
    """An answer beyond a limit; ``limit`` is in MiB, and ``what`` is ``result`` or ``memory``."""

    def __init__(self, what: str, limit: int) -> None:
        self.what, self.limit = what, limit
        if what == "memory":
            message = f"the query needs more than the {limit} MiB of memory that it may take"
        else:
            message = f"the result is larger than the {limit} MiB that are allowed; LIMIT makes it shorter"
        super().__init__(message)

    def __reduce__(self) -> tuple[type[TooLarge], tuple[str, int]]:
        """Everything that an equal error is made from, in another process too."""
        return type(self), (self.what, self.limit)


class WorkerLost(EvaluationError):
    """The process that evaluated a query ended before it had answered."""

    def __init__(self, message: str = "the process that evaluated the query ended") -> None:
        super().__init__(message)

"""Rows of an answer for notebooks: a sequence of dicts that pandas takes as it is, and a notebook shows."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, overload

from mlat.errors import MissingPackage, UnknownName

if TYPE_CHECKING:
    import pandas

#: So many rows does a notebook show.
_SHOWN = 20


class Rows(Sequence[dict[str, Any]]):
    """A dict for each row, by column; ``columns`` are their names, in order, also where there is no row.

    A dict is made when it is looked at, as the panel has more rows than a list of dicts should have.
    """

    def __init__(self, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Rows from their cells."""
        self.columns = list(columns)
        self._rows = [tuple(row) for row in rows]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, index: slice) -> Rows: ...

    def __getitem__(self, index: int | slice) -> dict[str, Any] | Rows:
        if isinstance(index, slice):
            return Rows(self.columns, self._rows[index])
        return dict(zip(self.columns, self._rows[index], strict=True))

    def __repr__(self) -> str:
        return f"<{len(self):,} rows of {', '.join(self.columns)}>"

    def column(self, name: str) -> list[Any]:
        """All values of one column; raises UnknownName with the nearest columns."""
        if name not in self.columns:
            near = difflib.get_close_matches(name, self.columns, 3, 0.4) or self.columns
            raise UnknownName(f"no column {name!r}; did you mean {' or '.join(near)}?")
        place = self.columns.index(name)
        return [row[place] for row in self._rows]

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame; raises MissingPackage without pandas."""
        try:
            import pandas
        except ImportError:
            raise MissingPackage("a data frame", "pandas", "notebook") from None
        return pandas.DataFrame.from_records(self._rows, columns=self.columns)

    def _repr_html_(self) -> str:
        """What a notebook shows: the first rows, and how many there are."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in self._rows[:_SHOWN])
        count = f"{len(self):,} row{'' if len(self) == 1 else 's'}"
        more = f", the first {_SHOWN} shown" if len(self) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{count}{more}</p>"


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        value = ", ".join(value)
    return f"<td>{'' if value is None else escape(str(value))}</td>"

"""The values of one property by thing, and the things by value, without regard to how it is written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mlat.finder.rows import Iri, Row, Value
from mlat.finder.spelling import folded

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")
#: Where a date ends as a year, as a month and as a day.
_CUTS = (4, 7, 10)


@dataclass(frozen=True)
class Values:
    """What things have for a property."""

    by_record: Mapping[str, tuple[Value, ...]]
    _by_key: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Values:
        """The values in the rows of a query with the columns ``record`` and ``value``."""
        found: dict[str, list[Value]] = defaultdict(list)
        keys: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            record, value = row.text("record"), row["value"]
            found[record].append(value)
            for key in _keys(value):
                keys[key].add(record)
        return cls(
            {record: tuple(sorted(values, key=_order)) for record, values in found.items()},
            {key: frozenset(records) for key, records in keys.items()},
        )

    def having(self, text: str, meant: Iterable[str] = ()) -> frozenset[str]:
        """The things with a value that a text gives; ``meant`` are the IRIs of the things that it may name.

        A date that is less precise holds the more precise one, either way.
        """
        keys = [f"iri {iri}" for iri in (text, *meant)] + [f"text {folded(text)}"]
        day = text.partition("T")[0]
        if _DATE.match(day):
            keys += [f"within {day}", *(f"date {part}" for part in _parts(day))]
        return frozenset().union(*(self._by_key.get(key, ()) for key in keys))


def _keys(value: Value) -> Iterator[str]:
    if isinstance(value, Iri):
        yield f"iri {value}"
        return
    written = str(value).lower() if isinstance(value, bool) else str(value)
    yield f"text {folded(written)}"
    if _DATE.match(written):
        yield f"date {written}"
        yield from (f"within {part}" for part in _parts(written))


def _parts(day: str) -> Iterator[str]:
    """A date and the less precise ones that hold it: 1973, 1973-05, 1973-05-25."""
    return (day[:cut] for cut in _CUTS if cut <= len(day))


def _order(value: Value) -> tuple[bool, str]:
    return isinstance(value, Iri), str(value)

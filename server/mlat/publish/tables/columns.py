"""The columns of published tables, as the header of a query, or a text of the same form, declares them.

::

    #+ columns:
    #+   id text key the id of the participation
    #+   party ref:jurisdictions required mlat:party
    #+   signed date optional mlat:signed

A line is: name, kind, rule, then a term of the ontology (whose definition describes the column), or words. A
``key`` column is part of the primary key. The kinds are

``text``, ``number`` (whole), ``flag`` (true or false), ``iri``
    one value
``day``, ``date``
    a whole date; a date as precise as its source: a day, a month or a year
``ref:TABLE``
    the key of a row of another table
``concept:SCHEME``
    the slug of a concept
``list``, ``iris``, ``refs:TABLE``, ``concepts:SCHEME``
    several values in one cell, sorted, with ``|`` between them
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from mlat.errors import PublishError

#: What stands between the values of one cell; no value may hold it.
SEPARATOR = "|"

_LINE = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*)\s+(?P<kind>\w+)(?::(?P<detail>[a-z-]+))?\s+(?P<rule>key|required|optional)\s+"
    r"(?:(?P<term>mlat:\w+)|(?P<words>\S.*))"
)


class Kind(Enum):
    """What a cell of a column holds."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    DATE = "date"
    IRI = "iri"
    REFERENCE = "ref"
    CONCEPT = "concept"
    LIST = "list"
    IRIS = "iris"
    REFERENCES = "refs"
    CONCEPTS = "concepts"

    @property
    def several(self) -> bool:
        """Whether a cell holds several values."""
        return self in (Kind.LIST, Kind.IRIS, Kind.REFERENCES, Kind.CONCEPTS)


@dataclass(frozen=True)
class Column:
    """One column; ``detail`` is the table or the scheme that its kind names."""

    name: str
    kind: Kind
    rule: str
    detail: str = ""
    term: str = ""
    words: str = ""

    @property
    def is_key(self) -> bool:
        """Whether the column is part of the primary key."""
        return self.rule == "key"

    @property
    def is_required(self) -> bool:
        """Whether each row has a value."""
        return self.rule != "optional"


def read_columns(lines: Iterable[str], table: str) -> tuple[Column, ...]:
    """The columns of a table; raises PublishError for a line that can't be understood."""
    return tuple(_read_column(line, table) for line in lines)


def _read_column(line: str, table: str) -> Column:
    match = _LINE.fullmatch(line.strip())
    if match is None or match["kind"] not in {kind.value for kind in Kind}:
        raise PublishError(f"{table}: not 'name kind (key|required|optional) term or words': {line}")
    return Column(
        match["name"],
        Kind(match["kind"]),
        match["rule"],
        match["detail"] or "",
        match["term"] or "",
        match["words"] or "",
    )

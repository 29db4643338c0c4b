"""Rules over the whole graph, one query a file: a row of its answer is a fault, as a record and a sentence.

A file's first lines are ``#+ summary: ...``, ``#+ description: ...`` and, where a fault may stand for a
while, ``#+ severity: warning``. Its columns are ``?record`` and ``?problem``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mlat.errors import InputError, Problem
from mlat.graph.store import Store
from mlat.graph.validate import SEVERITIES, Finding

_HEADER = re.compile(r"^#\+ (summary|severity): *(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Check:
    """A rule: the name of its file, what it says in one sentence, how grave its faults are, and its query."""

    name: str
    summary: str
    severity: str
    text: str


def read_checks(folder: Path) -> list[Check]:
    """Every rule of a folder, sorted by name; raises InputError for a header without its summary."""
    return [_read(path) for path in sorted(folder.glob("*.rq"))]


def run_check(store: Store, check: Check) -> Iterator[Finding]:
    """The faults that a rule finds in a graph, in the order of its answer."""
    answer = store.query(check.text)
    if not isinstance(answer, ox.QuerySolutions):
        raise InputError(
            [Problem(f"{check.name}.rq", 0, "", "a check answers with rows of record and problem")]
        )
    for row in answer:
        record, problem = (str(getattr(row[name], "value", row[name])) for name in ("record", "problem"))
        yield Finding(check.severity, record, "", problem, check.name, f"{check.name}: {check.summary}")


def _read(path: Path) -> Check:
    text = path.read_text(encoding="utf-8")
    header = {match[1]: match[2].strip() for match in _HEADER.finditer(text)}
    severity = header.get("severity", SEVERITIES[0])
    if "summary" not in header:
        raise InputError([Problem(str(path), 1, "", "a check begins with a line #+ summary: and its rule")])
    if severity not in SEVERITIES:
        raise InputError([Problem(str(path), 0, "", f"a severity is one of {', '.join(SEVERITIES)}")])
    return Check(path.stem, header["summary"], severity, text)

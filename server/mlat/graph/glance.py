"""The check of most queries, in a twentieth of the time: from what their text can't hold, without reading it.

What the guard refuses for its danger needs certain letters and signs: ``SERVICE``, an escape that may spell
it, more brackets than may be nested. A text without them is harmless in whatever way the engine reads it.
Queries with faults may pass here, and get their errors from the engine, or from the guard after that.
"""

from __future__ import annotations

import re

from mlat.graph.guard import CLAUSES, SIGNS, Admitted, Form
from mlat.graph.limits import Limits

_SPACE = r"(?:[ \t\r\n]|\#[^\r\n]*+[\r\n])*+"
_DECLARATION = rf"(?:PREFIX{_SPACE}[A-Za-z0-9_\-]*+:|BASE){_SPACE}<[^\x00-\x20<>\"{{}}|^`\\]*+>{_SPACE}"
#: Declarations and the form, where nothing else can stand; but no star to be spelt out.
_HEAD = re.compile(
    rf"{_SPACE}(?:{_DECLARATION})*+(SELECT|ASK|CONSTRUCT|DESCRIBE)(?=[ \t\r\n{{(?$])"
    rf"(?!{_SPACE}(?:(?:DISTINCT|REDUCED){_SPACE})?\*)",
    re.IGNORECASE,
)
#: A short IRI with a sign that the engine may take for a comment or a string; the guard knows what to do.
_AMBIGUOUS = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.\-]*://)[^<>\s#']*+[#']")
_OPENING = "({["
_PARTS = frozenset("".join(SIGNS))


def glance(text: str, limits: Limits) -> Admitted | None:
    """A query that may be evaluated for sure, as :func:`mlat.graph.guard.admit` gives it; None in doubt.

    It comes without the names of its variables, which only a star needs.
    """
    head = _HEAD.match(text)
    if head is None or "\\" in text or _AMBIGUOUS.search(text):
        return None
    capitals = text.upper()
    if "SERVICE" in capitals or _may_exceed(capitals, limits):
        return None
    return Admitted(text, text, Form[head[1].upper()], None, ())


def _may_exceed(capitals: str, limits: Limits) -> bool:
    """Whether a text has so many signs that, in the worst order, they could pass a limit."""
    if sum(map(capitals.count, _OPENING)) > limits.depth or capitals.count("/") > limits.path_steps:
        return True
    if len(capitals) <= limits.operators:
        return False
    return sum(map(capitals.count, _PARTS)) + sum(map(capitals.count, CLAUSES)) > limits.operators

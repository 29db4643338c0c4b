"""The OpenAPI document, put together from its parts: each path one block of JSON in ``paths/``.

Two marks save repeating the table of formats: ``"x-formats": ["graph"]`` in a ``content`` stands for a media
type for each format of that kind of answer, and ``"x-format-names"`` in a schema for the names that
``format=`` takes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from mlat import __version__
from mlat.graph.formats import AnswerKind, Format, formats_for

Json = dict[str, Any]

_FOLDER = Path(__file__).parent


@cache
def document() -> Json:
    """The whole document; raises OSError and ValueError for parts that can't be read."""
    whole = _read(_FOLDER / "document.json")
    whole["info"]["version"] = __version__
    for part in sorted((_FOLDER / "paths").glob("*.json")):
        whole["paths"] |= _read(part)
    for part in sorted((_FOLDER / "schemas").glob("*.json")):
        whole["components"]["schemas"] |= _read(part)
    expanded: Json = _expand(whole)
    return expanded


def _read(path: Path) -> Json:
    content: Json = json.loads(path.read_text(encoding="utf-8"))
    return content


def _expand(part: Any) -> Any:
    """A part of the document with its marks replaced."""
    if isinstance(part, list):
        return [_expand(each) for each in part]
    if not isinstance(part, dict):
        return part
    found = {key: _expand(value) for key, value in part.items() if not key.startswith("x-format")}
    if kinds := part.get("x-formats"):
        found |= {form.media_type: {"schema": {}} for form in _formats(kinds)}
    if kinds := part.get("x-format-names"):
        found["enum"] = list(dict.fromkeys(name for form in _formats(kinds) for name in form.names))
    return found


def _formats(kinds: Iterable[str]) -> Iterable[Format]:
    found = {form.suffix: form for kind in kinds for form in formats_for(AnswerKind(kind))}
    return found.values()


def resolve(part: Mapping[str, Any]) -> Json:
    """A part, or what it refers to by ``$ref`` within the document."""
    found: Any = dict(part)
    while "$ref" in found:
        target: Any = document()
        for step in found["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        found = target
    return dict(found)

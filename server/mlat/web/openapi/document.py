"""The OpenAPI document, put together from its parts: each path one block of JSON in ``paths/``.

Three marks save repeating the tables of formats: ``"x-formats": ["graph"]`` in a ``content`` stands for a
media type for each format of that kind of answer, ``"x-format-names"`` in a schema for the names that
``format=`` takes, and ``"x-answer-format-names"`` for those of the finder's answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import mlat.finder
from mlat import __version__
from mlat.finder import writing
from mlat.graph.formats import AnswerKind, Format, formats_for

Json = dict[str, Any]

_FOLDER = Path(__file__).parent
#: What an answer of the finder looks like as JSON.
ANSWER_SCHEMA = Path(mlat.finder.__file__).parent / "answer.schema.json"
_IN_DOCUMENT = "#/components/schemas/Answer/"


@cache
def document() -> Json:
    """The whole document; raises OSError and ValueError for parts that can't be read."""
    whole = _read(_FOLDER / "document.json")
    whole["info"]["version"] = __version__
    for part in sorted((_FOLDER / "paths").glob("*.json")):
        whole["paths"] |= _read(part)
    for part in sorted((_FOLDER / "schemas").glob("*.json")):
        whole["components"]["schemas"] |= _read(part)
    whole["components"]["schemas"]["Answer"] = _answer_schema()
    expanded: Json = _expand(whole)
    return expanded


def _answer_schema() -> Json:
    """The schema of the finder as a part of the document, its references led to their new place."""
    text = ANSWER_SCHEMA.read_text(encoding="utf-8").replace('"#/', f'"{_IN_DOCUMENT}')
    schema: Json = json.loads(text)
    return {key: value for key, value in schema.items() if key not in ("$schema", "$id")}


def _read(path: Path) -> Json:
    content: Json = json.loads(path.read_text(encoding="utf-8"))
    return content


def _expand(part: Any) -> Any:
    """A part of the document with its marks replaced."""
    if isinstance(part, list):
        return [_expand(each) for each in part]
    if not isinstance(part, dict):
        return part
    found = {key: _expand(value) for key, value in part.items() if key not in _MARKS}
    if kinds := part.get("x-formats"):
        found |= {form.media_type: {"schema": {}} for form in _formats(kinds) if form.media_type not in found}
    if kinds := part.get("x-format-names"):
        found["enum"] = _names(_formats(kinds))
    if part.get("x-answer-format-names"):
        found["enum"] = _names(writing.FORMATS)
    return found


_MARKS = ("x-formats", "x-format-names", "x-answer-format-names")


def _names(formats: Iterable[Format | writing.AnswerFormat]) -> list[str]:
    return list(dict.fromkeys(name for form in formats for name in form.names))


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

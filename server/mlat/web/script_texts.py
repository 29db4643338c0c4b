"""The texts that the scripts show, as ``messages.json`` lists them: for pages and catalogues of words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO

_FILE = Path(__file__).parent / "messages.json"


@cache
def script_texts() -> tuple[str, ...]:
    """Every text, in English, with its ``{places}`` for values."""
    return tuple(json.loads(_FILE.read_text(encoding="utf-8")))


def extract(
    file: IO[bytes],
    keywords: Sequence[str],
    comment_tags: Sequence[str],
    options: Mapping[str, str],
) -> Iterator[tuple[int, str, str, list[str]]]:
    """The messages of such a file, as Babel asks its extractors: line, function, message, comments."""
    for number, text in enumerate(json.load(file), start=1):
        yield number, "", text, []

"""Rows as a table of text: aligned by what a terminal shows, which isn't the number of characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pyoxigraph as ox

from mlat.graph.binding import Term
from mlat.graph.namespaces import BASE, PREFIXES

_GAP = "  "
_SHORTEST = 8


def show(term: Term | None) -> str:
    """A term for people: names with known prefixes or relative to the base, literals as their plain value."""
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    if isinstance(term, ox.Literal):
        return term.value
    return "" if term is None else str(term)


def shorten(iri: str) -> str:
    """``mlat:Instrument``, ``<instrument/hkg-usa-1997>`` (relative to the base), or the whole IRI."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and not set(local) & set("/#?"):
            return f"{prefix}:{local}"
    return f"<{iri.removeprefix(BASE)}>" if iri.startswith(BASE) and iri != BASE else f"<{iri}>"


def display_width(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, combining ones none."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def write_table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> str:
    """A table with a line under its header; with a ``width``, long cells are cut to fit into it."""
    cells = [[_one_line(cell) for cell in row] for row in [columns, *rows]]
    widths = [max(display_width(row[index]) for row in cells) for index in range(len(columns))]
    if width is not None:
        widths = _fit(widths, width)
    lines = [_line(row, widths) for row in cells]
    return "\n".join([lines[0], _GAP.join("─" * size for size in widths), *lines[1:], ""])


def _one_line(text: str) -> str:
    """A cell without line breaks and other control characters, which could drive the terminal."""
    return "".join(
        " " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character for character in text
    )


def _fit(widths: Sequence[int], width: int) -> list[int]:
    """Narrow the widest columns first, and none below what shows something."""
    fitted = list(widths)
    room = width - len(_GAP) * (len(fitted) - 1)
    while sum(fitted) > room and max(fitted) > _SHORTEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(_padded(cell, size) for cell, size in zip(row, widths, strict=True)).rstrip()


def _padded(text: str, width: int) -> str:
    if display_width(text) > width:
        text = _cut(text, width - 1) + "…"
    return text + " " * (width - display_width(text))


def _cut(text: str, width: int) -> str:
    taken = 0
    for index, character in enumerate(text):
        taken += _character_width(character)
        if taken > width:
            return text[:index]
    return text

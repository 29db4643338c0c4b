"""Titles in other languages: ``pt: ... | zh: ...`` in one form, whatever the batch used."""

from __future__ import annotations

import re

_TAGGED = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?: ")
#: The Orders under Cap. 525 by which Hong Kong gives effect to an agreement are named like this; they are
#: laws of Hong Kong, not titles of the agreement.
_ORDER = re.compile(r"zh-Hant: 刑事事宜相互法律協助\(.+\)令")

_DESCRIPTION = re.compile(r"title(?:_en)? is (?:a description|descriptive)|title described")


def is_description(note: str) -> bool:
    """Whether a note says that the English title is a description by whoever made the row."""
    return _DESCRIPTION.search(note) is not None


def without_description(note: str) -> str:
    """The note without the entry that says so."""
    return "; ".join(entry for entry in note.split("; ") if not is_description(entry))


def tagged_titles(text: str) -> list[str]:
    """The entries of a cell. Batches divide them by ``|`` or, in some files, by ``;``."""
    entries = [entry.strip() for entry in text.split("|")]
    return [part for entry in entries for part in _split_at_semicolons(entry) if part]


def _split_at_semicolons(entry: str) -> list[str]:
    """A semicolon divides entries before a language tag, or anywhere in a list without tags."""
    parts = [part.strip() for part in entry.split(";")]
    if len(parts) > 1 and (not _TAGGED.match(entry) or all(_TAGGED.match(part) for part in parts)):
        return parts
    return [entry]


def without_twins(titles: str) -> str:
    """The cell without an entry that stands there again with its language."""
    entries = titles.split(" | ")
    tagged = {_TAGGED.sub("", entry, count=1) for entry in entries if _TAGGED.match(entry)}
    return " | ".join(entry for entry in entries if entry not in tagged)


def is_hong_kong_order(title: str) -> bool:
    """Whether a title is that of an Order under Cap. 525."""
    return _ORDER.fullmatch(title) is not None

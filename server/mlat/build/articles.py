"""Article references as instruments' readers write them: ``2(2), 6(4)``, ``18(6)-(7)``, ``I(2)(f)``.

A reference becomes keys in one canonical form, ``46(3)(a)``. What can't be read for certain ("24 of the
convention", which is another instrument's article 24) yields no key at all: the text stays as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Key = tuple[str, ...]

_ARTICLE = r"\d{1,3}(?:bis|ter|quater|[a-z]|[A-Z])?|[IVXLC]{1,7}"
_GROUP = r"\((?:\d{1,3}(?:bis|ter|[a-z])?|[a-z]{1,5}|[A-Z]{1,5})\)"
_REFERENCE = re.compile(rf"({_ARTICLE})?((?:{_GROUP})*)")
_LONGEST_RANGE = 60
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def article_keys(text: str) -> tuple[str, ...]:
    """The canonical key of each article that the text names, in its order; empty where it can't be read."""
    keys: list[Key] = []
    try:
        for item in re.split(r"[,;]", text):
            keys.extend(_item(item.strip(), keys[-1] if keys else ()))
    except ValueError:
        return ()
    return tuple(dict.fromkeys(_written(key) for key in keys))


def with_ancestors(key: str) -> tuple[str, ...]:
    """The key itself and each article that contains it: ``46(3)(a)``, ``46(3)``, ``46``."""
    cuts = [match.start() for match in re.finditer(r"\(", key)]
    return (key, *(key[:cut] for cut in reversed(cuts)))


def _written(key: Key) -> str:
    return key[0] + "".join(f"({group})" for group in key[1:])


def _item(item: str, previous: Key) -> Iterator[Key]:
    """The keys of one item: a reference, or a range of them."""
    first_text, dash, last_text = (part.strip() for part in item.partition("-"))
    first = _reference(first_text, previous)
    yield first
    if dash:
        yield from _rest_of_range(first, _reference(last_text, first))


def _reference(text: str, previous: Key) -> Key:
    """One reference; one that begins with a bracket goes on from the reference before it."""
    match = _REFERENCE.fullmatch(text)
    if not text or match is None:
        raise ValueError(f"not an article: {text}")
    article, brackets = match.groups()
    groups = tuple(re.findall(r"\(([^)]+)\)", brackets))
    if article:
        return (article, *groups)
    return (*_shared_part(previous, groups[0]), *groups)


def _shared_part(previous: Key, group: str) -> Key:
    """What ``(2)`` shares with ``18(1)(a)`` before it: ``18``, as a number follows a number's level."""
    if not previous:
        raise ValueError(f"({group}) of which article?")
    for depth in range(len(previous) - 1, 0, -1):
        if previous[depth].isdigit() == group.isdigit():
            return previous[:depth]
    return previous


def _rest_of_range(first: Key, last: Key) -> Iterator[Key]:
    """The end of a range, after what lies between where both ends stand on one level and can be counted."""
    if first[:-1] == last[:-1]:
        for step in _between(first[-1], last[-1]):
            yield (*first[:-1], step)
    yield last


def _between(first: str, last: str) -> list[str]:
    """The numbers, roman numbers or single letters between two; none where they can't be counted."""
    if first.isdigit() and last.isdigit():
        return [str(number) for number in _inside(int(first), int(last))]
    if {*first, *last} <= set("ivx") and first in _ROMAN and last in _ROMAN:
        return [_ROMAN[number] for number in _inside(_ROMAN.index(first), _ROMAN.index(last))]
    one_letter = len(first) == len(last) == 1 and (first + last).isalpha()
    if one_letter and first.islower() == last.islower():
        return [chr(code) for code in _inside(ord(first), ord(last))]
    return []


def _inside(first: int, last: int) -> range:
    if not first < last <= first + _LONGEST_RANGE:
        raise ValueError(f"{first} to {last} is no range of articles")
    return range(first + 1, last)

"""Names as people write them, brought to one form in which they can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Words that a name may have or lack.
_SMALL_WORDS = frozenset[str]().union(
    ("a", "and", "of", "the"),  # English
    ("d", "de", "des", "du", "et", "l", "la", "le", "les"),  # French
    ("del", "el", "las", "los", "y"),  # Spanish
    ("da", "das", "do", "dos", "e", "o"),  # Portuguese
    ("der", "die", "und"),  # German
    ("di", "i", "il"),  # Italian
    ("het", "van"),  # Dutch
)
_ABBREVIATIONS = {"rep": "republic", "dem": "democratic", "fed": "federated", "st": "saint", "is": "islands"}
#: Letters that Unicode doesn't decompose into a plain one and a mark.
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
#: ``ETS No. 030`` and ``ETS 30`` are the same citation.
_NUMBERED = re.compile(r"\b(?:(?:no|nr|num|numero) )?0*(?=\d)")
_INITIALS = re.compile(r"\b(?:\w\.){2,}")


def exact(text: str) -> str:
    """A name without regard to case and spaces; marks and punctuation count."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """A name without regard to case, marks (é), punctuation, initials' dots (U.S.A.), "No." and zeros."""
    text = _INITIALS.sub(lambda match: match[0].replace(".", ""), text)
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_PLAIN)
    letters = (
        character if character.isalnum() else " "
        for character in plain
        if not unicodedata.combining(character)
    )
    return _NUMBERED.sub("", " ".join("".join(letters).split()))


def words(text: str) -> tuple[str, ...]:
    """The words of a name in alphabetical order, without articles: ``Korea, Rep. of`` -> korea, republic."""
    found = [_ABBREVIATIONS.get(word, word) for word in folded(text).split()]
    return tuple(sorted(word for word in found if word not in _SMALL_WORDS)) or tuple(found)

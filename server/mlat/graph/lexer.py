"""A small lexer for SPARQL, which reads a query exactly as the engine does.

The guard must see what the engine will see, so three habits of its parser are copied here: a string with a
bad escape isn't a string, an IRI in angle brackets wins over "less than" and over ``<<``, and codepoint
escapes count inside strings, IRIs and words only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from mlat.errors import QueryError


class Kind(Enum):
    """What a token is."""

    COMMENT = "comment"
    IRI = "iri"
    STRING = "string"
    LANGUAGE = "language"
    VARIABLE = "variable"
    PREFIXED = "prefixed"
    BLANK = "blank"
    NUMBER = "number"
    WORD = "word"
    PUNCTUATION = "punctuation"
    OTHER = "other"


class Token(NamedTuple):
    """A piece of the query: its kind, its text as written and where it begins, counted from 0."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the next token can begin."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """The text of a bare word in capitals, its escapes resolved; empty for other kinds."""
        if self.kind is not Kind.WORD:
            return ""
        return (unescape(self.text) if "\\" in self.text else self.text).upper()


# Surrogates and numbers beyond Unicode are no characters: with one of them the engine doesn't see a string.
_HEX = "[0-9A-Fa-f]"
_ESCAPE = (
    rf"\\u(?![dD][89a-fA-F]){_HEX}{{4}}"
    rf"|\\U(?:0000(?![dD][89a-fA-F])|000[1-9A-Fa-f]|0010){_HEX}{{4}}"
)
_IN_STRING = rf"\\[tbnrf\\\"']|{_ESCAPE}"


def _letters_and(others: str = "") -> str:
    """The set of letters and some other characters of ASCII; all beyond ASCII count as letters.

    Written as what is not in it: ``re`` takes milliseconds to compile each set that reaches to U+10FFFF.
    """
    left_out = (chr(code) for code in range(128) if not (chr(code).isalpha() or chr(code) in "_" + others))
    return f"[^{re.escape(''.join(left_out))}]"


_DIGITS = "0123456789"
_LETTER, _WORD = _letters_and(), _letters_and(_DIGITS)
_NAME, _DOTTED = _letters_and(_DIGITS + "-"), _letters_and(_DIGITS + "-.")
_LOCAL = rf"(?:{_letters_and(_DIGITS + '-:')}|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%])"
# The bound keeps "a.a.a.a" from being read again and again to its end in search of a colon.
_PREFIX = rf"{_LETTER}(?:{_DOTTED}{{0,200}}{_NAME})?"

_TOKEN = re.compile(
    "|".join(
        f"(?P<{kind.value}>{pattern})"
        for kind, pattern in (
            (Kind.COMMENT, r"\#[^\r\n]*"),
            (Kind.IRI, rf"<(?:[^\x00-\x20<>\"{{}}|^`\\]|{_ESCAPE})*+>"),
            (
                Kind.STRING,
                rf"'''(?:(?:''|')?+(?:[^'\\]|{_IN_STRING}))*+'''"
                rf'|"""(?:(?:""|")?+(?:[^"\\]|{_IN_STRING}))*+"""'
                rf"|'(?:[^'\\\r\n]|{_IN_STRING})*+'"
                rf'|"(?:[^"\\\r\n]|{_IN_STRING})*+"',
            ),
            (Kind.LANGUAGE, r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"),
            (Kind.VARIABLE, rf"[?$]{_WORD}+"),
            (Kind.BLANK, rf"_:{_WORD}(?:{_DOTTED}*{_NAME})?"),
            (Kind.PREFIXED, rf"(?:{_PREFIX})?:(?:(?!-){_LOCAL}(?:\.*+{_LOCAL})*+)?"),
            (Kind.NUMBER, r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"),
            (Kind.WORD, rf"(?:{_LETTER}|{_ESCAPE})(?:{_WORD}|{_ESCAPE})*"),
            (Kind.PUNCTUATION, r"&&|\|\||\^\^|!=|<=|>=|\{\||\|\}|[{}()\[\].;,*/+\-=<>!|^?~@]"),
            (Kind.OTHER, r"[^ \t\r\n]"),
        )
    )
)
_ESCAPES = re.compile(_ESCAPE)
_KINDS = {kind.value: kind for kind in Kind}


def unescape(text: str) -> str:
    r"""Replace ``\uXXXX`` and ``\UXXXXXXXX`` by the characters they stand for."""
    return _ESCAPES.sub(lambda match: chr(int(match[0][2:], 16)), text)


def tokens(text: str) -> Iterator[Token]:
    """Cut a query into tokens, comments included; white space is left out.

    :raises QueryError: for a string that doesn't end, or that holds a bad escape.
    """
    for match in _TOKEN.finditer(text):
        token = Token(_KINDS[match.lastgroup or "other"], match[0], match.start())
        if token.kind is Kind.OTHER and token.text in "'\"":
            raise error_at(text, token.start, "this string doesn't end, or holds a bad escape")
        yield token


def place(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of an offset, both from 1."""
    lines = re.split(r"\r\n|\n|\r", text[:offset])
    return len(lines), len(lines[-1]) + 1


def error_at(text: str, offset: int, message: str, hint: str = "") -> QueryError:
    """A query error that points to an offset of the text; the hint, if any, ends its message."""
    line, column = place(text, offset)
    return QueryError(message + (f": {hint}" if hint else ""), line, column, hint or None)


def token_at(text: str, line: int, column: int) -> str | None:
    """The token that begins at a place, counted from 1; None if there is none or the text can't be cut."""
    try:
        return next((t.text for t in tokens(text) if place(text, t.start) == (line, column)), None)
    except QueryError:
        return None

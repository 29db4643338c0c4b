"""Syntax errors of the engine, told in a way that helps: the token, its place, and a hint that is sure.

The engine reports how far its parser has read, which can lie some keywords beyond the fault. With enough
space between the tokens that can't reach into the next token, so the query is parsed again, spaced out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from itertools import pairwise

import pyoxigraph as ox

from mlat.errors import QueryError
from mlat.graph.lexer import Kind, Token, error_at, place, tokens
from mlat.graph.namespaces import BASE, PREFIXES
from mlat.graph.tables_text import display_width

#: More than the longest keyword of the grammar.
_SPACE = " " * 40
_REPORTED = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_KEYWORDS = (
    "SELECT",
    "CONSTRUCT",
    "DESCRIBE",
    "ASK",
    "WHERE",
    "FROM",
    "NAMED",
    "PREFIX",
    "BASE",
    "DISTINCT",
    "REDUCED",
    "OPTIONAL",
    "FILTER",
    "UNION",
    "MINUS",
    "GRAPH",
    "BIND",
    "VALUES",
    "ORDER",
    "GROUP",
    "HAVING",
    "LIMIT",
    "OFFSET",
    "EXISTS",
    "UNDEF",
    "COUNT",
    "SAMPLE",
    "GROUP_CONCAT",
    "COALESCE",
    "CONTAINS",
    "STRSTARTS",
    "STRENDS",
    "STRBEFORE",
    "STRAFTER",
    "LANGMATCHES",
    "REGEX",
    "REPLACE",
    "BOUND",
    "DATATYPE",
    "ISIRI",
)

#: What the engine says of a whole query, and what it means.
_WHOLE = {
    "variable that is unbound": "SELECT names a variable that is neither in GROUP BY nor inside an aggregate",
    "overrides an existing variable": "SELECT (... AS ?x) names a variable that the query already uses",
    "Duplicated variable name": "SELECT names the same variable twice",
    "not authorized with GROUP BY": "SELECT * can't be used with GROUP BY: name the variables",
}


def explain(text: str, error: SyntaxError, base: str = BASE) -> QueryError:
    """The engine's syntax error as a query error with line, column and, in its message, the token."""
    said = str(error)
    for phrase, meaning in _WHOLE.items():
        if phrase in said:
            return QueryError(meaning)
    found = [token for token in tokens(text) if token.kind is not Kind.COMMENT]
    token, said = _locate(found, said, base)
    if undeclared := _undeclared(found, token, said):
        return _prefix_error(text, undeclared)
    if token is None:
        return _at_end(text, found)
    if "IRI parsing failed" in said:
        start = text.rfind("<", 0, token.end)
        return error_at(text, max(start, 0), f"not an IRI: {_short(text[max(start, 0) : token.end])}")
    if "language tag" in said:
        return error_at(text, token.start, f"not a language tag: {_short(token.text)}")
    if token.text == "}" and (rebound := _rebound(found)):
        return _rebound_error(text, rebound)
    hint = _near_keyword(token) or _bracket_hint(text, found, token)
    return error_at(text, token.start, f"unexpected {_short(token.text)}", hint)


def _locate(found: Sequence[Token], said: str, base: str) -> tuple[Token | None, str]:
    """The token at which the parser gave up, None for the end of the query; and what it then said."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for index, token in enumerate(found):
        starts.append(length)
        after = found[index + 1] if index + 1 < len(found) else None
        piece = token.text.replace("\n", " ").replace("\r", " ")
        piece += "" if after is not None and _glued(token, after) else _SPACE
        pieces.append(piece)
        length += len(piece)
    try:
        ox.Store().query("".join(pieces), base_iri=base)
    except SyntaxError as error:
        said = str(error)
    match = _REPORTED.match(said)
    offset = int(match[2]) - 1 if match and match[1] == "1" else length
    if offset >= length:
        return None, said
    return next(
        token for token, start in reversed(list(zip(found, starts, strict=True))) if start <= offset
    ), said


def _glued(token: Token, after: Token) -> bool:
    """Whether space between two tokens could change what they are."""
    brackets = "{}();,"
    return token.end == after.start and token.text not in brackets and after.text not in brackets


def _undeclared(found: Sequence[Token], token: Token | None, said: str) -> Token | None:
    """The name to blame when a prefix isn't declared; None when that isn't the fault."""
    declared = {
        name.text
        for name, iri in pairwise(found)
        if name.kind is Kind.PREFIXED and iri.kind is Kind.IRI and name.text.endswith(":")
    }
    missing = [t for t in found if t.kind is Kind.PREFIXED and t.text.split(":")[0] + ":" not in declared]
    if "Prefix not found" in said:
        return missing[0] if missing else token
    return token if token in missing else None


def _prefix_error(text: str, token: Token) -> QueryError:
    """The error for a prefix without a declaration, with the one that this graph uses, or the nearest."""
    prefix = token.text.split(":")[0]
    hint = ""
    if namespace := PREFIXES.get(prefix):
        hint = f"this graph uses PREFIX {prefix}: <{namespace}>"
    elif near := difflib.get_close_matches(prefix, PREFIXES, 1):
        hint = f"did you mean {near[0]}: for <{PREFIXES[near[0]]}>?"
    return error_at(text, token.start, f"the prefix {prefix}: isn't declared", hint)


_PAIRS = {")": "(", "}": "{", "]": "["}


def _open_brackets(found: Sequence[Token]) -> list[Token]:
    """The brackets that are open after some tokens, the innermost last."""
    opened: list[Token] = []
    for token in found:
        if token.text in _PAIRS.values():
            opened.append(token)
        elif opened and _PAIRS.get(token.text) == opened[-1].text:
            opened.pop()
    return opened


def _bracket_hint(text: str, found: Sequence[Token], token: Token) -> str:
    if token.text not in _PAIRS:
        return ""
    opened = _open_brackets(found[: found.index(token)])
    if not opened:
        return f"there is no {_PAIRS[token.text]} before it"
    if opened[-1].text == _PAIRS[token.text]:
        return ""
    line, column = place(text, opened[-1].start)
    return f"the {opened[-1].text} at line {line}, column {column} isn't closed"


def _at_end(text: str, found: Sequence[Token]) -> QueryError:
    """Nothing is wrong before the end: a bracket is open, or the engine refuses the query as a whole."""
    if opened := _open_brackets(found):
        return error_at(text, opened[-1].start, f"this {opened[-1].text} isn't closed")
    if rebound := _rebound(found):
        return _rebound_error(text, rebound)
    return QueryError(
        "the query ends too early, or uses a variable or a list of values in a way that isn't allowed"
    )


def _rebound_error(text: str, token: Token) -> QueryError:
    return error_at(text, token.start, f"{token.text} is in use before this AS, which may not name it again")


def _rebound(found: Sequence[Token]) -> Token | None:
    seen: set[str] = set()
    before = ""
    for token in found:
        if token.kind is Kind.VARIABLE:
            if before == "AS" and token.text[1:] in seen:
                return token
            seen.add(token.text[1:])
        before = token.word
    return None


def _near_keyword(token: Token) -> str:
    if not token.word or token.word in _KEYWORDS:
        return ""
    near = difflib.get_close_matches(token.word, _KEYWORDS, 1, 0.8)
    return f"did you mean {near[0]}?" if near else ""


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")


def excerpt(text: str, line: int, column: int, width: int = 100) -> str:
    """The line of an error, cut to a width, with a caret below its column."""
    written = re.split(r"\r\n|\n|\r", text)[line - 1].replace("\t", " ")
    start = max(0, column - width // 2)
    shown = written[start : start + width]
    return f"{shown}\n{' ' * display_width(written[start : column - 1])}^"

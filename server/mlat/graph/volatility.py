"""Whether a query may be answered differently each time, and so must be neither stored nor given a tag."""

from __future__ import annotations

from functools import lru_cache

from mlat.errors import QueryError
from mlat.graph.lexer import Kind, Token, tokens

_FUNCTIONS = ("NOW", "RAND", "UUID", "BNODE")
# What a volatile query must hold at least; an escape may spell any of it.
_SUSPECT = (*_FUNCTIONS, "CONSTRUCT", "\\U")


@lru_cache(maxsize=32)
def is_volatile(text: str) -> bool:
    """Whether a query asks for the time, for chance, or for blank nodes that are made for the answer.

    In doubt the answer is yes; a text that can't be cut into tokens is volatile as well.
    """
    capitals = text.upper()
    if not any(word in capitals for word in _SUSPECT):
        return False
    try:
        found = [token for token in tokens(text) if token.kind is not Kind.COMMENT]
    except QueryError:
        return True
    return any(token.word.endswith(_FUNCTIONS) for token in found) or _makes_blank_nodes(found)


def _makes_blank_nodes(found: list[Token]) -> bool:
    """Whether the template of a CONSTRUCT, or its pattern if that is the template, holds a blank node.

    ``( ... )`` is a list there, and so made of blank nodes.
    """
    start = next((n for n, token in enumerate(found) if token.word.endswith("CONSTRUCT")), len(found))
    depth = 0
    for token in found[start:]:
        if depth and (token.kind is Kind.BLANK or token.text in ("[", "(")):
            return True
        depth += token.text == "{"
        depth -= token.text == "}"
        if token.text == "}" and not depth:
            return False
    return False

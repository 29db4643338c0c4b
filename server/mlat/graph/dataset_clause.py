"""Whether a query itself names the graphs that it is about."""

from __future__ import annotations

import re

from mlat.errors import QueryError
from mlat.graph.lexer import Kind, tokens

_OPENING, _CLOSING = frozenset("({["), frozenset(")}]")
_CLAUSE = "FROM"
#: The letters of the keyword, but not as a variable, which many queries have.
_SUSPECT = re.compile(rf"(?<![?$]){_CLAUSE}")


def names_graphs(text: str) -> bool:
    """Whether a query has a dataset clause, ``FROM`` or ``FROM NAMED`` (SPARQL 1.1, section 13.2).

    The engine needs no space around the keyword: it takes ``*FROMx:a {}`` for ``* FROM x:a {}``.
    """
    if not _SUSPECT.search(text.upper()):
        # The keyword can't be spelt with escapes.
        return False
    depth, before, describes = 0, "", False
    try:
        for token in tokens(text):
            if token.kind is Kind.COMMENT:
                continue
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
            if not depth and token.kind is Kind.WORD and _CLAUSE in token.word:
                return True
            if not depth and token.kind is Kind.PREFIXED and before != "PREFIX":
                label = token.text.partition(":")[0].upper()
                # After DESCRIBE a name may begin like that; before others there is nothing to name.
                if label.startswith(_CLAUSE) and not describes:
                    return True
            before = token.word
            describes = describes or before.startswith("DESCRIBE")
    except QueryError:
        return False
    return False

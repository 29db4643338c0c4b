"""Terms of the ontology that a query names but the ontology doesn't have, each with the nearest one it has.

Such a query is well-formed and finds nothing, so its author learns of the slip only when told.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise

from mlat.errors import QueryError
from mlat.graph.lexer import Kind, Token, place, tokens
from mlat.graph.namespaces import ONTOLOGY

_MOST = 3
_IRI = re.compile(rf"<{re.escape(ONTOLOGY)}(\w+)")
_USUAL = f"mlat: <{ONTOLOGY}>"
_DECLARED = re.compile(rf"PREFIX\s*([\w.\-]*):\s*<{re.escape(ONTOLOGY)}>", re.IGNORECASE)


def find_misspelt(text: str, known: frozenset[str]) -> list[str]:
    """One sentence for each of the first unknown terms; none if nothing is known of the ontology.

    ``known`` are the IRIs of its terms.
    """
    if not known or _seeming_terms(text) <= known:
        return []
    try:
        found = [token for token in tokens(text) if token.kind is not Kind.COMMENT]
    except QueryError:
        return []
    names = {iri.removeprefix(ONTOLOGY) for iri in known}
    unknown = {name: token for token, name in reversed(list(_terms(found))) if name not in names}
    ordered = sorted(unknown.items(), key=lambda item: item[1].start)
    return [_sentence(text, token, name, names) for name, token in ordered[:_MOST]]


def _seeming_terms(text: str) -> set[str]:
    """The IRIs of what looks like terms, comments and strings included: a quick look at most queries."""
    found = text.count(ONTOLOGY)
    if found == 1 and _USUAL in text:
        names = _names_with("mlat").findall(text)
    elif found:
        names = _IRI.findall(text)
        for prefix in _DECLARED.findall(text):
            names += _names_with(prefix).findall(text)
    else:
        names = []
    return {ONTOLOGY + name for name in names}


@lru_cache(maxsize=64)
def _names_with(prefix: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(prefix)}:(\w+)")


def _terms(found: list[Token]) -> Iterator[tuple[Token, str]]:
    """The tokens that are terms of the ontology's namespace, with their names in it."""
    prefixes = {
        name.text
        for name, iri in pairwise(found)
        if name.kind is Kind.PREFIXED and iri.text == f"<{ONTOLOGY}>"
    }
    for token in found:
        if token.kind is Kind.IRI and token.text.startswith(f"<{ONTOLOGY}"):
            name = token.text[len(ONTOLOGY) + 1 : -1]
        elif token.kind is Kind.PREFIXED and token.text.split(":")[0] + ":" in prefixes:
            name = token.text.partition(":")[2]
        else:
            continue
        # With an escape a name may be another one than it seems.
        if re.fullmatch(r"\w+", name):
            yield token, name


def _sentence(text: str, token: Token, name: str, names: Collection[str]) -> str:
    line, column = place(text, token.start)
    folded = {known.lower(): known for known in sorted(names)}
    near = difflib.get_close_matches(name.lower(), folded, 1)
    question = f": did you mean mlat:{folded[near[0]]}?" if near else ""
    return f"line {line}, column {column}: mlat:{name} is not a term of the ontology{question}"

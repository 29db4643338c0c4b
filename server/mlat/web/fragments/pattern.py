"""From the parameters of a request to a triple pattern, read strictly. Pure.

Terms come in the explicit representation of Hydra: an IRI as it is, a literal in quotes with its language or
datatype, ``"Hong Kong"@en`` or ``"1997"^^http://www.w3.org/2001/XMLSchema#gYear``. Quotes within a literal
are not escaped: the last one ends it. Angle brackets around IRIs, as in Turtle, may be there or not. What is
left out, or a variable, fits anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pyoxigraph as ox

from mlat.web.protocol import Parameters, ProtocolError

POSITIONS = ("subject", "predicate", "object")
FORMATS = ("format", "output")
_LEFT_ASIDE = (*FORMATS, "lang")

Term = ox.NamedNode | ox.Literal
_LAST_PAGE = 10_000_000
_LITERAL = re.compile(
    r'"(?P<value>.*)"(?:@(?P<language>[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)|\^\^(?P<datatype>\S+))?$',
    re.DOTALL,
)
_VARIABLE = re.compile(r"\?\w+$")


@dataclass(frozen=True)
class Pattern:
    """A triple pattern; None fits anything."""

    subject: Term | None = None
    predicate: Term | None = None
    object: Term | None = None

    @property
    def possible(self) -> bool:
        """Whether a triple can fit at all: a subject and a predicate are never literals."""
        return not isinstance(self.subject, ox.Literal) and not isinstance(self.predicate, ox.Literal)

    @property
    def terms(self) -> dict[str, Term | None]:
        """The terms by position."""
        return {"subject": self.subject, "predicate": self.predicate, "object": self.object}

    def query(self, page: int = 1) -> str:
        """The parameters that ask for a page of the fragment, encoded for an address."""
        pairs = [(name, write_term(term)) for name, term in self.terms.items() if term is not None]
        pairs += [("page", str(page))] if page > 1 else []
        return urlencode(pairs)


def read_pattern(parameters: Parameters) -> tuple[Pattern, int]:
    """The pattern and the number of the page, from 1, that parameters ask for; raises ProtocolError (400).

    Only the parameters of the form are taken, each once: another one would be a misspelt one, and the answer
    that of a wider pattern.
    """
    given: dict[str, str] = {}
    for name, value in parameters:
        if name in _LEFT_ASIDE:
            continue
        if name not in (*POSITIONS, "page"):
            raise ProtocolError(400, f"no parameter {name[:50]!r}; there are {', '.join(POSITIONS)} and page")
        if name in given:
            raise ProtocolError(400, f"{name} is given more than once")
        given[name] = value
    variables = [value for value in given.values() if _VARIABLE.match(value)]
    if len(variables) > len(set(variables)):
        raise ProtocolError(400, f"{variables[0]} stands in two places, and a fragment can't compare them")
    terms = {name: read_term(name, given.get(name, "")) for name in POSITIONS}
    return Pattern(**terms), _page(given.get("page", "1"))


def read_term(where: str, text: str) -> Term | None:
    """A term, or None for a variable; ``where`` is what an error calls it. Raises ProtocolError (400)."""
    if not text or _VARIABLE.match(text):
        return None
    if text.startswith('"'):
        return _literal(where, text)
    return _iri(where, text)


def write_term(term: Term) -> str:
    """A term in the explicit representation."""
    if isinstance(term, ox.NamedNode):
        return term.value
    if term.language:
        return f'"{term.value}"@{term.language}'
    if term.datatype.value == "http://www.w3.org/2001/XMLSchema#string":
        return f'"{term.value}"'
    return f'"{term.value}"^^{term.datatype.value}'


def _literal(where: str, text: str) -> ox.Literal:
    match = _LITERAL.match(text)
    if match is None:
        raise ProtocolError(
            400, f'{where}: {text[:100]} is not a literal such as "text", "text"@en or "1997"^^IRI'
        )
    try:
        if match["language"]:
            return ox.Literal(match["value"], language=match["language"])
        if match["datatype"]:
            return ox.Literal(match["value"], datatype=_iri(where, match["datatype"]))
        return ox.Literal(match["value"])
    except ValueError as error:
        raise ProtocolError(400, f"{where}: {text[:100]}: {error}") from None


def _iri(where: str, text: str) -> ox.NamedNode:
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    try:
        if bare.startswith("_:"):
            raise ValueError("a blank node has no name outside its own document")
        return ox.NamedNode(bare)
    except ValueError as error:
        raise ProtocolError(
            400, f"{where}: {text[:100]} is neither an IRI nor a literal in quotes: {error}"
        ) from None


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 8 and 1 <= int(text) <= _LAST_PAGE):
        raise ProtocolError(400, f"page: {text[:20]!r} is not a whole number from 1 on")
    return int(text)


def items(pattern: Pattern) -> Iterator[tuple[str, str]]:
    """The terms as texts by position, empty for any: what a form holds."""
    return ((name, "" if term is None else write_term(term)) for name, term in pattern.terms.items())

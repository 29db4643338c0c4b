"""The one way to write Turtle: the same triples give the same bytes, whatever their order.

Subjects, predicates and objects are sorted, each object stands on a line of its own, and the closing dot on
another, so that a diff shows one line for one fact. Blank nodes are refused: their labels can't be stable.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mlat.graph.namespaces import PREFIXES, RDF, XSD

#: A triple as the builders make it; the writer takes no other terms.
Fact = tuple[NamedNode, NamedNode, NamedNode | Literal]

HEADER = "# Generated from data/tables by `mlat build`; edit there."

_NAMES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_SPLIT = re.compile(r"(.*[#/])([A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9])?)", re.DOTALL)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
#: What Turtle demands to be escaped, and control characters, which no editor shows.
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f]')
#: Literals that Turtle lets stand bare, by datatype: the same lexical form comes back.
_BARE = {
    f"{XSD}boolean": re.compile(r"true|false"),
    f"{XSD}integer": re.compile(r"[+-]?[0-9]+"),
}


def write_turtle(facts: Iterable[Fact], *comments: str) -> bytes:
    """Canonical Turtle, UTF-8; ``comments`` follow the header line. Raises ValueError for a blank node."""
    writer = _Writer()
    subjects: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value in facts:
        verb = "a" if predicate.value == f"{RDF}type" else writer.term(predicate)
        subjects[_plain_iri(subject)][verb].add(writer.term(value))
    blocks = [_block(writer.iri(iri), subjects[iri]) for iri in sorted(subjects)]
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in sorted(writer.used))
    header = "".join(f"{line}\n" for line in (HEADER, *comments))
    return "\n".join(part for part in (header, prefixes, *blocks) if part).encode()


def count_facts(content: bytes) -> int:
    """The number of triples in a file that ``write_turtle`` wrote: it gives each a line of its own."""
    return content.count(b" ;\n") + content.count(b" ,\n")


def _block(subject: str, predicates: dict[str, set[str]]) -> str:
    """One subject; ``a`` comes first, as no prefixed name is sorted before it."""
    lines = [subject]
    for verb in sorted(predicates, key=lambda verb: (verb != "a", verb)):
        values = sorted(predicates[verb])
        if len(values) == 1:
            lines.append(f"    {verb} {values[0]} ;")
        else:
            lines.append(f"    {verb}")
            lines += [f"        {value} ," for value in values[:-1]]
            lines.append(f"        {values[-1]} ;")
    return "\n".join((*lines, ".", ""))


def _plain_iri(subject: object) -> str:
    if not isinstance(subject, NamedNode):
        raise ValueError(f"{_kind(subject)} can't be written: every record needs an IRI")
    return subject.value


class _Writer:
    """Writes terms, remembers what it wrote, and notes which prefixes it used."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self._iris: dict[str, str] = {}

    def term(self, term: object) -> str:
        if isinstance(term, NamedNode):
            return self.iri(term.value)
        if isinstance(term, Literal):
            return self._literal(term)
        raise ValueError(f"{_kind(term)} can't be written: every record needs an IRI")

    def iri(self, iri: str) -> str:
        if iri not in self._iris:
            self._iris[iri] = self._shorten(iri)
        return self._iris[iri]

    def _shorten(self, iri: str) -> str:
        match = _SPLIT.fullmatch(iri)
        prefix = _NAMES.get(match[1]) if match else None
        if match is None or prefix is None:
            return f"<{iri}>"
        self.used.add(prefix)
        return f"{prefix}:{match[2]}"

    def _literal(self, literal: Literal) -> str:
        value, datatype = literal.value, literal.datatype.value
        if literal.direction is not None:
            raise ValueError(f'"{value}" has a base direction, which Turtle 1.1 can\'t write')
        text = f'"{_ESCAPED.sub(_escape, value)}"'
        if literal.language is not None:
            return f"{text}@{language_tag(literal.language)}"
        if datatype == f"{XSD}string":
            return text
        if datatype in _BARE and _BARE[datatype].fullmatch(value):
            return value
        return f"{text}^^{self.iri(datatype)}"


def language_tag(tag: str) -> str:
    """A language tag in the usual capitals, ``zh-Hant``, ``pt-BR``: the store keeps small letters only."""
    language, *subtags = tag.lower().split("-")
    private = next((index for index, subtag in enumerate(subtags) if len(subtag) == 1), len(subtags))
    return "-".join((language, *map(_subtag, subtags[:private]), *subtags[private:]))


def _subtag(subtag: str) -> str:
    """A script has a capital first letter, a country capital letters; BCP 47 tells them by their length."""
    if not subtag.isalpha():
        return subtag
    return {2: subtag.upper(), 4: subtag.title()}.get(len(subtag), subtag)


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    return _ESCAPES.get(sign) or f"\\u{ord(sign):04X}"


def _kind(term: object) -> str:
    return (
        "a blank node"
        if isinstance(term, BlankNode)
        else "a quoted triple"
        if isinstance(term, Triple)
        else repr(term)
    )

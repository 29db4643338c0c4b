"""Triples to one framed JSON-LD document: an entity with its parts inside, by the keys of the context.

Nothing is lost: what has no key of its own stands under a compact IRI with its type, and records that are no
part of the entity stand under ``included``. Reading the document as JSON-LD gives exactly the triples.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from mlat.graph import iris
from mlat.graph.binding import Term as Value
from mlat.graph.namespaces import RDF, XSD
from mlat.publish.jsonld.context import CONTEXT_ADDRESS, compact
from mlat.publish.jsonld.terms import EMBEDDED, PARTS, Part, Term, read_terms

Json = dict[str, object]
Node = dict[str, list[Value]]

_TYPE = f"{RDF}type"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: JSON numbers are exact up to here (RFC 8259, section 6).
_EXACT = 2**53 - 1


class _Text(NamedTuple):
    """A text in a map by language."""

    language: str
    text: str


def frame_entity(triples: Iterable[ox.Triple], iri: str) -> Json:
    """The document of an entity; keys are in a fixed order, and values sorted.

    :raises TypeError: for a triple that has a triple in it, which JSON-LD 1.1 can't say.
    """
    nodes: dict[str, Node] = defaultdict(lambda: defaultdict(list))
    for triple in sorted(set(triples), key=str):
        nodes[_name(triple.subject)][triple.predicate.value].append(triple.object)
    framing = _Framing(nodes, iri)
    document = {"@context": CONTEXT_ADDRESS, **framing.node(iri)}
    others = [framing.node(name) for name in sorted(nodes) if name not in framing.written]
    return document | ({"included": others} if others else {})


def _name(term: Value) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    raise TypeError(f"{term} can't stand in JSON-LD as a node")


class _Framing:
    """The writing of one document; each node is written once, and named everywhere else."""

    def __init__(self, nodes: Mapping[str, Node], root: str) -> None:
        self.nodes = nodes
        self.written: set[str] = set()
        self.terms = read_terms()
        self.by_iri: dict[str, list[Term]] = defaultdict(list)
        for term in self.terms.properties:
            self.by_iri[term.iri].append(term)
        self.order = {term.key: place for place, term in enumerate(self.terms.properties)}
        self.parts = self._find_parts(root)

    def _find_parts(self, root: str) -> dict[str, list[tuple[Part, str]]]:
        """The parts of each node, by its name; a node is part of one other at most, and the root of none."""
        found: dict[str, list[tuple[Part, str]]] = defaultdict(list)
        for name, node in self.nodes.items():
            types = {_name(type_) for type_ in node.get(_TYPE, []) if _is_node(type_)}
            for part in PARTS if name != root else ():
                named = {_name(term) for term in node.get(part.property, []) if _is_node(term)}
                wholes = sorted(named & {root, *self.nodes} - {name})
                if part.type in types and wholes:
                    found[wholes[0]].append((part, name))
                    break
        return found

    def node(self, name: str, inside: tuple[str, str] = ("", "")) -> Json:
        """A node; ``inside`` is the property and the node that its place in the document says already."""
        self.written.add(name)
        content: dict[str, list[tuple[Term | None, object]]] = defaultdict(list)
        types = []
        for property_, values in self.nodes.get(name, {}).items():
            for value in values:
                if property_ == _TYPE and _is_node(value):
                    types.append(self.terms.classes.get(_name(value)) or compact(_name(value)))
                elif not (_is_node(value) and (property_, _name(value)) == inside):
                    term, written = self._value(property_, value)
                    content[term.key if term else compact(property_)].append((term, written))
        ordered = sorted(content, key=lambda key: (self.order.get(key, len(self.order)), key))
        typed: Json = {"type": sorted(types)} if types else {}
        return {"id": name} | typed | {key: _joined(content[key]) for key in ordered} | self._parts_of(name)

    def _parts_of(self, name: str) -> Json:
        embedded: dict[str, list[Json]] = defaultdict(list)
        for part, child in self.parts.get(name, []):
            if child not in self.written:
                embedded[part.key].append(self.node(child, (part.property, name)))
        return {part.key: embedded[part.key] for part in PARTS if part.key in embedded}

    def _value(self, property_: str, value: Value) -> tuple[Term | None, object]:
        """The key for a value, None for the compact IRI, and the value as it stands under that key."""
        terms = self.by_iri.get(property_, [])
        if isinstance(value, ox.Literal):
            return _literal(terms, value)
        name = _name(value)
        if property_ in EMBEDDED:
            known = name in self.nodes and name not in self.written
            return terms[0], self.node(name) if known else {"id": name}
        term = next((each for each in terms if each.type in ("@id", "@vocab")), None)
        return (term, self._slug(term, name)) if term else (None, {"@id": name})

    def _slug(self, term: Term, iri: str) -> str:
        """A concept by its slug, if it is of the scheme that the key stands for; any other IRI as it is."""
        slug = iri.removeprefix(f"{iris.scheme(term.scheme)}/") if term.scheme else iri
        if slug == iri or not _SLUG.fullmatch(slug):
            return iri
        misread = slug in self.terms.keys and slug not in self.terms.slugs.get(term.scheme, ())
        return iri if misread else slug


def _is_node(term: Value) -> bool:
    return isinstance(term, ox.NamedNode | ox.BlankNode)


def _literal(terms: Iterable[Term], literal: ox.Literal) -> tuple[Term | None, object]:
    datatype = literal.datatype.value
    for term in terms:
        if term.text and literal.language:
            return term, _Text(literal.language, literal.value)
        if term.text and datatype == f"{XSD}string":
            return term, _Text("@none", literal.value)
        if not term.text and not term.type and datatype == f"{XSD}string":
            return term, literal.value
        if term.type == datatype and not term.native:
            return term, literal.value
        if term.type == datatype and (native := _native(literal)) is not None:
            return term, native
    return None, _value_object(literal)


def _native(literal: ox.Literal) -> bool | int | None:
    """The JSON value that means exactly this literal; None where there is none, as for ``01``."""
    if literal.datatype.value == f"{XSD}boolean":
        return {"true": True, "false": False}.get(literal.value)
    try:
        number = int(literal.value)
    except ValueError:
        return None
    return number if str(number) == literal.value and abs(number) <= _EXACT else None


def _value_object(literal: ox.Literal) -> Json:
    if literal.language:
        return {"@value": literal.value, "@language": literal.language}
    if literal.datatype.value == f"{XSD}string":
        return {"@value": literal.value}
    return {"@value": literal.value, "@type": literal.datatype.value}


def _joined(values: list[tuple[Term | None, object]]) -> object:
    """The values of one key: a map by language, an array, or the only one of a key that has one at most."""
    term = values[0][0]
    if term and term.text:
        return _by_language(term, [value for _, value in values if isinstance(value, _Text)])
    written = [value for _, value in values]
    always = term is None or term.several or term.iri in EMBEDDED
    return written if always or len(written) > 1 else written[0]


def _by_language(term: Term, values: Iterable[_Text]) -> Json:
    texts: dict[str, list[str]] = defaultdict(list)
    for language, text in values:
        texts[language].append(text)
    return {
        language: found if term.several or len(found) > 1 else found[0]
        for language, found in sorted(texts.items())
    }

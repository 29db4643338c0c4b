"""Texts that a user gives for the parameters of a query, turned into terms of the graph."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

import pyoxigraph as ox

from mlat.errors import QueryError, UnknownName
from mlat.graph import iris
from mlat.graph.binding import Term
from mlat.graph.namespaces import DCTERMS, RDFS, SKOS, XSD
from mlat.graph.query_files import Parameter, QueryFile


class Lookup(Protocol):
    """What is asked of the graph here; a :class:`mlat.graph.store.Store` answers it."""

    def knows(self, iri: str) -> bool:
        """Whether anything is said about an IRI."""

    def objects(self, subject: str | None, predicate: str, value: Term | None = None) -> Iterator[ox.Quad]:
        """The statements with a predicate, narrowed by subject or value."""


class Trusting:
    """A lookup without a graph, for values that are known to exist, as those of examples are."""

    def knows(self, iri: str) -> bool:
        """Whether a text is an IRI at all."""
        return "://" in iri

    def objects(self, subject: str | None, predicate: str, value: Term | None = None) -> Iterator[ox.Quad]:
        """Nothing."""
        return iter(())


def resolve_all(query: QueryFile, given: Mapping[str, str], store: Lookup) -> dict[str, Term | None]:
    """The values of all parameters of a query, from what was given and from the defaults.

    :raises UnknownName: for a parameter that the query doesn't have, and for a name that nothing answers to.
    :raises QueryError: for a parameter that is missing, and for a value of the wrong type.
    """
    names = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in names:
            there = f"there are {', '.join(names)}" if names else "it has none"
            raise UnknownName(f"the query {query.name} has no parameter {name!r}; {there}")
    return {
        parameter.name: _resolve(parameter, given.get(parameter.name), store)
        for parameter in query.parameters
    }


def _resolve(parameter: Parameter, given: str | None, store: Lookup) -> Term | None:
    text = parameter.default if given is None else given.strip()
    if text is None:
        if parameter.required:
            raise QueryError(f"the parameter {parameter.name} is required: {parameter.meaning}")
        return None
    kind, _, detail = parameter.type.partition(":")
    try:
        if kind == "concept":
            return _concept(detail, text, store)
        return _READERS[kind](text, store)
    except UnknownName as error:
        raise UnknownName(f"parameter {parameter.name}: {error}") from None
    except ValueError as error:
        raise QueryError(f"parameter {parameter.name}: {error}") from None


def _date(text: str, store: Lookup) -> Term:
    day = datetime.date.today().isoformat() if text == "today" else text
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            raise ValueError
        datetime.date.fromisoformat(day)
    except ValueError:
        raise ValueError(f"{text!r} is not a day such as 2019-06-30, nor 'today'") from None
    return ox.Literal(day, datatype=ox.NamedNode(f"{XSD}date"))


def _integer(text: str, store: Lookup) -> Term:
    if not re.fullmatch(r"[+-]?[0-9]+", text):
        raise ValueError(f"{text!r} is not a whole number")
    return ox.Literal(text, datatype=ox.NamedNode(f"{XSD}integer"))


def _string(text: str, store: Lookup) -> Term:
    return ox.Literal(text)


def _iri(text: str, store: Lookup) -> Term:
    return ox.NamedNode(text)


def _jurisdiction(text: str, store: Lookup) -> Term:
    if found := _known(text, iris.jurisdiction(text.upper()), store):
        return found
    by_code = store.objects(None, iris.term("isoAlpha2"), ox.Literal(text.upper()))
    subjects = sorted({quad.subject.value for quad in by_code if isinstance(quad.subject, ox.NamedNode)})
    if len(subjects) == 1:
        return ox.NamedNode(subjects[0])
    if subjects:
        raise UnknownName(f"{text!r} is the code of several jurisdictions: {', '.join(map(_last, subjects))}")
    raise _unknown("jurisdiction", text, iris.jurisdiction(""), store)


def _instrument(text: str, store: Lookup) -> Term:
    found = _known(text, iris.instrument(text.lower()), store)
    if not found:
        raise _unknown("instrument", text, iris.instrument(""), store)
    return found


def _concept(scheme: str, text: str, store: Lookup) -> Term:
    found = _known(text, iris.concept(scheme, text.lower()), store)
    if not found:
        raise _unknown(scheme, text, iris.concept(scheme, ""), store)
    return found


_READERS: dict[str, Callable[[str, Lookup], Term]] = {
    "date": _date,
    "integer": _integer,
    "iri": _iri,
    "string": _string,
    "jurisdiction": _jurisdiction,
    "instrument": _instrument,
}


def _known(text: str, iri: str, store: Lookup) -> ox.NamedNode | None:
    """The text if it is an IRI that the graph knows, else the IRI made from it, if the graph knows that."""
    return next((ox.NamedNode(name) for name in (text, iri) if store.knows(name)), None)


def _unknown(kind: str, text: str, base: str, store: Lookup) -> UnknownName:
    """The error for a name that nothing answers to, with the ids that look or are called most like it."""
    ids = {_last(name) for name in _subjects(store, f"{DCTERMS}identifier", base)}
    ids |= {_last(name) for name in _subjects(store, f"{SKOS}notation", base)}
    labels = {label.lower(): _last(name) for name, label in _labels(store, base)}
    lowered = {name.lower(): name for name in ids}
    near = [labels[label] for label in labels if text.lower() in label][:3]
    near += [lowered[name] for name in difflib.get_close_matches(text.lower(), lowered, 3, 0.5)]
    near += [labels[label] for label in difflib.get_close_matches(text.lower(), labels, 2, 0.7)]
    offer = list(dict.fromkeys(near))[:4]
    hint = f"; the nearest are {', '.join(offer)}" if offer else ""
    return UnknownName(f"no {kind} {text!r}{hint}")


def _subjects(store: Lookup, predicate: str, base: str) -> Iterable[str]:
    for quad in store.objects(None, predicate):
        if isinstance(quad.subject, ox.NamedNode) and _is_part_of(quad.subject.value, base):
            yield quad.subject.value


def _labels(store: Lookup, base: str) -> Iterable[tuple[str, str]]:
    for property_ in (f"{RDFS}label", f"{SKOS}prefLabel"):
        for quad in store.objects(None, property_):
            if isinstance(quad.subject, ox.NamedNode) and _is_part_of(quad.subject.value, base):
                yield quad.subject.value, quad.object.value if isinstance(quad.object, ox.Literal) else ""


def _is_part_of(iri: str, base: str) -> bool:
    return iri.startswith(base) and "/" not in iri[len(base) :]


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]

"""An answer as RDF: the records of the graph that it rests on, as the graph has them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from mlat.finder.answer import Answer
from mlat.finder.asking import Asker, iris
from mlat.finder.statements import Concept
from mlat.graph.formats import Format

#: Fields that hold IRIs of records, singly or several.
_FIELDS = ("iri", "designation", "coverage", "rule", "periods", "implemented_by")


def to_rdf(answer: Answer, asker: Asker, form: Format) -> bytes:
    """The records that an answer rests on, and the labels of its concepts; raises EvaluationError."""
    found = records(answer)
    return asker.graph("records", form, record=iris(found), concept=iris(concepts(answer)))


def records(answer: Answer) -> list[str]:
    """The IRIs of all records that an answer rests on, sorted."""
    return sorted(set(_records(answer)))


def concepts(answer: Answer) -> list[str]:
    """The IRIs of all concepts that an answer names, sorted."""
    return sorted({concept.iri for concept in _walk(answer) if isinstance(concept, Concept)})


def _records(value: object) -> Iterator[str]:
    for part in _walk(value):
        for name in _FIELDS if not isinstance(part, Concept) else ():
            held = getattr(part, name, None)
            if isinstance(held, str):
                yield held
            elif isinstance(held, tuple):
                yield from held


def _walk(value: object) -> Iterator[object]:
    """A dataclass and all those within it."""
    if isinstance(value, tuple):
        for item in value:
            yield from _walk(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield value
        for field in dataclasses.fields(value):
            if field.name != "question":
                yield from _walk(getattr(value, field.name))

"""What both descriptions of the tables need: texts for columns, and the slugs that a column may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from mlat.errors import PublishError
from mlat.graph import iris
from mlat.graph.namespaces import SKOS
from mlat.graph.store import Store
from mlat.publish.tables.columns import SEPARATOR, Column, Kind
from mlat.publish.tables.table import Table

#: A date as precise as its source: a year, a month or a day.
DATE_PATTERN = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
TITLE = "MLAT Graph: mutual legal assistance in criminal matters"
DESCRIPTION = (
    "Who is bound by which instrument of mutual legal assistance and when, what its articles provide, on "
    "which grounds assistance may be refused, and which authority a request goes to; every fact with its "
    "source. A blank cell means that no source says it, never no. Several values in one cell are sorted, "
    f"with {SEPARATOR} between them. Dates are as precise as their sources: a day, a month or a year."
)


@dataclass(frozen=True)
class Vocabulary:
    """The definitions of the ontology's terms, and the slugs of each concept scheme."""

    definitions: Mapping[str, str]
    slugs: Mapping[str, tuple[str, ...]]


def read_vocabulary(store: Store) -> Vocabulary:
    """What the graph itself says of its terms and schemes, in English."""
    definitions = {
        quad.subject.value: quad.object.value
        for quad in store.objects(None, f"{SKOS}definition")
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.Literal)
        and quad.object.language == "en"
    }
    slugs: dict[str, list[str]] = {}
    for quad in store.objects(None, f"{SKOS}inScheme"):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            slugs.setdefault(quad.object.value, []).append(quad.subject.value.rsplit("/", 1)[-1])
    return Vocabulary(definitions, {scheme: tuple(sorted(found)) for scheme, found in slugs.items()})


def term_of(column: Column) -> str:
    """The IRI of the term that a column stands for; empty where there is none."""
    return iris.term(column.term.removeprefix("mlat:")) if column.term else ""


def describe(column: Column, vocabulary: Vocabulary) -> str:
    """A column in words: its own, or the definition of its term; raises PublishError if there is neither."""
    if column.words:
        return column.words
    found = vocabulary.definitions.get(term_of(column))
    if found is None:
        raise PublishError(
            f"the column {column.name} has no words, and the ontology doesn't define {column.term}"
        )
    return found


def slugs_of(column: Column, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The slugs that a column of concepts may hold."""
    return vocabulary.slugs.get(iris.scheme(column.detail), ())


def foreign_keys(table: Table, keys: Mapping[str, tuple[Column, ...]]) -> list[tuple[str, str, str]]:
    """Columns whose cells are the key of another table: column, table, and the column there.

    Columns with several values are left out, as neither description has a word for them.
    """
    return [
        (column.name, column.detail, keys[column.detail][0].name)
        for column in table.columns
        if column.kind is Kind.REFERENCE and column.detail in keys
    ]

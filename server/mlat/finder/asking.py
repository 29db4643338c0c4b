"""Named queries over any evaluator, with rows of plain Python values.

::

    asker = Asker(evaluator, "finder")
    for row in asker.rows("gives", instrument=[iri("...")]):
        row["assistance"], row["modality"]
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pyoxigraph as ox

from mlat.errors import QueryError
from mlat.finder.rows import Iri, Row, Value, read_rows, read_tuples
from mlat.graph.binding import Template, Term
from mlat.graph.binding import Value as Bound
from mlat.graph.evaluation import Evaluation, Evaluator
from mlat.graph.formats import Format
from mlat.graph.guard import admit
from mlat.graph.namespaces import XSD
from mlat.graph.query_files import find_query, queries_folder, read_folder

#: What a caller may give for a parameter; a plain text or a day becomes a literal, None leaves it open.
Given = str | int | datetime.date | Term | None


@dataclass(frozen=True)
class Prepared:
    """A query of the package, cut and checked once."""

    template: Template
    parameters: frozenset[str]
    required: frozenset[str]


@cache
def prepared(folder: str) -> Mapping[str, Prepared]:
    """The queries of a folder; they come with the package, so the guard looks at each of them only once."""
    found = {}
    for name, query in read_folder(queries_folder(folder)).items():
        template, names = Template.of(query.text), [parameter.name for parameter in query.parameters]
        admitted = admit(template.fill(dict.fromkeys(names)))
        if admitted.star is not None:
            raise QueryError(f"{name}.rq: a named query names its columns")
        required = frozenset(parameter.name for parameter in query.parameters if parameter.required)
        found[name] = Prepared(template, frozenset(names), required)
    return found


@dataclass(frozen=True)
class Asker:
    """Asks the queries of one folder of ``mlat/queries``; ``client`` is whom the answers are for."""

    evaluator: Evaluator
    folder: str
    client: str = ""

    def on_behalf_of(self, client: str) -> Asker:
        """The same for another client, as clients share the evaluator fairly."""
        return replace(self, client=client)

    def rows(self, name: str, **given: Given | Sequence[Term]) -> list[Row]:
        """The rows of a SELECT.

        A parameter whose name is a word of Python has an underscore behind it: ``from_``.

        :raises UnknownName: for a query that the folder doesn't have.
        :raises QueryError: for a parameter that the query doesn't have, or that is missing.
        :raises EvaluationError: when the evaluator gives no answer.
        """
        return read_rows(self._evaluate(name, "tsv", given))

    def tuples(self, name: str, **given: Given | Sequence[Term]) -> list[tuple[Value, ...]]:
        """The rows of a SELECT without the names of the columns; raises what :meth:`rows` raises."""
        return read_tuples(self._evaluate(name, "tsv", given))

    def ask(self, name: str, **given: Given | Sequence[Term]) -> bool:
        """The answer of an ASK; raises what :meth:`rows` raises."""
        return bool(json.loads(self._evaluate(name, "json", given))["boolean"])

    def graph(self, name: str, form: Format, **given: Given | Sequence[Term]) -> bytes:
        """The triples of a CONSTRUCT, written in a format; raises what :meth:`rows` raises."""
        return self._evaluate(name, form.suffix, given)

    def _evaluate(self, name: str, suffix: str, given: Mapping[str, Given | Sequence[Term]]) -> bytes:
        query = find_query(prepared(self.folder), name)
        bindings = {key.removesuffix("_"): _bound(value) for key, value in given.items()}
        if strange := bindings.keys() - query.parameters:
            raise QueryError(f"the query {name} has no parameter {', '.join(sorted(strange))}")
        if missing := query.required - bindings.keys():
            raise QueryError(f"the query {name} needs a value for {', '.join(sorted(missing))}")
        text = query.template.fill({key: bindings.get(key) for key in sorted(query.parameters)})
        return self.evaluator.evaluate(Evaluation(text, suffix), self.client)


def iri(value: str) -> ox.NamedNode:
    """An IRI as a value for a parameter; raises QueryError for a text that is none."""
    try:
        return ox.NamedNode(value)
    except ValueError as error:
        raise QueryError(f"{value!r} is not an IRI: {error}") from None


def iris(values: Sequence[str]) -> list[ox.NamedNode]:
    """Several IRIs as the value of one parameter."""
    return [iri(value) for value in values]


def _bound(value: Given | Sequence[Term]) -> Bound:
    if isinstance(value, Iri):
        return iri(value)
    if isinstance(value, str | int):
        return ox.Literal(value)
    if isinstance(value, datetime.date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(f"{XSD}date"))
    return value

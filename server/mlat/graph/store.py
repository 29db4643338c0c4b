"""The one door to the store: queries go in as text, answers come out as values or as bytes.

An answer of the engine must stay in the thread that asked for it, so :meth:`Store.evaluate` writes it to
bytes within the call. The web layer needs nothing else, so that evaluation can move to another process.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, cast

import pyoxigraph as ox

from mlat.errors import MlatError, QueryError, StoreError
from mlat.graph.binding import Term, insert_values
from mlat.graph.dataset_clause import names_graphs
from mlat.graph.formats import Answer, Format
from mlat.graph.guard import Admitted, admit
from mlat.graph.hints import explain
from mlat.graph.limits import Limits
from mlat.graph.namespaces import BASE

#: What the engine raises for a query that it can't parse or evaluate, and for a store that it can't read.
_OF_THE_ENGINE = (SyntaxError, ValueError, RuntimeError, OSError)

_SIZE = Path(__file__).parents[1] / "queries" / "loading" / "size.rq"


class Dataset(NamedTuple):
    """The graphs that a request asks for, as IRIs; both empty means the store's own dataset."""

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """The rows of a SELECT: the names of the columns, and one term or None for each of them in every row."""

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


@dataclass(frozen=True)
class Store:
    """A graph in memory that can only be read.

    ``union`` tells that the default graph is the union of the named ones. It is ``virtual`` where it isn't
    kept beside them: that takes half the memory, and is right as long as no triple lies in two graphs.
    """

    inner: ox.Store
    union: bool = False
    virtual: bool = False
    limits: Limits = field(default_factory=Limits)

    @cached_property
    def size(self) -> int:
        """How many triples the default graph holds."""
        return sum(self.graph_sizes.values()) if self.virtual else self._count(ox.DefaultGraph())

    @cached_property
    def graph_sizes(self) -> dict[str, int]:
        """How many triples each named graph holds, by IRI."""
        names = sorted(n.value for n in self.inner.named_graphs() if isinstance(n, ox.NamedNode))
        return {name: self._count(ox.NamedNode(name)) for name in names}

    def _count(self, graph: ox.NamedNode | ox.DefaultGraph) -> int:
        """Counted by the engine, which takes half as long as to count what it hands out."""
        answer = self.inner.query(_SIZE.read_text(encoding="utf-8"), default_graph=graph)
        return int(next(cast(ox.QuerySolutions, answer))["triples"].value)

    def quads(self) -> Iterator[ox.Quad]:
        """All quads, those of the default graph among them also where it is virtual."""
        for quad in self.inner:
            yield quad
            if self.virtual:
                yield ox.Quad(quad.subject, quad.predicate, quad.object)

    def objects(self, subject: str | None, predicate: str, value: Term | None = None) -> Iterator[ox.Quad]:
        """The statements with a predicate in the default graph, narrowed by subject or value."""
        node = ox.NamedNode(subject) if subject else None
        return self.inner.quads_for_pattern(node, ox.NamedNode(predicate), value, self._default)

    def knows(self, iri: str) -> bool:
        """Whether anything is said about an IRI."""
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return False
        return next(self.inner.quads_for_pattern(node, None, None, self._default), None) is not None

    @property
    def _default(self) -> ox.DefaultGraph | None:
        """What the engine knows the default graph as; None for all graphs."""
        return None if self.virtual else ox.DefaultGraph()

    def query(
        self,
        query: str | Admitted,
        *,
        bindings: Mapping[str, Term | None] | None = None,
        dataset: Dataset | None = None,
        base: str = BASE,
    ) -> Answer:
        """Evaluate a query; the answer is lazy and may only be used in this thread.

        ``bindings`` are put where the text has its line ``#? values``.

        :raises QueryError: for a query that can't be parsed, bound or evaluated.
        :raises QueryRefused: for an update and for SERVICE.
        """
        if isinstance(query, str):
            query = admit(insert_values(query, bindings) if bindings else query, self.limits)
        chosen = dataset is not None and (dataset.default_graphs or dataset.named_graphs)
        try:
            return self.inner.query(
                _in_written_order(query, base),
                base_iri=base,
                use_default_graph_as_union=self.virtual and not chosen and not names_graphs(query.text),
                default_graph=[*_graph_names(dataset.default_graphs)] if dataset and chosen else None,
                named_graphs=[*_graph_names(dataset.named_graphs)] if dataset and chosen else None,
            )
        except _OF_THE_ENGINE as error:
            raise _own_error(query.source, base, error) from None

    def evaluate(
        self,
        query: str | Admitted,
        form: Format,
        *,
        bindings: Mapping[str, Term | None] | None = None,
        dataset: Dataset | None = None,
        base: str = BASE,
    ) -> bytes:
        """Evaluate a query and write the answer in a format; raises what :meth:`query` raises."""
        answer = self.query(query, bindings=bindings, dataset=dataset, base=base)
        try:
            return form.write(answer)
        except _OF_THE_ENGINE as error:
            raise _own_error(query if isinstance(query, str) else query.source, base, error) from None

    def table(self, query: str | Admitted, *, bindings: Mapping[str, Term | None] | None = None) -> Table:
        """Evaluate a SELECT and fetch all its rows; raises what :meth:`query` raises."""
        answer = self.query(query, bindings=bindings)
        if not isinstance(answer, ox.QuerySolutions):
            raise QueryError("a table needs a SELECT query")
        columns = tuple(variable.value for variable in answer.variables)
        try:
            return Table(columns, [tuple(row) for row in answer])
        except _OF_THE_ENGINE as error:
            raise _own_error(query if isinstance(query, str) else query.source, BASE, error) from None


def _in_written_order(admitted: Admitted, base: str) -> str:
    """The query with ``SELECT *`` spelt out in the order in which the variables are written.

    The engine sorts them by name. Which ones there are, it tells by answering from an empty store.
    """
    if admitted.star is None:
        return admitted.text
    answer = ox.Store().query(admitted.text, base_iri=base)
    names = (
        {variable.value for variable in answer.variables} if isinstance(answer, ox.QuerySolutions) else set()
    )
    columns = " ".join(f"?{name}" for name in admitted.variables if name in names)
    if not columns:
        return admitted.text
    return f"{admitted.text[: admitted.star]} {columns} {admitted.text[admitted.star + 1 :]}"


def _graph_names(names: tuple[str, ...]) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(name) for name in names]
    except ValueError as error:
        raise QueryError(f"the name of a graph must be an absolute IRI: {error}") from None


def _own_error(text: str, base: str, error: Exception) -> MlatError:
    """What the engine raised as an error of the project."""
    if isinstance(error, SyntaxError):
        return explain(text, error, base)
    if isinstance(error, OSError):
        return StoreError(f"the store can't be read: {error}")
    return QueryError(str(error))

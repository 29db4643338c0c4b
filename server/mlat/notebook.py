"""For notebooks and scripts: ``mlat.find``, ``mlat.query``, ``mlat.table`` and ``mlat.load``.

The graph is loaded at the first use, once in a process.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mlat.errors import MissingPackage, QueryError
from mlat.finder.answer import Answer
from mlat.finder.find import Finder
from mlat.graph.binding import Term, insert_values
from mlat.graph.evaluation import InProcess
from mlat.graph.loading import load_project
from mlat.graph.namespaces import XSD
from mlat.graph.parameters import resolve_all
from mlat.graph.query_files import QueryFile, find_query, parse_query, queries_folder, read_folder
from mlat.graph.store import Store
from mlat.publish.tables.collection import find_table
from mlat.rows import Rows

if TYPE_CHECKING:
    import rdflib

_NUMBERS = {f"{XSD}integer": int, f"{XSD}decimal": float, f"{XSD}double": float, f"{XSD}float": float}


def find(from_: str, to: str, assistance: str = "", on: str = "", language: str = "en") -> Answer:
    """What binds two jurisdictions on a day, what it gives, whom to address, and what is left without it.

    Jurisdictions and kinds of assistance may be given by code, by IRI, or by name in any language; ``on`` is
    a day such as ``2019-06-30`` (default: today), ``language`` that of labels.

    :raises QuestionError: names what can't be understood, and the nearest values.
    """
    finder = _finder()
    return finder.find(finder.question(from_, to, assistance, on, language))


def query(query: str, **parameters: str) -> Rows | bool | rdflib.Graph:
    """Answer a query: the name of one that comes with the project, or SPARQL.

    Parameters of a named query are given by name; ``from_`` stands for ``from``, which Python has itself. A
    SELECT gives :class:`Rows`, an ASK true or false, and a CONSTRUCT or DESCRIBE an rdflib graph.

    :raises QueryError: for SPARQL that can't be parsed, and a parameter that is missing or of the wrong type.
    :raises UnknownName: for a name that nothing answers to; names the nearest.
    """
    store = _store()
    asked = _asked(query)
    given = {name.rstrip("_"): str(value) for name, value in parameters.items()}
    bindings = resolve_all(asked, given, store)
    answer = store.query(insert_values(asked.text, bindings) if bindings else asked.text)
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QueryTriples):
        return _graph_of(answer)
    columns = [variable.value for variable in answer.variables]
    return Rows(columns, ([_python(term) for term in row] for row in answer))


def table(name: str) -> Rows:
    """One of the published tables, such as ``participations`` or ``panel``.

    :raises UnknownName: names the nearest tables.
    """
    found = find_table(_store(), name)
    return Rows([column.name for column in found.columns], found.rows)


def load() -> rdflib.Dataset:
    """The graph as an rdflib dataset: a view of the fast store, which can only be read.

    The default graph holds everything, and each named graph its part.

    :raises MissingPackage: without the extra ``notebook``.
    """
    try:
        from mlat.graph.rdflib_view import view
    except ImportError:
        raise MissingPackage("an rdflib dataset", "oxrdflib", "notebook") from None
    return view(_store())


@cache
def _store() -> Store:
    return load_project()


@cache
def _finder() -> Finder:
    return Finder(InProcess(_store(), "notebook"))


def _asked(text: str) -> QueryFile:
    """A query by name, where the text is one word; else the text itself."""
    if text.split() == [text]:
        return find_query(read_folder(queries_folder("examples")), text)
    return parse_query(text, "query")


def _python(term: Term | None) -> object:
    """Numbers and flags as Python has them, all else as text; dates too, as some are partial."""
    if term is None or isinstance(term, ox.BlankNode | ox.Triple):
        return None if term is None else str(term)
    if isinstance(term, ox.Literal) and term.datatype.value == f"{XSD}boolean":
        return term.value in ("true", "1")
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS:
        return _NUMBERS[term.datatype.value](term.value)
    return term.value


def _graph_of(triples: ox.QueryTriples) -> rdflib.Graph:
    import rdflib

    content = triples.serialize(format=ox.RdfFormat.N_TRIPLES)
    if content is None:
        raise QueryError("the query gave no graph")
    return rdflib.Graph().parse(data=content, format="nt")

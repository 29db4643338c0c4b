"""Facts that follow from others: each rule of ``ontology/rules`` in turn, over all that stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store

from mlat.build.functions import functions
from mlat.build.turtle import Fact, write_turtle
from mlat.errors import InputError, Problem
from mlat.graph.namespaces import GRAPHS

#: The graph of a generated file, by its first folder or, without one, its name.
_GRAPH_OF_FOLDER = {
    "jurisdiction": "jurisdictions",
    "instrument": "instruments",
    "derived": "derived",
    "catalogue.ttl": "catalogue",
}
_ORDER = re.compile(r"\d+-")


def derive(files: Mapping[str, bytes], ontology: Path) -> dict[str, bytes]:
    """The file of each rule, ``derived/NAME.ttl`` for ``10-NAME.rq``, from the other generated files.

    Rules run in order of file name and see what earlier ones derived. Raises InputError for a rule that
    can't be run, doesn't construct triples, or constructs one that Turtle can't hold.
    """
    rules = sorted((ontology / "rules").glob("*.rq"))
    if not rules:
        return {}
    store = _load(files, ontology)
    derived: dict[str, bytes] = {}
    for rule in rules:
        path = f"derived/{_ORDER.sub('', rule.stem, count=1)}.ttl"
        if path in derived:
            raise InputError(
                [Problem(f"ontology/rules/{rule.name}", 0, "", f"another rule writes {path} already")]
            )
        derived[path] = _run(store, rule)
        store.load(derived[path], RdfFormat.TURTLE, to_graph=NamedNode(GRAPHS["derived"]))
    return derived


def graph_of(path: str) -> str:
    """The named graph that a generated file belongs to, by its path in ``data/turtle``."""
    return GRAPHS[_GRAPH_OF_FOLDER.get(path.partition("/")[0], "dataset")]


def _load(files: Mapping[str, bytes], ontology: Path) -> Store:
    store = Store()
    for folder, graph in ((ontology, "ontology"), (ontology / "schemes", "schemes")):
        for path in sorted(folder.glob("*.ttl")):
            store.bulk_load(path=path, format=RdfFormat.TURTLE, to_graph=NamedNode(GRAPHS[graph]))
    for name, content in files.items():
        store.bulk_load(content, RdfFormat.TURTLE, to_graph=NamedNode(graph_of(name)))
    return store


def _run(store: Store, rule: Path) -> bytes:
    file = f"ontology/rules/{rule.name}"
    try:
        found = store.query(
            rule.read_text(encoding="utf-8"),
            use_default_graph_as_union=True,
            custom_functions=dict(functions()),
        )
        if not isinstance(found, pyoxigraph.QueryTriples):
            raise InputError([Problem(file, 0, "", "is not a CONSTRUCT query")])
        return write_turtle(_facts(found), f"# Derived by {file}.")
    except SyntaxError as error:
        raise InputError([Problem(file, error.lineno or 0, "", error.msg)]) from error
    except (ValueError, RuntimeError) as error:
        raise InputError([Problem(file, 0, "", str(error))]) from error


def _facts(triples: pyoxigraph.QueryTriples) -> Iterator[Fact]:
    for triple in triples:
        subject, value = triple.subject, triple.object
        if not isinstance(subject, NamedNode) or isinstance(value, BlankNode | pyoxigraph.Triple):
            raise ValueError(
                f"constructs {triple}; a derived fact has an IRI for a subject, and no blank node"
            )
        yield subject, triple.predicate, value

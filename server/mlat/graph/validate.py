"""The shapes held against a whole graph: pySHACL over an Oxigraph store, and what it finds as plain lines.

As it comes, pySHACL takes minutes for a hundred thousand triples. Three things bring it to seconds, and none
changes what a shape means: the graph has a truth value that needs no counting (:class:`_Graph`), the property
shapes are run over all their focus nodes at once (:func:`_hoist`), and the text of each query stands on one
line (:func:`_flatten`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from pyshacl.graph_abstraction import OxigraphDataGraph
from rdflib import BNode, Graph, Literal
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from mlat.errors import StoreError
from mlat.graph.loading import format_of
from mlat.graph.namespaces import BASE, PREFIXES

SEVERITIES = ("violation", "warning", "info")

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
#: A place in a message that pySHACL fills with a value.
_VALUE = re.compile(r"\{\?\w+\}")


@dataclass(frozen=True)
class Finding:
    """One fault: how grave it is, of which record, at which property, what to do, and which shape says so.

    ``focus`` and ``shape`` are IRIs; ``path`` is a property with its prefix, or empty. ``rule`` is the
    message without what is particular to the record, so that findings of one kind can be counted.
    """

    severity: str
    focus: str
    path: str
    message: str
    shape: str
    rule: str

    def __str__(self) -> str:
        """One line: ``warning: instrument/hkg-usa-1997 mlat:inForceFrom: find since when``."""
        place = f"{self.focus.removeprefix(BASE)} {self.path}".rstrip()
        return f"{self.severity}: {place}: {self.message}"

    @property
    def rank(self) -> tuple[int, str, str, str, str]:
        """Where it stands among others: violations first, then by record."""
        return SEVERITIES.index(self.severity), self.focus, self.path, self.message, self.shape


@dataclass(frozen=True)
class Shapes:
    """Shapes made ready; ``owners`` tells to which shape a nameless property shape belongs."""

    rules: Graph
    owners: Mapping[Node, Node]


def read_shapes(paths: Iterable[Path]) -> Shapes:
    """Read Turtle files of shapes; raises StoreError for one that can't be read."""
    rules = Graph()
    for path in paths:
        # rdflib's own parser fails without a place on a file that ends too early.
        try:
            triples = ox.serialize(ox.parse(path=path, format=format_of(path)), format=ox.RdfFormat.N_TRIPLES)
        except (SyntaxError, OSError) as error:
            raise StoreError(f"{path}: {error}") from None
        rules.parse(data=triples, format="nt")
    shapes = Shapes(rules, {node: owner for owner, node in rules.subject_objects(SH.property)})
    _flatten(rules)
    _hoist(rules)
    return shapes


def validate(data: Iterable[Path | bytes], shapes: Shapes) -> list[Finding]:
    """Hold shapes against a graph made of files and of N-Triples as bytes; the findings are sorted.

    The classes and concepts that the shapes speak of must be part of the data.

    :raises StoreError: for a file that can't be read, and for shapes that can't be used.
    """
    graph = _Graph(_load(data))
    try:
        _, report, text = pyshacl.validate(graph, shacl_graph=shapes.rules, inplace=True)
    except (RuntimeError, SyntaxError, ValueError, re.error) as error:
        raise StoreError(f"the shapes can't be used: {error}") from None
    if not isinstance(report, Graph):
        raise StoreError(f"the shapes can't be used: {text}")
    results = report.subjects(RDF.type, SH.ValidationResult)
    return sorted({_finding(report, result, shapes) for result in results}, key=lambda finding: finding.rank)


def count_by_rule(findings: Iterable[Finding]) -> list[tuple[str, str, int]]:
    """How often each rule was broken: severity, rule, count; violations first, then the most frequent."""
    counts = Counter((finding.severity, finding.rule) for finding in findings)
    rows = [(severity, rule, count) for (severity, rule), count in counts.items()]
    return sorted(rows, key=lambda row: (SEVERITIES.index(row[0]), -row[2], row[1]))


class _Graph(OxigraphDataGraph):
    """pySHACL asks at every finding whether the graph is true, which would count all triples of the store."""

    def __bool__(self) -> bool:
        return True


def _load(data: Iterable[Path | bytes]) -> ox.Store:
    store = ox.Store()
    for part in data:
        try:
            if isinstance(part, bytes):
                store.bulk_load(part, format=ox.RdfFormat.N_TRIPLES)
            else:
                store.bulk_load(path=part, format=format_of(part), base_iri=BASE)
        except (SyntaxError, OSError) as error:
            name = "N-Triples" if isinstance(part, bytes) else part
            raise StoreError(f"{name}: {error}") from None
    return store


def _flatten(rules: Graph) -> None:
    """Put each query on one line: pySHACL searches its text for every focus node, anew from every line."""
    for constraint, text in list(rules.subject_objects(SH.select)):
        rules.set((constraint, SH.select, Literal(" ".join(str(text).split()))))


def _hoist(rules: Graph) -> None:
    """Give the property shapes of a shape its targets, and take them out of it.

    The results are the same, but pySHACL prepares a property shape once, and not for every focus node.
    A shape that others refer to keeps its property shapes.
    """
    for shape in set(rules.subjects(SH.property)):
        targets = [(kind, target) for kind in _TARGETS for target in rules.objects(shape, kind)]
        if not targets or (None, None, shape) in rules:
            continue
        for node in list(rules.objects(shape, SH.property)):
            rules.remove((shape, SH.property, node))
            for kind, target in targets:
                rules.add((node, kind, target))


def _finding(report: Graph, result: Node, shapes: Shapes) -> Finding:
    shape = report.value(result, SH.sourceShape)
    path = report.value(result, SH.resultPath)
    message = " ".join(sorted(map(str, report.objects(result, SH.resultMessage))))
    template = shapes.rules.value(report.value(result, SH.sourceConstraint) or shape, SH.message)
    return Finding(
        severity=str(report.value(result, SH.resultSeverity)).rpartition("#")[2].lower(),
        focus=str(report.value(result, SH.focusNode)),
        path="" if path is None else _path_text(report, path),
        message=message,
        shape=str(shapes.owners.get(shape, shape) if isinstance(shape, BNode) else shape),
        rule=_VALUE.sub("...", str(template)) if template else message,
    )


def _path_text(report: Graph, path: Node) -> str:
    """A path as in SPARQL, with prefixes."""
    if (inverse := report.value(path, SH.inversePath)) is not None:
        return f"^{_path_text(report, inverse)}"
    if (choice := report.value(path, SH.alternativePath)) is not None:
        return "|".join(_path_text(report, member) for member in Collection(report, choice))
    if isinstance(path, BNode):
        return "/".join(_path_text(report, member) for member in Collection(report, path))
    iri = str(path)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"

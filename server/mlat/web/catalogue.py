"""What the web layer must know of the loaded graph, asked once for each release."""

from __future__ import annotations

import pyoxigraph as ox

from mlat.errors import MlatError
from mlat.graph.evaluation import Evaluation, Evaluator
from mlat.graph.formats import AnswerKind, named_format
from mlat.graph.guard import admit
from mlat.graph.query_files import find_query, queries_folder, read_folder
from mlat.graph.store import Dataset


class Catalogue:
    """Facts about the release that an evaluator answers from; for any thread."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._queries = read_folder(queries_folder("endpoint"))
        self._kept: dict[tuple[str, str], bytes] = {}
        self._terms: tuple[str, frozenset[str]] = "", frozenset()

    def terms(self) -> frozenset[str]:
        """The IRIs of the ontology's terms; none when they can't be had now, as they only help with hints."""
        found = self.kept_terms()
        if found is None:
            release = self._evaluator.release
            try:
                lines = self._ask("terms", AnswerKind.RESULTS, "csv").decode().split("\r\n")
            except MlatError:
                return frozenset()
            found = frozenset(lines[1:]) - {""}
            self._terms = release, found
        return found

    def kept_terms(self) -> frozenset[str] | None:
        """What :meth:`terms` gives, if it is there without any waiting."""
        release, found = self._terms
        return found if release == self._evaluator.release else None

    def dataset(self) -> list[ox.Triple]:
        """What the graph says of itself; raises what an evaluation raises."""
        return self._triples("dataset")

    def holdings(self) -> list[ox.Triple]:
        """What the graph says of what it holds; raises what an evaluation raises."""
        return self._triples("catalogue")

    def pages(self) -> list[str]:
        """The IRIs that have a page worth finding, sorted; raises what an evaluation raises."""
        lines = self._ask("pages", AnswerKind.RESULTS, "csv").decode().split("\r\n")
        return [line for line in lines[1:] if line]

    def dump(self, dataset: Dataset, form_name: str) -> Evaluation:
        """The evaluation that writes all triples of a data set."""
        form = named_format(AnswerKind.GRAPH, form_name)
        return Evaluation.of(admit(find_query(self._queries, "graph").text), form, dataset)

    def _triples(self, name: str) -> list[ox.Triple]:
        parsed = ox.parse(self._ask(name, AnswerKind.GRAPH, "nt"), format=ox.RdfFormat.N_TRIPLES)
        return [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in parsed]

    def _ask(self, name: str, kind: AnswerKind, form_name: str) -> bytes:
        key = self._evaluator.release, name
        if key not in self._kept:
            query = admit(find_query(self._queries, name).text)
            answer = self._evaluator.evaluate(Evaluation.of(query, named_format(kind, form_name)))
            # Answers of earlier releases go.
            self._kept = {k: v for k, v in self._kept.items() if k[0] == key[0]} | {key: answer}
        return self._kept[key]

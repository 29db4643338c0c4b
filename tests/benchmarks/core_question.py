"""How the core question grows with the graph: A asks B for assistance of a kind on a day.

Pairs that have an instrument in common, each asked for the taking of evidence. In the engine alone: the bases
with their articles and grounds for refusal, nothing kept from other questions; then the whole answer, with
what is not known and what remains, first new and then with the dossiers of conventions kept. Beside these the
whole of ``find``, Python included, and the same question as one query of the examples. What is read once a
release (names, schemes, lists of parties) is there before. All times are those of the processor, since the
machine may be shared. Each graph is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import datetime
import json
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
from graphs import Pair, loaded, some_pairs
from measuring import markdown, median_and_p95

from mlat.finder.asking import Asker
from mlat.finder.background import Background
from mlat.finder.dossiers import read_dossiers, read_gives, read_provisions
from mlat.finder.find import Finder
from mlat.finder.kept import Kept
from mlat.finder.names import Entry
from mlat.finder.positions import read_parts
from mlat.finder.question import Question
from mlat.finder.rows import Iri
from mlat.graph.binding import insert_values
from mlat.graph.evaluation import Evaluation, InProcess
from mlat.graph.iris import concept
from mlat.graph.namespaces import XSD
from mlat.graph.query_files import queries_folder, read_query

_EXAMPLES = """\
examples:
  python tests/benchmarks/core_question.py                the real graph, 1e5 and 1e6 triples (1 minute)
  python tests/benchmarks/core_question.py 1e5 1e6 1e7    up to 1e7 triples (5 minutes, 6 GB of memory)
  python tests/benchmarks/core_question.py /tmp/store     a prepared store, read from disk
"""
_ON = datetime.date(2019, 6, 30)
_ASSISTANCE = concept("assistance", "taking-evidence")
_ONCE_A_RELEASE = (
    *("names", "jurisdictions", "predecessors", "organisations"),
    *("ways_out", "registers", "disagreements"),
)
_HEADER = (
    "graph",
    "triples",
    "bases with articles, new",
    "whole answer, new",
    "whole answer, kept",
    "`find`, Python included",
    "as one query",
)


class Timed(InProcess):
    """An evaluator that adds up the time that the engine takes."""

    seconds = 0.0

    def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
        """Answer, and count the seconds of the processor."""
        started = time.process_time()
        answer = super().evaluate(evaluation, client)
        self.seconds += time.process_time() - started
        return answer

    def lap(self) -> float:
        """The seconds since the last lap."""
        seconds, self.seconds = self.seconds, 0.0
        return seconds


def main() -> None:
    """Measure each graph in a process of its own, and print its row of the table when it is there."""
    options = _options()
    if options.child:
        print(json.dumps(_measure(options.graphs[0], options.pairs, options.rounds)))
        return
    print("Median / 95th percentile of processor time, in ms.\n")
    print(markdown(_HEADER, []), flush=True)
    for graph in options.graphs:
        command = [sys.executable, __file__, graph, "--child"]
        command += ["--pairs", str(options.pairs), "--rounds", str(options.rounds)]
        row = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
        print(f"| {' | '.join(row)} |", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Measure how the core question grows with the graph.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "graphs",
        nargs="*",
        default=["real", "1e5", "1e6"],
        help="real, a number of triples, or a prepared store (default: real 1e5 1e6)",
    )
    parser.add_argument("--pairs", type=int, default=60, help="how many pairs to ask about (default: 60)")
    parser.add_argument("--rounds", type=int, default=3, help="how often to ask each (default: 3)")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measure(graph: str, count: int, rounds: int) -> list[str]:
    """One row of the table."""
    store, _ = loaded(graph)
    evaluator = Timed(store, graph)
    finder = Finder(evaluator)
    _warm(finder.background)
    pairs = some_pairs(store, count)
    core, new, kept, whole, one_query = [], [], [], [], []
    for _ in range(rounds):
        for pair in pairs:
            one_query.append(_as_one_query(evaluator, pair))
            core.append(_core(evaluator, pair))
            new.append(_find(finder, evaluator, pair, forget=True)[0])
            engine, seconds = _find(finder, evaluator, pair, forget=False)
            kept.append(engine)
            whole.append(seconds)
    times = (core, new, kept, whole, one_query)
    return [Path(graph).name, f"{evaluator.sizes().triples:,}", *map(median_and_p95, times)]


def _warm(background: Background) -> None:
    """Read what is read once a release."""
    for name in _ONCE_A_RELEASE:
        getattr(background, name)
    background.wider(_ASSISTANCE)


def _core(evaluator: Timed, pair: Pair) -> float:
    """Seconds of the engine for what both take part in, and for what these instruments say."""
    evaluator.lap()
    asker = Asker(evaluator, "finder")
    one, two = read_parts(asker, [party.value for party in pair]).positions.values()
    both = sorted(one.keys() & two.keys())
    read_dossiers(asker, both)
    read_provisions(asker, both)
    return evaluator.lap()


def _find(finder: Finder, evaluator: Timed, pair: Pair, *, forget: bool) -> tuple[float, float]:
    """Seconds of the engine, and in all."""
    if forget:
        finder.background.dossiers = Kept(read_dossiers)
        finder.background.gives = Kept(read_gives)
        finder.background.provisions = Kept(read_provisions)
    question = _question(finder, pair)
    evaluator.lap()
    started = time.process_time()
    answer = finder.find(question)
    seconds = time.process_time() - started
    assert answer.requested.iri == pair[1].value
    return evaluator.lap(), seconds


def _question(finder: Finder, pair: Pair) -> Question:
    entries = finder.names.entries
    requesting, requested = (entries[one.value] for one in pair)
    wanted = entries.get(_ASSISTANCE) or Entry(Iri(_ASSISTANCE), "assistance", "taking-evidence", ())
    return Question(requesting, requested, wanted, _ON)


def _as_one_query(evaluator: Timed, pair: Pair) -> float:
    query = read_query(queries_folder("examples") / "which-instruments-bind.rq")
    bindings = {
        "from": pair[0],
        "to": pair[1],
        "on": ox.Literal(_ON.isoformat(), datatype=ox.NamedNode(f"{XSD}date")),
        "assistance": ox.NamedNode(_ASSISTANCE),
    }
    text = insert_values(query.text, bindings)
    evaluator.lap()
    evaluator.evaluate(Evaluation(text, "json"))
    return evaluator.lap()


if __name__ == "__main__":
    main()

"""What binds two jurisdictions on a day: binding periods joined, or a node for each pair and instrument?

The first is what the project does (``bound-by-periods.rq``); the second is the other design, built by
``pair-nodes.rq`` and asked by ``bound-by-pair.rq``. Both must give the same rows. They are asked in turn,
pair by pair, round by round, so that a busy moment of the machine falls on both; the time is that of the
engine and of fetching the rows. Each graph is measured in a process of its own, so that memory is its own.
The pairs share at least one instrument, and are the same in every run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
from graphs import Pair, bulk_loaded, loaded, some_pairs
from measuring import markdown, median_and_p95, resident_megabytes, timed

from mlat.graph.binding import Term, insert_values
from mlat.graph.guard import admit
from mlat.graph.namespaces import BASE, XSD
from mlat.graph.parameters import resolve_all
from mlat.graph.query_files import queries_folder, read_query
from mlat.graph.store import Store

_EXAMPLES = """\
examples:
  python tests/benchmarks/pairs.py                        the real graph, 1e5 and 1e6 triples (3 minutes)
  python tests/benchmarks/pairs.py real 1e5 --rounds 5    the two small graphs, more rounds
"""
_HERE = Path(__file__).parent
_ALL_PAIRS = ("pairs-without-basis", "pairs-bound-only-through-the-united-nations")
_HEADER = ("graph, design", "triples", "build, s", "load, s", "memory, MiB", "median / p95, ms")
_ON = ox.Literal("2019-06-30", datatype=ox.NamedNode(f"{XSD}date"))
_T = TypeVar("_T")

Row = list[str]


def main() -> None:
    """Measure each graph in a process of its own, then print the tables."""
    options = _options()
    if options.child:
        print(json.dumps(_measure(options.graphs[0], options.pairs, options.rounds)))
        return
    measured = []
    for graph in options.graphs:
        print(f"measuring {graph}", file=sys.stderr)
        command = [sys.executable, __file__, graph, "--child"]
        command += ["--pairs", str(options.pairs), "--rounds", str(options.rounds)]
        answer = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        measured.append(json.loads(answer.stdout))
    print(markdown(_HEADER, [row for tables in measured for row in tables["designs"]]))
    for tables in measured:
        if tables["all_pairs"]:
            print("\n" + markdown(("query over all pairs", "rows", "s"), tables["all_pairs"]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Measure two designs for the question what binds two jurisdictions on a day.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "graphs",
        nargs="*",
        default=["real", "1e5", "1e6"],
        help="real, or a number of triples (default: all three)",
    )
    parser.add_argument("--pairs", type=int, default=60, help="how many different pairs (default: 60)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is asked (default: 3)")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measure(graph: str, count: int, rounds: int) -> dict[str, list[Row]]:
    """The rows of the tables for one graph."""
    empty = resident_megabytes()
    store, load = loaded(graph)
    full = resident_megabytes()
    nodes, build, load_nodes = _pair_nodes(store)
    both = resident_megabytes()
    by_periods, by_pair = _interleaved(store, nodes, some_pairs(store, count), rounds)
    return {
        "designs": [
            [
                f"{graph}, periods",
                f"{store.size:,}",
                "",
                f"{load:.1f}",
                f"{full - empty:.0f}",
                median_and_p95(by_periods),
            ],
            [
                f"{graph}, pair nodes, in addition",
                f"{nodes.size:,}",
                f"{build:.1f}",
                f"{load_nodes:.1f}",
                f"{both - full:.0f}",
                median_and_p95(by_pair),
            ],
        ],
        "all_pairs": [_all_pairs(store, name) for name in _ALL_PAIRS] if graph == "real" else [],
    }


def _pair_nodes(store: Store) -> tuple[Store, float, float]:
    """A store of the nodes of all pairs, with the seconds for computing and for loading them."""
    text = (_HERE / "pair-nodes.rq").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pairs.nt"
        _, build = timed(lambda: store.query(text).serialize(path, format=ox.RdfFormat.N_TRIPLES))
        nodes, load = timed(lambda: bulk_loaded(path))
    return nodes, build, load


def _interleaved(
    store: Store, nodes: Store, pairs: Sequence[Pair], rounds: int
) -> tuple[list[float], list[float]]:
    """The seconds of every answer, by design; raises AssertionError where the answers differ."""
    periods_text = (_HERE / "bound-by-periods.rq").read_text(encoding="utf-8")
    pair_text = (_HERE / "bound-by-pair.rq").read_text(encoding="utf-8")
    by_periods, by_pair = [], []
    for _ in range(rounds):
        for one, two in pairs:
            name = f"{BASE}benchmark/{one.value[-3:]}-{two.value[-3:]}"
            rows, seconds = _ask(store, periods_text, {"from": one, "to": two, "on": _ON})
            by_periods.append(seconds)
            same, seconds = _ask(nodes, pair_text, {"pair": ox.NamedNode(name), "on": _ON})
            by_pair.append(seconds)
            assert rows == same, f"the designs differ on {name}"
    return by_periods, by_pair


def _ask(store: Store, text: str, bindings: dict[str, Term]) -> tuple[list[str], float]:
    """The rows, sorted, and the seconds that the engine took."""
    query = admit(insert_values(text, bindings), store.limits)
    table, seconds = timed(lambda: store.table(query))
    return sorted(map(str, table.rows)), seconds


def _all_pairs(store: Store, name: str) -> Row:
    query = read_query(queries_folder("examples") / f"{name}.rq")
    bindings = resolve_all(query, {"on": _ON.value}, store)
    table, seconds = timed(lambda: store.table(query.text, bindings=bindings))
    return [name, f"{len(table.rows):,}", f"{seconds:.1f}"]


if __name__ == "__main__":
    main()

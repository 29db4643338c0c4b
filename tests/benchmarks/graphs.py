"""Graphs to measure, and pairs in them that have an instrument in common."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pyoxigraph as ox
from measuring import timed
from synthetic import generate

from mlat.graph.iris import term
from mlat.graph.loading import load_project
from mlat.graph.store import Store
from mlat.graph.workers.prepared import open_prepared

Pair = tuple[ox.NamedNode, ox.NamedNode]


def loaded(graph: str) -> tuple[Store, float]:
    """The project's graph, a synthetic one or a prepared store, and the seconds that loading took."""
    if graph == "real":
        return timed(load_project)
    if Path(graph).is_dir():
        return timed(lambda: open_prepared(Path(graph)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "synthetic.nt"
        generate(path, int(float(graph)))
        return timed(lambda: bulk_loaded(path))


def bulk_loaded(path: Path) -> Store:
    """A store of one file of N-Triples."""
    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.N_TRIPLES)
    return Store(store)


def some_pairs(store: Store, count: int) -> list[Pair]:
    """Pairs with an instrument in common: a binding period at random, then another of its instrument."""
    chance = random.Random(1)
    periods = sorted(q.subject.value for q in store.objects(None, term("earliestFrom")))
    pairs: set[Pair] = set()
    while len(pairs) < count:
        period = chance.choice(periods)
        instrument = _one(store, period, "instrument")
        parts = (q.subject.value for q in store.objects(None, term("instrument"), instrument))
        others = sorted(part for part in parts if _one(store, part, "earliestFrom"))
        one, two = (_one(store, some, "party") for some in (period, chance.choice(others)))
        if one.value < two.value:
            pairs.add((one, two))
    return sorted(pairs, key=str)


def _one(store: Store, subject: str, name: str) -> ox.NamedNode | None:
    return next((quad.object for quad in store.objects(subject, term(name))), None)

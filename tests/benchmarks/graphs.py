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

Pair = tuple[ox.NamedNode, ox.NamedNode]


def loaded(graph: str) -> tuple[Store, float]:
    """The project's graph or a synthetic one, and the seconds that loading took."""
    if graph == "real":
        return timed(load_project)
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
    party = {q.subject: q.object for q in store.objects(None, term("party"))}
    instrument = {q.subject: q.object for q in store.objects(None, term("instrument"))}
    periods = sorted((q.subject for q in store.objects(None, term("earliestFrom"))), key=str)
    of_instrument: dict[object, list[object]] = {}
    for period in periods:
        of_instrument.setdefault(instrument[period], []).append(period)
    pairs: set[Pair] = set()
    while len(pairs) < count:
        one = chance.choice(periods)
        two = chance.choice(of_instrument[instrument[one]])
        if party[one].value < party[two].value:
            pairs.add((party[one], party[two]))
    return sorted(pairs, key=str)

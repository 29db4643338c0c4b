"""A store as an rdflib dataset, without a copy; needs oxrdflib, which the extra ``notebook`` installs."""

from __future__ import annotations

from typing import NoReturn

import rdflib
from oxrdflib import OxigraphStore

from mlat.graph.namespaces import PREFIXES
from mlat.graph.store import Store


class _ReadOnly(OxigraphStore):
    """Refuses every change, as others read the same store."""

    def _refuse(self, *given: object, **named: object) -> NoReturn:
        raise TypeError("this graph can only be read; copy what you change into an rdflib.Graph()")

    add = addN = remove = update = remove_graph = _refuse

    def add_graph(self, graph: rdflib.Graph) -> None:
        """Nothing, as rdflib calls this for each graph that is only looked at."""


def view(store: Store) -> rdflib.Dataset:
    """The dataset; its default graph is the store's own, and a change raises TypeError."""
    dataset = rdflib.Dataset(store=_ReadOnly(store=store.inner), default_union=store.virtual)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    return dataset

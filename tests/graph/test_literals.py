"""The forms of literals: the engine keeps those that the data uses."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mlat.graph.namespaces import BASE, XSD
from mlat.layout import find_layout


@pytest.mark.whole_data
def test_literals_of_the_data_come_out_as_they_were_written() -> None:
    layout = find_layout()
    paths = [
        *layout.turtle.rglob("*.ttl"),
        *layout.ontology.glob("*.ttl"),
        *layout.ontology.glob("schemes/*"),
    ]
    quads = [
        quad for path in paths for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=BASE)
    ]
    written = {quad.object for quad in quads if isinstance(quad.object, ox.Literal)}
    store = ox.Store()
    store.extend(quads)
    kept = {quad.object for quad in store if isinstance(quad.object, ox.Literal)}
    # A duration of nothing is the only value whose other form is in use.
    assert {(term.value, term.datatype.value) for term in written - kept} <= {
        ("P0D", f"{XSD}dayTimeDuration")
    }
    assert len(written) > 1000

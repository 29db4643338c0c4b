"""Tables of text."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mlat.graph.tables_text import display_width, shorten, show, write_table


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("https://w3id.org/mlat/ontology#party", "mlat:party"),
        ("https://w3id.org/mlat/instrument/a-b", "<instrument/a-b>"),
        ("http://www.w3.org/2000/01/rdf-schema#label", "rdfs:label"),
        ("https://example.org/x", "<https://example.org/x>"),
        ("https://w3id.org/mlat/", "<https://w3id.org/mlat/>"),
    ],
)
def test_iris_are_shortened(iri: str, short: str) -> None:
    assert shorten(iri) == short


def test_terms_are_shown_for_people() -> None:
    assert [show(term) for term in (None, ox.Literal("a", language="en"), ox.BlankNode("b"))] == [
        "",
        "a",
        "_:b",
    ]


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("香港", 4), ("e\u0301", 1), ("é", 1), ("ｱ", 1)])
def test_width_is_what_a_terminal_shows(text: str, width: int) -> None:
    assert display_width(text) == width


def test_long_cells_are_cut_to_the_width_of_the_terminal() -> None:
    table = write_table(["a", "b"], [["x" * 50, "香" * 50], ["y", "z"]], 40)
    assert max(map(display_width, table.splitlines())) <= 40
    assert "…" in table


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in write_table(["a"], [["\x1b[31mred\nline"]])

"""What the engine writes as TSV comes back as what it was."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as some

from mlat.finder.rows import Iri, Row, Text, Value, read_rows
from mlat.graph.namespaces import XSD

#: Characters that RDF can hold: no surrogates.
_texts = some.text(some.characters(exclude_categories=["Cs"]), max_size=30)


def back(*terms: ox.Literal | ox.NamedNode | None) -> list[Row]:
    """The rows of an answer with one column, and these terms in it."""
    written = " ".join("UNDEF" if term is None else str(term) for term in terms)
    answer = ox.Store().query(f"SELECT ?x {{ VALUES ?x {{ {written} }} }}")
    assert isinstance(answer, ox.QuerySolutions)
    return list(read_rows(answer.serialize(format=ox.QueryResultsFormat.TSV) or b""))


@given(some.lists(_texts, max_size=5))
def test_texts_come_back_whatever_they_hold(texts: list[str]) -> None:
    assert back(*map(ox.Literal, texts)) == [{"x": text} for text in texts]


@given(_texts)
def test_a_text_keeps_its_language(text: str) -> None:
    [row] = back(ox.Literal(text, language="pt-br"))
    value = row["x"]
    assert isinstance(value, Text)
    assert (value, value.language) == (text, "pt-br")


@pytest.mark.parametrize(
    ("text", "datatype", "value"),
    [
        ("-7", "integer", -7),
        ("1.50", "decimal", 1.5),
        ("1e3", "double", 1000.0),
        ("INF", "double", float("inf")),
        ("true", "boolean", True),
        ("0", "boolean", False),
        ("2018-06", "gYearMonth", "2018-06"),
        ("P30D", "dayTimeDuration", "P30D"),
    ],
)
def test_a_literal_has_the_value_of_its_datatype(text: str, datatype: str, value: Value) -> None:
    [row] = back(ox.Literal(text, datatype=ox.NamedNode(XSD + datatype)))
    assert row["x"] == value
    assert type(row["x"]) is type(value)


def test_an_iri_knows_that_it_is_one() -> None:
    [row] = back(ox.NamedNode("https://example.org/année"))
    assert row["x"] == Iri("https://example.org/année")
    assert isinstance(row["x"], Iri)


def test_nothing_is_none_and_still_a_row() -> None:
    assert back(None, ox.Literal(""), None) == [{"x": None}, {"x": ""}, {"x": None}]
    assert back() == []

"""Terms that a query names and the ontology doesn't have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlat.graph.misspelt import find_misspelt
from mlat.graph.namespaces import ONTOLOGY

KNOWN = frozenset(ONTOLOGY + name for name in ("party", "inForceFrom", "Instrument"))
MLAT = f"PREFIX mlat: <{ONTOLOGY}> "


@pytest.mark.parametrize(
    ("query", "near"),
    [
        (MLAT + "SELECT * { ?s mlat:Party ?o }", "mlat:party"),
        (MLAT + "SELECT * { ?s mlat:inForcefrom ?o }", "mlat:inForceFrom"),
        (f"PREFIX : <{ONTOLOGY}> SELECT * {{ ?s a :Instrumment }}", "mlat:Instrument"),
        (f"SELECT * {{ ?s a <{ONTOLOGY}Instruments> }}", "mlat:Instrument"),
        (f"BASE <x:> PREFIX m.x-y: <{ONTOLOGY}> SELECT * {{ ?s m.x-y:partys/m.x-y:party ?o }}", "mlat:party"),
    ],
)
def test_the_nearest_term_is_named(query: str, near: str) -> None:
    (told,) = find_misspelt(query, KNOWN)
    assert told.endswith(f"is not a term of the ontology: did you mean {near}?")


@pytest.mark.parametrize(
    "query",
    [
        MLAT + "SELECT * { ?s mlat:party ?o ; a mlat:Instrument }",
        MLAT + "SELECT * { ?s ?p 'mlat:partty' } # mlat:partty",
        "PREFIX mlat: <x:other#> SELECT * { ?s mlat:partty ?o }",
        "SELECT * { ?s mlat:partty ?o }",
        MLAT + "SELECT * { ?s mlat: ?o }",
        MLAT + "SELECT * { ?s xmlat:partty ?o }",
        MLAT + "SELECT * { ?s mlat:partty ?o . '",
        "",
    ],
)
def test_what_is_right_or_none_of_ours_is_left_alone(query: str) -> None:
    assert find_misspelt(query, KNOWN) == []


def test_each_term_is_told_once_and_only_the_first_three() -> None:
    names = " ".join(f"mlat:unlike{number} ?x ; mlat:unlike{number} ?y ;" for number in range(9))
    told = find_misspelt(f"{MLAT}SELECT * {{ ?s {names} }}", KNOWN)
    assert [line.split("mlat:")[1].split()[0] for line in told] == ["unlike0", "unlike1", "unlike2"]


def test_without_terms_nothing_is_told() -> None:
    assert find_misspelt(MLAT + "SELECT * { ?s mlat:partty ?o }", frozenset()) == []


@given(st.text(alphabet="mlat:party<>#{}' \\n\\\\", max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert all("mlat:" in line for line in find_misspelt(MLAT + text, KNOWN))

"""What may pass at a glance is what the guard lets through, whatever is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlat.errors import QueryError
from mlat.graph.glance import glance
from mlat.graph.guard import admit
from mlat.graph.limits import Limits

QUERIES = sorted((Path(__file__).parents[2] / "server" / "mlat" / "queries" / "examples").glob("*.rq"))
AWAY = "<http://127.0.0.1:1/>"
#: Pieces of which the dangerous and the ambiguous are made.
SIGNS = "* { } ( ) [] ' \" / ; ! < > # <x#> <x'> <http://x#>"
WORDS = r"SELECT ASK ask SER VICE service ſervice \u0053 ?x a p:x LOAD INSERT DISTINCT BASE UNION"
SPACES = [" ", "\n", "PREFIX p: <http://x#>"]
PIECES = st.lists(st.sampled_from([*SIGNS.split(" "), *WORDS.split(" "), *SPACES]), max_size=25).map("".join)
TIGHT = Limits(depth=2, path_steps=2, operators=3)


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_the_examples_pass(path: Path) -> None:
    assert glance(path.read_text(), Limits()) or "*" in path.read_text()


@given(st.sampled_from(["", "SELECT ?x {", "ASK {", "PREFIX p: <http://x#> ASK {"]), PIECES)
def test_the_guard_would_let_through_the_same(head: str, text: str) -> None:
    for limits in (Limits(), TIGHT):
        seen = glance(head + text, limits)
        if seen is None:
            continue
        try:
            admitted = admit(head + text, limits)
        except QueryError as error:
            # Faults of spelling are for the engine to find; what is refused for its danger never passes.
            assert re.search("second one begins|doesn't end", error.message)
        else:
            assert (seen.text, seen.form, seen.star) == (admitted.text, admitted.form, admitted.star)


@pytest.mark.parametrize(
    "query",
    [
        f"ASK {{ SERVICE {AWAY} {{}} }}",
        f"ASK {{ service silent {AWAY} {{}} }}",
        f"ASK {{ \\u0053ERVICE {AWAY} {{}} }}",
        "ASK {" + "{" * 100 + "}" * 101,
        "PREFIX e: <http://x/> ASK { ?s e:p" + "/e:p" * 101 + " ?o }",
        "ASK { {}" + " UNION {}" * 1001 + "}",
        "ASK { FILTER(" + "!" * 1001 + "true) }",
        "ASK { FILTER(?a<x#>) }",
        "ASK { FILTER(?a<'x#>) }",
        "SELECT * {}",
        "SELECT DISTINCT*{}",
        "LOAD <http://x>",
        "INSERT DATA {}",
        "",
        "# ASK {}",
    ],
)
def test_a_close_look_is_asked_for(query: str) -> None:
    assert glance(query, Limits()) is None


def test_a_long_query_without_many_signs_passes() -> None:
    assert glance("ASK { VALUES ?x {" + "<urn:x> " * 400 + "} }", Limits())


def test_a_comment_before_the_query_passes() -> None:
    assert glance("#+ title: x\nPREFIX a: <http://x#>\nSELECT ?x { ?x a:b 1 }", Limits())

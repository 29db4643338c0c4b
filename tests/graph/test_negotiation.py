"""Accept headers after RFC 9110, and what real clients send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlat.graph.formats import AnswerKind, formats_for
from mlat.graph.negotiation import NotAcceptable, choose, quality

RESULTS, BOOLEAN, GRAPH = AnswerKind
JSON = "application/sparql-results+json"
SPARQLWRAPPER = f"{JSON},application/json,text/javascript,application/javascript"
RDFLIB_PARSE = "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1"
COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "text/turtle;q=0.6,application/rdf+xml;q=0.5,application/json;q=0.45,text/n3;q=0.35,"
    "application/xml;q=0.3,image/svg+xml;q=0.3,text/xml;q=0.3,text/html;q=0.2,application/xhtml+xml;q=0.18"
)
JENA = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.7,"
    " text/csv;q=0.5, application/json;q=0.2, application/xml;q=0.2, */*;q=0.1"
)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("kind", "accept", "media_type"),
    [
        (RESULTS, None, JSON),
        (RESULTS, "", JSON),
        (RESULTS, "*/*", JSON),
        (RESULTS, "*", JSON),
        (GRAPH, "*/*", "text/turtle"),
        (RESULTS, "text/csv", "text/csv"),
        (RESULTS, "TEXT/CSV; Q=0.5", "text/csv"),
        (RESULTS, "text/*", "text/csv"),
        (RESULTS, "application/json", "application/json"),
        (RESULTS, f"{JSON};q=0.5, text/csv;q=0.6", "text/csv"),
        (RESULTS, f"{JSON};q=0, */*", "application/sparql-results+xml"),
        (RESULTS, f"*/*, {JSON};q=0.1", "application/sparql-results+xml"),
        (RESULTS, "text/*;q=0.1, text/csv;q=0, text/tab-separated-values", "text/tab-separated-values"),
        (RESULTS, "text/html, */*;q=x", JSON),
        (RESULTS, SPARQLWRAPPER, JSON),
        (RESULTS, f"{JSON};q=1.0,application/sparql-results+xml;q=0.7", JSON),
        (RESULTS, f"{JSON},*/*;q=0.9", JSON),
        (RESULTS, "application/rdf+xml, application/sparql-results+xml", "application/sparql-results+xml"),
        (RESULTS, BROWSER, "text/html"),
        (BOOLEAN, BROWSER, "text/html"),
        (GRAPH, BROWSER, "text/html"),
        (RESULTS, "text/html;q=0.9, text/csv", "text/csv"),
        (GRAPH, RDFLIB_PARSE, "application/rdf+xml"),
        (GRAPH, COMUNICA, "application/n-quads"),
        (RESULTS, JENA, JSON),
        (GRAPH, 'text/turtle;x=";q=0";q=0.5, application/trig;q=0.4', "text/turtle"),
        (GRAPH, "application/turtle,text/turtle", "text/turtle"),
        (GRAPH, "application/ld+json;profile=expanded", "application/ld+json"),
        (GRAPH, "application/n-quads,application/trig;q=0.95,text/turtle;q=0.9", "application/n-quads"),
        (GRAPH, 'a/b;c=",text/turtle", application/n-triples', "application/n-triples"),
    ],
)
def test_accept_chooses(kind: AnswerKind, accept: str | None, media_type: str) -> None:
    assert choose(kind, accept).media_type == media_type


@pytest.mark.parametrize(
    "accept", ["text/turtle", "image/png", "*/*;q=0", f"{JSON};q=0", "nonsense", "text/html;q=0", ";", ","]
)
def test_nothing_acceptable_names_what_is_on_offer(accept: str) -> None:
    with pytest.raises(NotAcceptable, match="application/sparql-results"):
        choose(RESULTS, accept)


@pytest.mark.parametrize(
    ("kind", "names", "suffix"),
    [
        (RESULTS, ["csv"], "csv"),
        (RESULTS, ["JSON"], "json"),
        (RESULTS, ["application/sparql-results+xml"], "xml"),
        (RESULTS, ["no-such", "tsv"], "tsv"),
        (RESULTS, ["turtle"], "json"),
        (GRAPH, ["json"], "jsonld"),
        (GRAPH, ["n3"], "ttl"),
        (GRAPH, ["rdf+xml"], "rdf"),
        (GRAPH, ["csv"], "ttl"),
    ],
)
def test_known_short_names_win_and_unknown_ones_are_left_aside(
    kind: AnswerKind, names: list[str], suffix: str
) -> None:
    assert choose(kind, "*/*", names).format.suffix == suffix


def test_a_short_name_wins_over_accept() -> None:
    assert choose(RESULTS, "image/png", ["csv"]).media_type == "text/csv"


@pytest.mark.parametrize("kind", AnswerKind)
def test_every_format_can_be_had_by_every_name_that_it_has(kind: AnswerKind) -> None:
    for form in formats_for(kind):
        assert choose(kind, form.media_type).format is form
        assert choose(kind, None, [form.suffix]).format is form


def test_quality_of_the_most_specific_range_counts() -> None:
    accept = "*/*;q=0.1, text/*;q=0.2, text/csv;q=0.3"
    assert [quality(accept, name) for name in ("a/b", "text/x", "text/csv")] == [0.1, 0.2, 0.3]


def test_a_very_long_header_is_read_as_far_as_its_first_elements() -> None:
    accept = "text/csv;q=0.5, " + ", ".join(["a/b"] * 5000) + ", text/tab-separated-values"
    assert choose(RESULTS, accept).media_type == "text/csv"


def test_the_error_for_a_long_header_is_short() -> None:
    with pytest.raises(NotAcceptable) as caught:
        choose(RESULTS, "a/b," * 10_000)
    assert len(str(caught.value)) < 1000


@given(st.text(alphabet='aqtex/*;=,.01 "\\', max_size=40))
def test_any_header_gives_a_format_or_not_acceptable(accept: str) -> None:
    try:
        assert choose(GRAPH, accept).format in formats_for(GRAPH)
    except NotAcceptable as error:
        assert error.offer


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=3))
def test_any_text_gives_a_format_of_the_kind_or_not_acceptable(accept: str, names: list[str]) -> None:
    for kind in AnswerKind:
        try:
            choice = choose(kind, accept, names)
        except NotAcceptable as error:
            assert set(error.offer) == {form.media_type for form in formats_for(kind)}
        else:
            assert kind in choice.format.kinds
            assert choice.media_type in choice.format.media_types

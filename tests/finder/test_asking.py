"""Named queries with rows of Python values."""

from __future__ import annotations

import datetime

import pyoxigraph as ox
import pytest

from mlat.errors import QueryError, UnknownName
from mlat.finder import asking
from mlat.finder.asking import Asker, iri, iris
from mlat.finder.rows import Iri, Text
from mlat.graph.evaluation import Evaluation, InProcess
from mlat.graph.query_files import queries_folder, read_folder
from mlat.graph.store import Store

QUERIES = {
    "values": """\
#+ summary: Values of every type
SELECT ?iri ?text ?plain ?number ?decimal ?yes ?day ?nothing {
    BIND (<https://example.org/> AS ?iri) BIND ("année"@fr AS ?text) BIND ("plain" AS ?plain)
    BIND (7 AS ?number) BIND (1.5 AS ?decimal) BIND (true AS ?yes)
    BIND ("2018"^^<http://www.w3.org/2001/XMLSchema#gYear> AS ?day)
}
""",
    "echo": """\
#+ summary: What is given
#+ params:
#+   x iri (required) several
#+   y string (optional) one
SELECT ?x ?y {
    #? values
}
""",
    "is-there": """\
#+ summary: Yes
ASK {}
""",
}


@pytest.fixture
def asker(tmp_path, monkeypatch) -> Asker:
    for name, text in QUERIES.items():
        (tmp_path / f"{name}.rq").write_text(text, encoding="utf-8")
    monkeypatch.setattr(asking, "queries_folder", lambda folder: tmp_path)
    asking.prepared.cache_clear()
    yield Asker(InProcess(Store(ox.Store()), "test"), "test folder")
    asking.prepared.cache_clear()


def test_values_are_those_of_python(asker):
    [row] = asker.rows("values")
    assert row == {
        "iri": "https://example.org/",
        "text": "année",
        "plain": "plain",
        "number": 7,
        "decimal": 1.5,
        "yes": True,
        "day": "2018",
        "nothing": None,
    }
    assert isinstance(row["iri"], Iri)
    assert isinstance(row["text"], Text)
    assert row["text"].language == "fr"


def test_a_sequence_gives_a_row_for_each_of_its_terms(asker):
    rows = asker.rows("echo", x=iris(["urn:a", "urn:b"]), y='"} #? values')
    assert rows == [{"x": "urn:a", "y": '"} #? values'}, {"x": "urn:b", "y": '"} #? values'}]


def test_an_empty_sequence_gives_no_row(asker):
    assert asker.rows("echo", x=[]) == []


def test_a_parameter_that_is_left_open_stays_open(asker):
    assert asker.rows("echo", x=iri("urn:a")) == [{"x": "urn:a", "y": None}]


@pytest.mark.parametrize(
    ("value", "text"), [(datetime.date(2019, 6, 30), "2019-06-30"), (Iri("urn:b"), "urn:b"), (3, 3)]
)
def test_days_iris_and_numbers_can_be_given(asker, value, text):
    assert asker.rows("echo", x=iri("urn:a"), y=value)[0]["y"] == text


def test_ask_gives_yes_or_no(asker):
    assert asker.ask("is-there") is True


def test_an_unknown_query_is_refused_with_the_nearest(asker):
    with pytest.raises(UnknownName, match="did you mean echo"):
        asker.rows("ecko", x=iri("urn:a"))


def test_missing_and_strange_parameters_are_refused(asker):
    with pytest.raises(QueryError, match="needs a value for x"):
        asker.rows("echo")
    with pytest.raises(QueryError, match="no parameter z"):
        asker.rows("echo", x=iri("urn:a"), z="")


def test_a_text_that_is_no_iri_is_refused():
    with pytest.raises(QueryError, match="not an IRI"):
        iri("no iri> } DROP ALL")


def test_the_client_is_passed_on_so_that_clients_share_fairly(asker):
    asked = []

    class Recorder(InProcess):
        def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
            asked.append(client)
            return super().evaluate(evaluation, client)

    Asker(Recorder(Store(ox.Store()), "test"), "test folder").on_behalf_of("192.0.2.1").ask("is-there")
    assert asked == ["192.0.2.1"]


def test_every_query_of_the_finder_has_a_summary_and_is_asked():
    asking.prepared.cache_clear()
    queries = read_folder(queries_folder("finder"))
    assert all(query.summary for query in queries.values())
    assert asking.prepared("finder").keys() == queries.keys()

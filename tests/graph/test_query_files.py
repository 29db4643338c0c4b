"""Query files: the header, the parameters, and values as terms."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlat.errors import InputError, QueryError, UnknownName
from mlat.graph.binding import insert_values
from mlat.graph.parameters import resolve_all
from mlat.graph.query_files import find_query, parse_query, queries_folder, read_folder
from mlat.graph.store import Store

TEXT = """\
#+ summary: Which instruments bind: all of them
#+ description: One row
#+   for each.
#+ params:
#+   from jurisdiction required who asks
#+   type concept:assistance optional what is asked
#+   what instrument optional the instrument
#+   on date default=2019-06-30 the day
#+   least integer (default=0) a number
#+   text string default=x some text
#+ example: from=HKG
#+ tags: core, treaties
PREFIX mlat: <https://w3id.org/mlat/ontology#>
SELECT ?from ?type ?what ?on ?least ?text {
  #? values
}
"""


def bound(store: Store, **given: str) -> dict[str, str]:
    query = parse_query(TEXT, "example")
    return {name: str(term) for name, term in resolve_all(query, {"from": "HKG", **given}, store).items()}


def test_the_header_is_read() -> None:
    query = parse_query(TEXT, "example")
    assert (query.summary, query.description) == ("Which instruments bind: all of them", "One row for each.")
    assert [p.name for p in query.parameters] == ["from", "type", "what", "on", "least", "text"]
    assert [p.required for p in query.parameters] == [True, False, False, False, False, False]
    assert (query.tags, query.example) == (("core", "treaties"), {"from": "HKG"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#+ sumary: x\nASK {}", "q.rq:1: not a line of the header"),
        ("#+   x\nASK {}", "q.rq:1: the header begins"),
        ("#+ params:\n#+   a date sometimes x\nASK {?a ?b ?c #? values\n}", "q.rq:2: not 'name type"),
        ("#+ params:\n#+   a number required x\nASK {?a ?b ?c #? values\n}", "q.rq:2: not 'name type"),
        ("#+ params:\n#+   a date required x\nASK {?b ?b ?c #? values\n}", r"no \?a"),
        ("#+ params:\n#+   a date required x\nASK {?a ?b ?c}", "no line '#\\? values'"),
        ("ASK { #? values\n}", "waits for params"),
        ("#+ params:\n#+   a date required x\nASK {?a ?b ?c #? values a b\n}", "names b"),
        ("#+ params:\n#+   a date required x\n#+ example: b=1\nASK {?a ?b ?c #? values\n}", "gives b"),
        ("ASK { 'x }", "q.rq:1:7: this string"),
    ],
)
def test_a_faulty_file_is_an_error_at_load(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_query(text, "q", "q.rq")


def test_all_queries_that_come_with_the_project_are_read() -> None:
    assert read_folder(queries_folder("stats")).keys() == {"classes", "properties"}
    assert all(query.summary for query in read_folder(queries_folder("examples")).values())


def test_a_folder_reports_all_faults(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.rq").write_text("#+ what: x\nASK {}")
    with pytest.raises(InputError) as caught:
        read_folder(tmp_path)
    assert len(caught.value.problems) == 2


def test_an_unknown_query_is_named_with_the_nearest() -> None:
    queries = {"which-binds": parse_query(TEXT, "which-binds")}
    assert find_query(queries, "which-binds").name == "which-binds"
    with pytest.raises(UnknownName, match="did you mean which-binds"):
        find_query(queries, "wich-bind")


@pytest.mark.parametrize("text", ["HKG", "hkg", "hk", "HK", "https://w3id.org/mlat/jurisdiction/HKG"])
def test_a_jurisdiction_can_be_given_by_code_or_iri(store: Store, text: str) -> None:
    assert bound(store, **{"from": text})["from"] == "<https://w3id.org/mlat/jurisdiction/HKG>"


def test_defaults_and_open_parameters(store: Store) -> None:
    values = bound(store)
    assert values["type"] == "None"
    assert values["on"] == '"2019-06-30"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert values["least"] == '"0"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_ids_become_iris(store: Store) -> None:
    values = bound(store, type="taking-evidence", what="untoc-2000")
    assert values["type"] == "<https://w3id.org/mlat/assistance/taking-evidence>"
    assert values["what"] == "<https://w3id.org/mlat/instrument/untoc-2000>"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"from": "HGK"}, "parameter from: no jurisdiction 'HGK'; the nearest are HKG"),
        ({"from": "hong kong"}, "the nearest are HKG"),
        ({"what": "untoc-200"}, "no instrument 'untoc-200'; the nearest are untoc-2000"),
        ({"type": "evidence"}, "no assistance 'evidence'; the nearest are taking-evidence"),
        ({"form": "HKG"}, "no parameter 'form'; there are from, type"),
        ({"from": "<x> } UNION {"}, "no jurisdiction"),
    ],
)
def test_unknown_names_are_told_with_the_nearest(store: Store, given: dict[str, str], message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        bound(store, **given)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"on": "2019"}, "parameter on: '2019' is not a day"),
        ({"on": "2019-02-30"}, "not a day"),
        ({"least": "many"}, "parameter least: 'many' is not a whole number"),
    ],
)
def test_values_of_the_wrong_type_are_told(store: Store, given: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        bound(store, **given)


def test_a_required_parameter_is_asked_for(store: Store) -> None:
    with pytest.raises(QueryError, match="from is required: who asks"):
        resolve_all(parse_query(TEXT, "example"), {}, store)


@given(st.text())
def test_a_text_comes_out_as_it_went_in_whatever_it_holds(text: str) -> None:
    query = insert_values("SELECT ?x { #? values\n}", {"x": ox.Literal(text)})
    (row,) = ox.Store().query(query)
    assert row["x"].value == text


def test_values_go_where_the_query_asks_for_them() -> None:
    query = insert_values(
        "SELECT * {\n #? values a\n {\n #? values ?b\n } }", {"a": ox.Literal("1"), "b": None}
    )
    assert query == 'SELECT * {\n VALUES (?a) { ("1") }\n {\n VALUES (?b) { (UNDEF) }\n } }'


@pytest.mark.parametrize(
    ("limit", "offset", "clauses"),
    [
        (ox.Literal(2), ox.Literal(10), "LIMIT 2 OFFSET 10"),
        (None, ox.Literal(10), "OFFSET 10"),
        (None, None, ""),
    ],
)
def test_a_slice_is_one_page_of_an_answer(
    limit: ox.Literal | None, offset: ox.Literal | None, clauses: str
) -> None:
    query = "SELECT ?x {}\n#? slice limit offset"
    assert insert_values(query, {"limit": limit, "offset": offset}) == f"SELECT ?x {{}}\n{clauses}"


@pytest.mark.parametrize("value", [ox.Literal("1 }"), ox.Literal(-1), ox.Literal("٣"), ox.NamedNode("x:1")])
def test_a_slice_takes_whole_numbers_only(value: ox.Literal) -> None:
    with pytest.raises(QueryError, match="limit has to be a whole number"):
        insert_values("SELECT ?x {}\n#? slice limit offset", {"limit": value, "offset": None})


def test_the_parameters_of_a_slice_are_no_variables() -> None:
    header = (
        "#+ params:\n#+   most integer (required) how many\n#+   skipped integer default=0 how many not\n"
    )
    assert len(parse_query(f"{header}SELECT * {{}}\n#? slice most skipped", "example").parameters) == 2


@pytest.mark.parametrize(
    ("query", "bindings"),
    [
        ("ASK {}", {"x": ox.Literal("1")}),
        ("ASK { '#? values' }", {"x": ox.Literal("1")}),
        ("ASK { #? values y\n}", {"x": ox.Literal("1")}),
        ("ASK { #? values\n}", {"x) {} #": ox.Literal("1")}),
        ("ASK { #? values\n}", {"x": ox.BlankNode()}),
    ],
)
def test_values_that_have_no_place_are_an_error(query: str, bindings: dict[str, ox.Literal]) -> None:
    with pytest.raises(QueryError):
        insert_values(query, bindings)

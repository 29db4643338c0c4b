"""A pool answers as the process itself would, and tells what it holds."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from pools import LIMITS, MakePool, evaluation, outcome, unguarded

from mlat.errors import MlatError, QueryError, StoreError
from mlat.graph.evaluation import Evaluation, Evaluator, InProcess
from mlat.graph.formats import FORMATS, AnswerKind
from mlat.graph.loading import load_files
from mlat.graph.store import Dataset
from mlat.graph.workers.plan import LoadPlan
from threaded import ThreadedPool

QUERIES = {
    AnswerKind.RESULTS: "SELECT * { ?s <x:label> ?o } ORDER BY ?s LIMIT 3",
    AnswerKind.BOOLEAN: "ASK { <x:n1> <x:to> <x:n2> }",
    AnswerKind.GRAPH: "CONSTRUCT { ?s <x:is> ?o } { ?s <x:to> ?o }",
}


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
def test_answers_are_those_of_the_process_itself(pool: ThreadedPool, data: Path, form) -> None:
    here: Evaluator = InProcess(load_files([data]))
    for kind in form.kinds:
        asked = evaluation(QUERIES[kind], form.suffix)
        assert pool.evaluate(asked) == here.evaluate(asked)


def test_columns_keep_the_order_in_which_they_are_written(pool: ThreadedPool) -> None:
    answer = pool.evaluate(evaluation("SELECT * { ?z <x:to> ?a } LIMIT 0", "csv"))
    assert answer == b"z,a\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT",
        "SELECT * { ?s ?p }",
        "SELECT (COUNT(*) AS ?s) { ?s ?p ?o . } GROUP BY (",
        "ASK { ?s mlat:party ?o }",
    ],
)
def test_errors_are_those_of_the_process_itself(pool: ThreadedPool, data: Path, text: str) -> None:
    here = InProcess(load_files([data]))
    with pytest.raises(MlatError) as expected:
        here.evaluate(unguarded(text))
    with pytest.raises(type(expected.value)) as found:
        pool.evaluate(unguarded(text))
    assert (str(found.value), vars(found.value)) == (str(expected.value), vars(expected.value))


def test_a_dataset_is_passed_on(make_pool: MakePool, tmp_path: Path) -> None:
    (tmp_path / "x.nq").write_text("<x:s> <x:p> <x:o> <x:g> .\n<x:s> <x:p> <x:o2> .\n")
    pool = make_pool(LoadPlan("files", (str(tmp_path / "x.nq"),)))
    asked = evaluation("SELECT ?o { <x:s> <x:p> ?o }", "csv")
    assert pool.evaluate(asked) == b"o\r\nx:o2\r\n"
    assert pool.evaluate(asked._replace(default_graphs=("x:g",))) == b"o\r\nx:o\r\n"
    assert Evaluation.of(asked.admitted, asked.format, Dataset(("x:g",))).default_graphs == ("x:g",)
    assert pool.sizes().triples == 1
    assert pool.graph_sizes() == {"x:g": 1}


def test_the_release_depends_on_the_data_only(make_pool: MakePool, data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.nt"
    copy.write_bytes(data.read_bytes())
    first, second = LoadPlan("files", (str(data),)), LoadPlan("files", (str(copy),))
    pool = make_pool(first)
    assert pool.release == first.release() == second.release()
    copy.write_text("<x:s> <x:p> <x:o> .\n")
    assert second.release() != pool.release


def test_many_threads_get_their_own_answers(pool: ThreadedPool) -> None:
    def ask(number: int) -> bytes:
        return pool.evaluate(evaluation(f"SELECT ({number} AS ?n) {{}}", "csv"), f"client {number % 5}")

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(ask, range(200)))
    assert found == [f"n\r\n{number}\r\n".encode() for number in range(200)]


def test_a_long_query_and_a_long_answer_come_through(pool: ThreadedPool) -> None:
    long = "x" * 250_000
    answer = pool.evaluate(evaluation(f'SELECT ("{long}" AS ?x) ?s {{ ?s <x:label> ?o }} LIMIT 10', "csv"))
    assert answer.count(long.encode()) == 10


def test_no_data_is_an_error_at_the_start(make_pool: MakePool, tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<x:s> .")
    with pytest.raises(StoreError, match=r"bad\.ttl:1:7:"):
        make_pool(LoadPlan("files", (str(tmp_path / "bad.ttl"),)))
    with pytest.raises(StoreError, match=r"none\.ttl"):
        make_pool(LoadPlan("files", (str(tmp_path / "none.ttl"),)))


def test_service_opens_no_connection_even_past_the_guard(pool: ThreadedPool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        listening.settimeout(0.5)
        for pattern in ("SERVICE", "OPTIONAL { SERVICE", "SERVICE SILENT"):
            closing = "}" if pattern.startswith("OPTIONAL") else ""
            where = f"{pattern} <http://127.0.0.1:{port}/sparql> {{ ?s ?p ?o }} {closing}"
            found = outcome(pool, unguarded(f"SELECT * {{ {where} }}"))
            assert isinstance(found, MlatError) or b'"bindings":[{}]' in found
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.parametrize("source", ["file:///etc/passwd", "http://127.0.0.1:9999/x"])
@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_from_reads_nothing(pool: ThreadedPool, source: str, clause: str) -> None:
    inner = "GRAPH ?g { ?s ?p ?o }" if "NAMED" in clause else "?s ?p ?o"
    found = outcome(pool, evaluation(f"SELECT ?s {clause} <{source}> {{ {inner} }}", "csv"))
    assert found == b"s\r\n"


def test_load_is_no_query(pool: ThreadedPool) -> None:
    assert isinstance(outcome(pool, unguarded("LOAD <file:///etc/passwd>")), QueryError)


def test_the_whole_project_can_be_served(make_pool: MakePool) -> None:
    pool = make_pool(LoadPlan(), replace(LIMITS, memory_mb=512))
    assert sum(pool.graph_sizes().values()) >= pool.sizes().triples > 50_000
    assert pool.sizes().union

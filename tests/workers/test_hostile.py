"""Queries that would end a server: each ends with an error of its own, and the next one is answered."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from pools import ENDLESS, LIMITS, MakePool, evaluation, outcome, unguarded

from mlat.errors import EvaluationError, TooLarge, TooSlow, WorkerLost
from threaded import ThreadedPool

FINE = evaluation("ASK { <x:n1> <x:to> <x:n2> }")
ROWS = " ".join(str(number) for number in range(10))
TABLES = " ".join(f"VALUES ?v{number} {{ {ROWS} }}" for number in range(10))


@pytest.fixture(autouse=True)
def good_before_and_after(pool: ThreadedPool) -> Iterator[None]:
    assert b"true" in pool.evaluate(FINE)
    yield
    assert b"true" in pool.evaluate(FINE)
    status = pool.status()
    assert (status.workers, status.busy, status.queued) == (LIMITS.workers, 0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { " + "{" * 50_000 + "}" * 50_000 + " }",
        "ASK { FILTER(" + "(" * 100_000 + "true" + ")" * 100_000 + ") }",
        "ASK { FILTER(" + "!" * 200_000 + "true) }",
        "ASK { {} " + "UNION {} " * 50_000 + "}",
    ],
    ids=["groups", "brackets", "signs", "unions"],
)
def test_deep_nesting_past_the_guard_ends_one_worker_only(pool: ThreadedPool, text: str) -> None:
    assert isinstance(outcome(pool, unguarded(text)), WorkerLost | TooLarge)


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT (COUNT(*) AS ?n) {{ {TABLES} }} GROUP BY ?v0 ?v1 ?v2 ?v3 ?v4 ?v5 ?v6 ?v7 ?v8 ?v9",
        f"SELECT * {{ {TABLES} }} ORDER BY ?v3",
        f"SELECT DISTINCT * {{ {TABLES} }} ORDER BY ?v0",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c",
        "SELECT (GROUP_CONCAT(STR(?c)) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        'SELECT (REPLACE(?x, "a", ?x) AS ?y) { ?s <x:label> ?l BIND(CONCAT(?l, ?l) AS ?k) '
        "BIND(CONCAT(?k, ?k, ?k, ?k, ?k, ?k, ?k, ?k) AS ?m) BIND(CONCAT(?m, ?m, ?m, ?m, ?m, ?m) AS ?n) "
        "BIND(CONCAT(?n, ?n, ?n, ?n, ?n, ?n, ?n, ?n, ?n, ?n) AS ?x) }",
    ],
    ids=["count", "order", "distinct", "rows", "concat", "replace"],
)
def test_a_query_that_eats_memory_is_ended(pool: ThreadedPool, text: str) -> None:
    assert isinstance(outcome(pool, evaluation(text)), TooLarge)


def test_an_answer_beyond_the_limit_is_refused(pool: ThreadedPool) -> None:
    for text in (
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "CONSTRUCT { [] <x:p> ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    ):
        for form in ("csv", "xml") if text.startswith("SELECT") else ("ttl", "jsonld"):
            found = outcome(pool, evaluation(text, form))
            assert isinstance(found, TooLarge)
            assert found.what in ("result", "memory")
    found = outcome(pool, evaluation("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
    assert isinstance(found, TooLarge)
    assert (found.what, found.limit) == ("result", LIMITS.result_mb)


@pytest.mark.parametrize(
    "text",
    [
        ENDLESS,
        f"SELECT (COUNT(*) AS ?n) {{ ?a {'/'.join(['(<x:to>|^<x:to>)*'] * 6)} ?b }}",
        "SELECT (COUNT(*) AS ?n) { ?a <x:label> ?l . ?b ?c ?d . ?e ?f ?g . ?h ?i ?j "
        'FILTER(REGEX(CONCAT(?l, STR(?d), STR(?g), STR(?j)), "^(a{1,40}){1,40}b$")) }',
        f"SELECT (SUM(?v1) AS ?n) {{ {TABLES} {TABLES.replace('?v', '?w')} }}",
    ],
    ids=["joins", "paths", "expressions", "sum"],
)
def test_an_endless_query_is_ended_in_time(make_pool: MakePool, text: str) -> None:
    quick = make_pool(limits=replace(LIMITS, query_seconds=1))
    started = time.monotonic()
    found = outcome(quick, evaluation(text))
    assert isinstance(found, TooSlow | TooLarge)
    assert time.monotonic() - started < 5
    assert b"true" in quick.evaluate(FINE)


def test_too_slow_names_the_limit(make_pool: MakePool) -> None:
    found = outcome(make_pool(limits=replace(LIMITS, query_seconds=0.5)), evaluation(ENDLESS))
    assert isinstance(found, TooSlow)
    assert (found.limit, "0.5 seconds" in str(found)) == (0.5, True)


def test_cpu_time_has_a_limit_of_its_own_that_is_renewed(make_pool: MakePool) -> None:
    pool = make_pool(limits=replace(LIMITS, cpu_seconds=1))
    busy = evaluation("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i && ?c = ?d) }")
    started = pool.status().started
    for _ in range(6):
        pool.evaluate(FINE)
    assert pool.status().started == started
    found = outcome(pool, evaluation(ENDLESS))
    assert isinstance(found, TooSlow)
    assert "CPU" in str(found)
    outcome(pool, busy)
    assert b"true" in pool.evaluate(FINE)


@pytest.mark.parametrize(
    "pattern", ["(a?){60}a{60}", "(((((a{1,50}){1,50}){1,50}){1,50}){1,50})", "a" * 200_000, "(" * 500]
)
def test_a_huge_regular_expression_is_survived(pool: ThreadedPool, pattern: str) -> None:
    found = outcome(
        pool,
        evaluation(f'SELECT ?s {{ ?s <x:label> ?l FILTER(REGEX(?l, "{pattern}")) }}'),
    )
    assert isinstance(found, bytes | EvaluationError)


def test_others_never_notice(make_pool: MakePool) -> None:
    pool = make_pool(limits=replace(LIMITS, query_seconds=0.3, memory_mb=96))
    bad = [
        evaluation(ENDLESS),
        evaluation(f"SELECT * {{ {TABLES} }} ORDER BY ?v3"),
        unguarded("ASK { " + "{" * 50_000 + "}" * 50_000 + " }"),
    ]

    def attack(number: int) -> object:
        return outcome(pool, bad[number % 3], "hostile")

    def use(_: int) -> bytes:
        return pool.evaluate(FINE, "friendly")

    with ThreadPoolExecutor(2) as hostile, ThreadPoolExecutor(1) as friendly:
        attacks = hostile.map(attack, range(12))
        answers = friendly.map(use, range(400))
        assert all(b"true" in answer for answer in answers)
        assert all(isinstance(found, EvaluationError) for found in attacks)
    assert pool.status().outcomes["answered"] == 400
    assert pool.status().killed == 12

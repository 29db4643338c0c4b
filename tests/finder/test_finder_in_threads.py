"""The finder over worker processes, from several threads, and across a change of the release."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from world import both, instrument, since, world

from mlat.finder.find import Finder
from mlat.finder.writing import as_dictionary
from mlat.graph.evaluation import Evaluation, InProcess
from mlat.graph.workers.plan import LoadPlan
from threaded import ThreadedPool

PAIRS = [("HKG", "CAN"), ("BRA", "CHE"), ("FRA", "JPN"), ("BMU", "USA")]


@pytest.mark.whole_data
def test_workers_give_the_same_answers_to_many_threads(finder: Finder):
    def ask(asked: Finder, pair: tuple[str, str]) -> dict[str, object]:
        question = asked.question(*pair, on="2019-06-30")
        return as_dictionary(asked.find(question, client="a reader")) | {"release": ""}

    expected = [ask(finder, pair) for pair in PAIRS]
    pool = ThreadedPool(LoadPlan("project"))
    try:
        shared = Finder(pool)
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda pair: ask(shared, pair), PAIRS * 4))
    finally:
        pool.stop()
    assert found == expected * 4


def test_a_new_release_is_answered_from_and_nothing_of_the_old_one_is_kept():
    old = world(instrument("old"), both("old", since("2000-01-01")))
    new = world(instrument("new"), both("new", since("2000-01-01")))
    evaluator = InProcess(old.evaluator.store, "1")
    finder = Finder(evaluator)

    def bases() -> list[str]:
        answer = finder.find(finder.question("AAA", "BBB", on="2010-01-01"))
        return [basis.instrument.id for basis in answer.bases]

    assert bases() == ["old"]
    evaluator.store, evaluator._release = new.evaluator.store, "2"
    del evaluator.release
    assert bases() == ["new"]


def test_each_query_of_an_answer_is_asked_on_behalf_of_the_client():
    clients = set()

    class Recorder(InProcess):
        def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
            clients.add(client)
            return super().evaluate(evaluation, client)

    finder = Finder(Recorder(world(instrument("t"), both("t", since("2000"))).evaluator.store, "1"))
    question = finder.question("AAA", "BBB", on="2010-01-01")
    finder.find(question)
    clients.clear()
    finder.find(question, client="192.0.2.1")
    assert clients == {"192.0.2.1"}


def test_a_graph_without_any_of_it_gives_an_empty_answer():
    finder = Finder(InProcess(world().evaluator.store, "1"))
    answer = finder.find(finder.question("AAA", "BBB", on="2010-01-01"))
    assert (answer.bases, answer.authorities, answer.ended, answer.not_known) == ((), (), (), ())

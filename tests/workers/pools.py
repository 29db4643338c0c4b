"""What the tests of workers share: limits that are soon reached, and evaluations."""

from __future__ import annotations

from collections.abc import Callable

from mlat.errors import MlatError
from mlat.graph.evaluation import Evaluation
from mlat.graph.formats import named_format
from mlat.graph.guard import admit
from mlat.graph.workers.limits import WorkerLimits
from threaded import ThreadedPool

MakePool = Callable[..., ThreadedPool]

LIMITS = WorkerLimits(
    workers=2, query_seconds=20, cpu_seconds=20, memory_mb=192, result_mb=4, queue_length=32, queue_seconds=20
)
#: A query that takes far longer than any test, hardly any memory, and never gives a row.
ENDLESS = "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o FILTER(?a = ?o && ?c = ?m) }"


def evaluation(text: str, form: str = "json") -> Evaluation:
    admitted = admit(text)
    return Evaluation.of(admitted, named_format(admitted.form.kind, form))


def unguarded(text: str, form: str = "json") -> Evaluation:
    """What no guard has seen."""
    return Evaluation(text, form)


def outcome(pool: ThreadedPool, asked: Evaluation, client: str = "") -> bytes | MlatError:
    try:
        return pool.evaluate(asked, client)
    except MlatError as error:
        return error

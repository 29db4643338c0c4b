"""Health and metrics: for those who watch the server."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from mlat.errors import WorkerLost
from mlat.graph.evaluation import Evaluation, InProcess, Status
from mlat.graph.store import Store
from mlat.settings import SettingError, Settings, read_settings
from mlat.web.application import create_app
from mlat.web.cache import CacheState
from mlat.web.metrics import BOUNDS, Metrics

LINE = re.compile(r'(# (HELP|TYPE) \w+ .+|[a-z_]+(\{\w+="[^"]*"\})? [0-9.e+-]+)$')


def test_healthz(client: FlaskClient) -> None:
    response = client.get("/healthz")
    assert (response.text, response.headers["Cache-Control"]) == ("ok\n", "no-store")


def test_readyz(client: FlaskClient) -> None:
    assert client.get("/readyz").text.startswith("ready: release ")


class _Lost(InProcess):
    busy = 0

    def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
        raise WorkerLost("no process answers")

    def status(self) -> Status:
        return Status(workers=2, busy=self.busy)


def test_without_workers_it_runs_but_is_not_ready(store: Store) -> None:
    client = create_app(_Lost(store)).test_client()
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert (response.status_code, response.text) == (503, "not ready: no process answers\n")


def test_a_busy_server_is_ready(store: Store) -> None:
    evaluator = _Lost(store)
    evaluator.busy = 2
    assert create_app(evaluator).test_client().get("/readyz").status_code == 200


def read(client: FlaskClient) -> dict[str, float]:
    response = client.get("/metrics")
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    lines = response.text.splitlines()
    assert [line for line in lines if not LINE.match(line)] == []
    return {name: float(value) for name, value in (s.rsplit(" ", 1) for s in lines if s[0] != "#")}


def test_queries_are_counted_by_outcome(client: FlaskClient) -> None:
    for address in ("query=ASK+{}", "query=ASK+{}", "query=ASK", "query=LOAD", "query=ASK+{}&query=", ""):
        client.get(f"/sparql?{address}")
    client.options("/sparql")
    found = read(client)
    assert found['mlat_queries_total{outcome="answered"}'] == 2
    assert found['mlat_queries_total{outcome="bad-request"}'] == 2
    assert found['mlat_queries_total{outcome="refused"}'] == 1
    assert found["mlat_query_seconds_count"] == found['mlat_query_seconds_bucket{le="+Inf"}'] == 5
    assert found["mlat_triples"] > 0


def test_a_histogram_is_cumulative() -> None:
    metrics = Metrics()
    for seconds in (0.0, 0.004, 0.004, 1000.0):
        metrics.count_query(200, seconds)
    lines = [line for line in metrics.lines() if "_bucket" in line]
    assert [int(line.rsplit(" ", 1)[1]) for line in lines[:3]] == [1, 1, 3]
    assert (len(lines), lines[-1]) == (len(BOUNDS) + 1, 'mlat_query_seconds_bucket{le="+Inf"} 4')


def test_processes_and_caches_are_shown(store: Store) -> None:
    class Busy(InProcess):
        def status(self) -> Status:
            return Status(2, 1, 3, {"too-slow": 4}, 4, 6, 1)

    metrics = Metrics()
    metrics.watch_cache("front", lambda: CacheState(entries=1, size=2, hits=5, misses=6))
    found = read(create_app(Busy(store), counters=metrics).test_client())
    assert found["mlat_workers"] == 2
    assert found["mlat_queue_length"] == 3
    assert found["mlat_queries_killed_total"] == 4
    assert found['mlat_evaluations_total{outcome="too-slow"}'] == 4
    assert found['mlat_cache_hits_total{cache="front"}'] == 5


@pytest.mark.parametrize(
    ("settings", "headers", "address", "shown"),
    [
        (Settings(), {}, "127.0.0.1", True),
        (Settings(host="::1"), {}, "::1", True),
        (Settings(host="0.0.0.0"), {}, "127.0.0.1", False),
        (Settings(host="example.org"), {}, "127.0.0.1", False),
        (Settings(), {"X-Forwarded-For": "192.0.2.1"}, "127.0.0.1", False),
        (Settings(), {}, "192.0.2.1", False),
        (Settings(metrics="on", host="0.0.0.0"), {}, "192.0.2.1", True),
        (Settings(metrics="off"), {}, "127.0.0.1", False),
    ],
)
def test_metrics_are_hidden_from_others(
    store: Store, settings: Settings, headers: dict[str, str], address: str, shown: bool
) -> None:
    client = create_app(store, settings).test_client()
    response = client.get("/metrics", headers=headers, environ_overrides={"REMOTE_ADDR": address})
    assert response.status_code == (200 if shown else 404)


def test_a_value_that_is_no_choice_is_told() -> None:
    with pytest.raises(SettingError, match="--metrics: 'maybe' is none of auto, on, off"):
        read_settings({"MLAT_METRICS": "maybe"})

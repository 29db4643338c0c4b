"""Numbers for monitoring, as Prometheus reads them: how queries ended, how long they took, who works."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock

from mlat.graph.evaluation import Evaluator
from mlat.web.cache import CacheState

#: Upper bounds of the histogram of latencies, in seconds.
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

_OUTCOMES = {
    200: "answered",
    304: "not-modified",
    403: "refused",
    406: "not-acceptable",
    413: "too-large",
    415: "bad-media-type",
    429: "overloaded",
    503: "lost",
    504: "too-slow",
}
_CACHE = (
    ("mlat_cache_hits_total", "Answers that a cache had.", "counter", "hits"),
    ("mlat_cache_misses_total", "Answers that a cache didn't have.", "counter", "misses"),
    ("mlat_cache_entries", "Answers that a cache holds.", "gauge", "entries"),
    ("mlat_cache_bytes", "How full a cache is.", "gauge", "size"),
)


class Metrics:
    """Counters of one server process; for any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._outcomes: Counter[str] = Counter()
        self._caches: dict[str, Callable[[], CacheState]] = {}
        self._buckets = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0

    def count_query(self, status: int, seconds: float) -> None:
        """Count a query by the status of its answer, with the time that it took."""
        place = bisect_left(BOUNDS, seconds)
        with self._lock:
            self._outcomes[outcome_of(status)] += 1
            self._buckets[place] += 1
            self._seconds += seconds

    def watch_cache(self, name: str, read: Callable[[], CacheState]) -> None:
        """Show the numbers of a cache as well; what one in front answers, no other counter sees."""
        self._caches[name] = read

    def lines(self) -> Iterator[str]:
        """All counters in the text format of Prometheus."""
        with self._lock:
            outcomes, buckets, seconds = dict(self._outcomes), list(self._buckets), self._seconds
        yield from _labelled("mlat_queries_total", "Queries by outcome.", "counter", "outcome", outcomes)
        states = {name: read() for name, read in self._caches.items()}
        for metric, text, kind, part in _CACHE:
            values = {name: int(getattr(state, part)) for name, state in states.items()}
            yield from _labelled(metric, text, kind, "cache", values)
        yield from _histogram("mlat_query_seconds", "Time from request to answer.", buckets, seconds)


def outcome_of(status: int) -> str:
    """The name of an outcome by the status of the answer."""
    return _OUTCOMES.get(status, "bad-request" if 400 <= status < 500 else "failed")


def lines_about(evaluator: Evaluator) -> Iterator[str]:
    """What an evaluator tells of itself, in the same format."""
    status = evaluator.status()
    outcomes = status.outcomes
    yield from _labelled("mlat_evaluations_total", "Evaluations by outcome.", "counter", "outcome", outcomes)
    for name, text, value in (
        ("mlat_workers", "Processes that evaluate.", status.workers),
        ("mlat_workers_busy", "Those that evaluate now.", status.busy),
        ("mlat_queue_length", "Queries that wait for one.", status.queued),
    ):
        yield from _plain(name, text, "gauge", value)
    for name, text, value in (
        ("mlat_queries_killed_total", "Queries ended by ending their process.", status.killed),
        ("mlat_workers_started_total", "Processes started to evaluate.", status.started),
        ("mlat_reloads_total", "Releases that replaced another.", status.reloads),
    ):
        yield from _plain(name, text, "counter", value)
    yield from _plain("mlat_triples", "Triples in the default graph.", "gauge", evaluator.sizes().triples)
    yield from _head("mlat_release_info", "The release that is served.", "gauge")
    yield f'mlat_release_info{{release="{evaluator.release}"}} 1'


def _head(name: str, text: str, kind: str) -> Iterable[str]:
    return f"# HELP {name} {text}", f"# TYPE {name} {kind}"


def _plain(name: str, text: str, kind: str, value: int) -> Iterator[str]:
    yield from _head(name, text, kind)
    yield f"{name} {value}"


def _labelled(name: str, text: str, kind: str, label: str, values: Mapping[str, int]) -> Iterator[str]:
    yield from _head(name, text, kind)
    for key, value in sorted(values.items()):
        yield f'{name}{{{label}="{key}"}} {value}'


def _histogram(name: str, text: str, buckets: list[int], total: float) -> Iterator[str]:
    yield from _head(name, text, "histogram")
    count = 0
    for bound, size in zip((*map(str, BOUNDS), "+Inf"), buckets, strict=True):
        count += size
        yield f'{name}_bucket{{le="{bound}"}} {count}'
    yield f"{name}_sum {total:.6f}"
    yield f"{name}_count {count}"

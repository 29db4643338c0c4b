"""Pools of real worker processes over small graphs, with limits that are soon reached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pools import LIMITS, MakePool

from mlat.graph.workers.limits import WorkerLimits
from mlat.graph.workers.plan import LoadPlan
from threaded import ThreadedPool


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred nodes, each linked to the next ones, and with a label."""
    lines = [f"<x:n{i}> <x:to> <x:n{(i + step) % 100}> ." for i in range(100) for step in (1, 7, 31)]
    lines += [f'<x:n{i}> <x:label> "{"a" * 30} {i}" .' for i in range(100)]
    path = tmp_path_factory.mktemp("workers") / "data.nt"
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture
def make_pool(data: Path) -> Iterator[MakePool]:
    """Make pools with other limits; they are closed after the test."""
    made: list[ThreadedPool] = []

    def make(plan: LoadPlan | None = None, limits: WorkerLimits = LIMITS) -> ThreadedPool:
        made.append(ThreadedPool(plan or LoadPlan("files", (str(data),)), limits))
        return made[-1]

    yield make
    for pool in made:
        pool.stop()


@pytest.fixture(scope="module")
def pool(data: Path) -> Iterator[ThreadedPool]:
    pool = ThreadedPool(LoadPlan("files", (str(data),)), LIMITS)
    yield pool
    pool.stop()

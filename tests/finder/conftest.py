"""A finder over the project's own graph, for all tests of the finder."""

from __future__ import annotations

import pytest

from mlat.finder.find import Finder
from mlat.graph.evaluation import InProcess
from mlat.graph.store import Store


@pytest.fixture(scope="session")
def finder(project: Store) -> Finder:
    return Finder(InProcess(project, "test"))

"""The project's own graph, and a finder over it, for all tests of the finder."""

from __future__ import annotations

import pytest

from mlat.finder.find import Finder
from mlat.graph.evaluation import InProcess
from mlat.graph.loading import load_project


@pytest.fixture(scope="session")
def finder() -> Finder:
    return Finder(InProcess(load_project(), "test"))

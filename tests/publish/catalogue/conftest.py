from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from mlat.graph.evaluation import InProcess
from mlat.graph.loading import load_project
from mlat.graph.workers.plan import LoadPlan
from mlat.web.application import create_app


@pytest.fixture(scope="session")
def project() -> InProcess:
    """The project's own graph, with the release by which a server knows it."""
    return InProcess(load_project(), LoadPlan().release())


@pytest.fixture(scope="session")
def project_client(project: InProcess) -> FlaskClient:
    return create_app(project).test_client()

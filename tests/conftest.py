"""What all tests share: the fixture graph, the application over it, and a real server process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mlat.graph.loading import load_files, load_project
from mlat.graph.store import Store
from mlat.web.application import create_app

FIXTURES = Path(__file__).parent / "fixtures" / "graph"
SERVER = Path(__file__).parents[1] / "server"


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what servers make for themselves out of the cache of the user who runs the tests."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def store() -> Store:
    """The fixture graph: treaties in the default graph, and two named graphs."""
    return load_files([FIXTURES / "treaties.ttl", FIXTURES / "named.nq"])


@pytest.fixture
def client(store: Store) -> FlaskClient:
    return create_app(store).test_client()


@pytest.fixture(scope="session")
def ontology_client() -> FlaskClient:
    """A client of the fixture graph together with the project's ontology."""
    files = [FIXTURES / "treaties.ttl", SERVER.parent / "ontology" / "mlat.ttl"]
    return create_app(load_files(files)).test_client()


@pytest.fixture(scope="session")
def project() -> Store:
    """The project's own graph."""
    return load_project()


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """The environment of processes that tests start: this package, no settings from outside."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MLAT_")}
    path = os.pathsep.join([str(SERVER), *filter(None, [os.environ.get("PYTHONPATH")])])
    return kept | {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}


@pytest.fixture(scope="session")
def server(environment: dict[str, str]) -> Iterator[str]:
    """The address of a server process over the fixture graph."""
    command = [sys.executable, "-m", "mlat", "serve", "--port", "0", "--data", str(FIXTURES)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        announced = re.search(r"http://\S+", process.stdout.readline())
        try:
            assert announced, process.communicate()[1]
            yield announced[0]
        finally:
            process.terminate()
            process.communicate(timeout=10)

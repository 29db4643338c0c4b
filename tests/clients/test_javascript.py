"""The JavaScript clients that people use, over a real server: ``npm ci`` in this folder installs them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from programs import needs, needs_packages

HERE = Path(__file__).parent
CLIENTS = (
    "comunica, told",
    "comunica, by itself",
    "fetch-sparql-endpoint, GET",
    "fetch-sparql-endpoint, POST",
    "sparql-http-client, GET",
    "sparql-http-client, form",
    "sparql-http-client, direct",
)


@pytest.fixture(scope="module")
def results(server: str) -> Any:
    """What each client got, by its name."""
    node = needs("node")
    needs_packages(HERE)
    command = [node, str(HERE / "ask.mjs"), server, server.replace("/sparql", "/store")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("client", CLIENTS)
def test_rows_truth_values_and_triples_come_through(results: Any, client: str) -> None:
    found = results[client]
    assert found["select"] == [{"o": "default"}]
    assert found["ask"] == [True, False]
    assert found["construct"] == [["https://example.org/q", "default"]]


@pytest.mark.parametrize("client", CLIENTS[2:])
def test_a_fault_is_told_with_its_place(results: Any, client: str) -> None:
    assert "line 1, column 19" in results[client]["wrong"]


@pytest.mark.parametrize("client", CLIENTS[:2])
def test_comunica_finds_named_graphs_and_counts(results: Any, client: str) -> None:
    assert results[client]["named"] == [{"g": "https://example.org/g1"}, {"g": "https://example.org/g2"}]
    assert results[client]["count"] > 0


def test_a_graph_of_the_store_is_read(results: Any) -> None:
    assert results["store"] == [["https://example.org/p", "one"]]

"""The application over the project's own graph, and its schemas, for the tests of its interfaces."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from mlat.graph.store import Store
from mlat.web.application import create_app
from mlat.web.openapi.document import document


@pytest.fixture(scope="session")
def project_app(project: Store) -> Flask:
    return create_app(project)


@pytest.fixture(scope="session")
def conforms() -> Callable[[object, str], None]:
    """Hold a JSON value against a schema of the OpenAPI document, by its name."""

    def check(content: object, name: str) -> None:
        schema = {"$ref": f"#/components/schemas/{name}", "components": document()["components"]}
        Draft202012Validator(schema).validate(content)

    return check


@pytest.fixture(scope="session")
def project_server(environment: dict[str, str]) -> Iterator[str]:
    """The address of a server process over the project's own graph, without a slash at its end."""
    command = [sys.executable, "-m", "mlat", "serve", "--port", "0"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        announced = re.search(r"(http://\S+)/sparql", process.stdout.readline())
        try:
            assert announced, process.communicate()[1]
            yield announced[1]
        finally:
            process.terminate()
            process.communicate(timeout=10)

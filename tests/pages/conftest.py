"""The pages over the project's own graph, as a browser asks for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from reading import Page

from mlat.graph.evaluation import InProcess
from mlat.graph.store import Store
from mlat.web.application import create_app

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="session")
def application(project: Store) -> Flask:
    return create_app(InProcess(project, "test"))


@pytest.fixture
def site(application: Flask) -> FlaskClient:
    """A client without cookies."""
    return application.test_client()


@pytest.fixture
def read(site: FlaskClient) -> Callable[..., Page]:
    """Fetches a page; fails if its status isn't the expected one."""

    def fetch(address: str, status: int = 200, language: str = "en") -> Page:
        response = site.get(address, headers={"Accept": BROWSER, "Accept-Language": language})
        assert response.status_code == status, response.text[:500]
        assert response.content_type == "text/html; charset=utf-8"
        return Page(response.text)

    return fetch

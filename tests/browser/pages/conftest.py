"""The real pages in a real browser: a server process over the project's own graph."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def real_site(environment: dict[str, str]) -> Iterator[str]:
    """The address of the root of the site."""
    command = [sys.executable, "-m", "mlat", "serve", "--port", "0"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        announced = re.search(r"http://\S+", process.stdout.readline())
        try:
            assert announced
            yield "http://" + urlsplit(announced[0]).netloc
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture
def visit(page: Page, real_site: str) -> Callable[[str], Page]:
    """Opens an address of the site."""

    def opened(address: str) -> Page:
        page.goto(real_site + address)
        return page

    return opened


@pytest.fixture
def plain_visit(browser: Browser, real_site: str) -> Iterator[Callable[[str], Page]]:
    """Opens an address of the site in a browser that runs no scripts."""
    with browser.new_context(java_script_enabled=False, locale="en-GB") as context:
        page = context.new_page()

        def opened(address: str) -> Page:
            page.goto(real_site + address)
            return page

        yield opened

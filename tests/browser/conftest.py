"""A real browser, and a small site of component pages under the security policy of the real one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from programs import needs

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
LOCAL = "http://127.0.0.1:"
PATIENCE = 20_000  # milliseconds; a busy machine takes its time


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the component pages."""
    command = [sys.executable, str(Path(__file__).parent / "site.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = needs("chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=program, args=FLAGS)
        yield launched
        launched.close()


class Watch:
    """What a page must not do: write errors to the console, fail in a script, ask another host."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        page.on(
            "console", lambda message: self.faults.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", self._asked)

    def _asked(self, request: Request) -> None:
        if request.url.startswith("http") and not request.url.startswith(LOCAL):
            self.faults.append(f"asked {request.url}")


@pytest.fixture
def watch(page: Page) -> Watch:
    """What was noted of the page so far; a test that expects an error takes it out."""
    watch: Watch = page.watch  # type: ignore[attr-defined]
    return watch


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh profile; the test fails on any console error and on any request to another host."""
    with browser.new_context(locale="en-GB", reduced_motion="reduce") as context:
        opened = context.new_page()
        opened.set_default_timeout(PATIENCE)
        opened.watch = Watch(opened)  # type: ignore[attr-defined]
        yield opened
        assert opened.watch.faults == []  # type: ignore[attr-defined]


@pytest.fixture
def show(page: Page, site: str) -> Callable[[str], Page]:
    """Opens a component page by name."""

    def opened(name: str) -> Page:
        page.goto(f"{site}/{name}.html")
        return page

    return opened

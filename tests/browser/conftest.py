"""A real browser, and a small site of component pages under the security policy of the real one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

from programs import needs

COMPONENTS = Path(__file__).parent / "components"
STATIC = Path(__file__).parents[2] / "server" / "mlat" / "web" / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
#: Rules of WCAG 2.2, levels A and AA.
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
HOST = "127.0.0.1"


class Site(SimpleHTTPRequestHandler):
    """Component pages at the root, the built files at ``/static``; an error where a file is named for one."""

    extensions_map = {  # noqa: RUF012  (the base class has it so)
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".srj": "application/sparql-results+json",
        ".problem": "application/problem+json",
    }

    def translate_path(self, path: str) -> str:
        name = path.partition("?")[0].lstrip("/")
        root, _, rest = name.partition("/")
        return str(STATIC / rest if root == "static" else COMPONENTS / name)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.rfile.read(length)
        self.do_GET()

    def send_response(self, code: int, message: str | None = None) -> None:
        failed = self.path.partition("?")[0].endswith(".problem")
        super().send_response(400 if failed else code, message)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """The browser's own record is what tests read."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the component pages."""
    server = ThreadingHTTPServer((HOST, 0), partial(Site))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://{HOST}:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = needs("chromium")
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=program, args=FLAGS)
        yield launched
        launched.close()


class Watch:
    """What a page must not do: write errors to the console, fail in a script, ask another host."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        self.allowed: tuple[str, ...] = ()
        page.on("console", lambda message: self.note(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.note(str(error)))
        page.on("request", self._asked)

    def note(self, fault: str) -> None:
        if not any(part in fault for part in self.allowed):
            self.faults.append(fault)

    def _asked(self, request: Request) -> None:
        if request.url.startswith("http") and not request.url.startswith(f"http://{HOST}:"):
            self.note(f"asked {request.url}")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh profile; the test fails on any console error and on any request to another host."""
    with browser.new_context(locale="en-GB", reduced_motion="reduce") as context:
        opened = context.new_page()
        opened.set_default_timeout(5000)
        watch = Watch(opened)
        opened.watch = watch  # type: ignore[attr-defined]  # so that a test may expect an error answer
        yield opened
        assert watch.faults == []


@pytest.fixture
def show(page: Page, site: str) -> Callable[[str], Page]:
    """Opens a component page by name."""

    def opened(name: str) -> Page:
        page.goto(f"{site}/{name}.html")
        return page

    return opened


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA: rule and elements."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {[node['html'][:120] for node in each['nodes'][:3]]}" for each in found]

"""The component pages as a small site: a program that prints its address and serves until it is ended.

At the root lie the pages, at ``/static`` the built files, under the security policy of the real site. A file
``*.problem`` is answered with the status of an error.
"""

from __future__ import annotations

from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

COMPONENTS = Path(__file__).parent / "components"
STATIC = Path(__file__).parents[2] / "server" / "mlat" / "web" / "static"
HOST = "127.0.0.1"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Component(SimpleHTTPRequestHandler):
    """Answers any method with the file of the path, whatever is asked of it."""

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

    def send_response(self, code: int, message: str | None = None) -> None:
        failed = self.path.partition("?")[0].endswith(".problem")
        super().send_response(400 if failed else code, message)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """The browser's own record is what tests read."""


if __name__ == "__main__":
    with ThreadingHTTPServer((HOST, 0), Component) as server:
        print(f"http://{HOST}:{server.server_port}", flush=True)
        server.serve_forever()

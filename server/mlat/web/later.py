"""The application made when it is first needed: queries do without it, and who asks for a page waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from flask import Flask


class Later:
    """A WSGI application that is made once, when it is first asked; for any thread."""

    def __init__(self, make: Callable[[], Flask]) -> None:
        """Know how to make it."""
        self._make = make
        self._lock = Lock()
        self._made: Flask | None = None

    def get(self) -> Flask:
        """The application itself; raises what making it raises."""
        if self._made is None:
            with self._lock:
                self._made = self._made or self._make()
        return self._made

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        return self.get()(environ, start_response)

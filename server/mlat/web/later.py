"""The application made beside what goes on already: queries don't need it, and pages wait for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class Later:
    """A WSGI application that another thread makes; who asks it before waits."""

    def __init__(self, make: Callable[[], Flask]) -> None:
        """Begin to make it."""
        with_one = ThreadPoolExecutor(1, "application")
        self._made = with_one.submit(make)
        with_one.shutdown(wait=False)

    def get(self) -> Flask:
        """The application itself; raises what making it raised."""
        return self._made.result()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        return self.get()(environ, start_response)

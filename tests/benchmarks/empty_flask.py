"""A Flask application that says one word, over the HTTP server of the endpoint: the least a start takes."""

from __future__ import annotations

import sys

from flask import Flask

from mlat.web.listening import listen
from mlat.web.server import serve

app = Flask(__name__)


@app.get("/sparql")
def answer() -> str:
    return "ok"


if __name__ == "__main__":
    serve(app, listen("127.0.0.1", int(sys.argv[1])), 128, 5, lambda: None, lambda: None)

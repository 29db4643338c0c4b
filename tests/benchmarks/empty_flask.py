"""A Flask application that says one word, over the HTTP server of the endpoint: the least a start takes."""

from __future__ import annotations

import sys

import uvicorn
from flask import Flask

app = Flask(__name__)


@app.get("/sparql")
def answer() -> str:
    return "ok"


if __name__ == "__main__":
    uvicorn.run(
        app,
        port=int(sys.argv[1]),
        interface="wsgi",
        loop="uvloop",
        http="httptools",
        lifespan="off",
        log_config=None,
    )

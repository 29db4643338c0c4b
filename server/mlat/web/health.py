"""For those who watch the server: ``/healthz`` says that it runs, ``/readyz`` that it can answer."""

from __future__ import annotations

from flask import Blueprint, Response

from mlat.errors import MlatError
from mlat.graph.evaluation import Evaluation, Evaluator
from mlat.graph.formats import AnswerKind, named_format
from mlat.graph.guard import admit
from mlat.graph.query_files import find_query, queries_folder, read_folder


def blueprint(evaluator: Evaluator) -> Blueprint:
    """The routes."""
    routes = Blueprint("health", __name__)
    probe = admit(find_query(read_folder(queries_folder("endpoint")), "ready").text)
    ready = Evaluation.of(probe, named_format(AnswerKind.BOOLEAN, "json"))

    @routes.get("/healthz")
    def healthz() -> Response:
        return _plain(200, "ok")

    @routes.get("/readyz")
    def readyz() -> Response:
        status = evaluator.status()
        if status.workers and status.busy >= status.workers:
            # All are at work, so they can work; a question would only wait behind the others.
            return _plain(200, f"busy: release {evaluator.release}")
        try:
            evaluator.evaluate(ready, "readyz")
        except MlatError as error:
            return _plain(503, f"not ready: {error}")
        return _plain(200, f"ready: release {evaluator.release}")

    return routes


def _plain(status: int, text: str) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(f"{text}\n", status, headers, content_type="text/plain; charset=utf-8")

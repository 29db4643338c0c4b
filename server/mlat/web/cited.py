"""Where the link of a citation leads: the query, and whether this server still has the cited release."""

from __future__ import annotations

import datetime
import re

from flask import Blueprint, Response, request, url_for

from mlat.errors import PublishError
from mlat.graph.evaluation import Evaluator
from mlat.publish.catalogue.citation import cite
from mlat.publish.dumps.manifest import read_manifest
from mlat.publish.dumps.shelf import Shelf
from mlat.web.pages.rendering import page
from mlat.web.protocol import ProtocolError

_RELEASE = re.compile(r"[0-9a-f]{1,64}")


def blueprint(evaluator: Evaluator, shelf: Shelf) -> Blueprint:
    """The route of cited answers."""
    routes = Blueprint("cited", __name__)

    @routes.get("/cited")
    def cited() -> Response:
        query, release = request.args.get("query", ""), request.args.get("release", "")
        day = _day(request.args.get("date", ""))
        if not query.strip() or not _RELEASE.fullmatch(release):
            raise ProtocolError(400, "a citation has a query, a release (hexadecimal digits) and a date")
        response = page(
            "cited.html",
            query=query,
            cited=release,
            day=day.isoformat(),
            same=release == evaluator.release,
            files=_files(shelf, evaluator.release, release),
            citation=cite(query, release, day),
        )
        response.headers["Link"] = f'<{url_for("dataset.dataset")}>; rel="collection"'
        return response

    return routes


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ProtocolError(400, f"the date {text[:20]!r} is not a day such as 2026-11-26") from None


def _files(shelf: Shelf, present: str, release: str) -> str:
    """The name of the dump of a release, if this server has it; else empty."""
    try:
        folders = shelf.folders(present)
        return next((name for name in folders if read_manifest(folders[name]).release == release), "")
    except PublishError:
        return ""

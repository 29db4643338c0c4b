"""The whole HTTP interface described: ``/openapi.json`` (OpenAPI 3.1) for programs, ``/api`` for people.

The method QUERY, which SPARQL takes, is a word of OpenAPI 3.2 only; HEAD and OPTIONS are the same everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response

from mlat.settings import Settings
from mlat.web.answers import keep
from mlat.web.openapi.document import ANSWER_SCHEMA, Json, document, resolve
from mlat.web.pages.rendering import page

_METHODS = ("get", "post")


@dataclass(frozen=True)
class Operation:
    """One operation as the page shows it, with its references followed."""

    method: str
    path: str
    content: Json

    @property
    def parameters(self) -> list[Json]:
        """Its parameters."""
        return [resolve(each) for each in self.content.get("parameters", ())]

    @property
    def body(self) -> list[str]:
        """The media types of its request body."""
        return list(resolve(self.content.get("requestBody", {})).get("content", ()))

    @property
    def answers(self) -> list[tuple[str, str, list[str]]]:
        """Each status with what it means and the media types of its body."""
        found = ((status, resolve(each)) for status, each in self.content["responses"].items())
        return [(status, each["description"], list(each.get("content", ()))) for status, each in found]


def blueprint(settings: Settings) -> Blueprint:
    """The routes."""
    routes = Blueprint("openapi", __name__)

    @routes.get("/openapi.json")
    def description() -> Response:
        body = json.dumps(document(), ensure_ascii=False, indent=1).encode()
        return keep(body, "application/json", settings.max_age)

    @routes.get("/answer.schema.json")
    def answer_schema() -> Response:
        return keep(ANSWER_SCHEMA.read_bytes(), "application/schema+json", settings.max_age)

    @routes.get("/api")
    def api() -> Response:
        return page("openapi.html", document=document(), sections=list(_sections()))

    return routes


def _sections() -> Iterator[tuple[dict[str, Any], list[Operation]]]:
    """The operations under their tags, in the order of the document."""
    operations = [
        Operation(method.upper(), path, item[method])
        for path, item in document()["paths"].items()
        for method in _METHODS
        if method in item
    ]
    for tag in document()["tags"]:
        yield tag, [each for each in operations if tag["name"] in each.content["tags"]]

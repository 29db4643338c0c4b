"""From the bytes of an answer to a response: tag, caching, coding and file name; and its 304."""

from __future__ import annotations

import hashlib

from flask import Response, request

from mlat.graph.evaluation import Evaluation, Evaluator
from mlat.graph.negotiation import Choice
from mlat.web.clients import client_of
from mlat.web.compression import choose_coding, coding_for, compress
from mlat.web.day import today
from mlat.web.headers import Identity, answer_headers, held_tag
from mlat.web.languages import language
from mlat.web.reply import content_type

_ATTEMPTS = 3
_SAFE = ("GET", "HEAD", "QUERY")


def written_as(choice: Choice) -> str:
    """What the bytes follow from besides the data: the media type; for a page also language and day."""
    if choice.media_type != "text/html":
        return choice.media_type
    return f"text/html {language().tag} {today()}"


def not_modified(identity: Identity, max_age: int) -> Response | None:
    """The answer to a client that holds these bytes already; None for one that doesn't."""
    if request.method not in _SAFE:
        return None
    tag = held_tag(request.headers.get("If-None-Match"), identity)
    if tag is None:
        return None
    return Response(status=304, headers=answer_headers(identity, "", max_age) | {"ETag": tag})


def evaluate(evaluator: Evaluator, evaluation: Evaluation) -> tuple[bytes, str]:
    """The answer, and the release that it comes from: empty if releases changed all the time meanwhile.

    Only an answer whose release is known for sure may get a tag, or a tag could name another's bytes.
    """
    body = b""
    for _ in range(_ATTEMPTS):
        release = evaluator.release
        body = evaluator.evaluate(evaluation, client_of(request))
        if evaluator.release == release:
            return body, release
    return body, ""


def keep(body: bytes, media_type: str, max_age: int, status: int = 200) -> Response:
    """An answer that is tagged by its own bytes; its 304 for a client that holds them already."""
    coding = coding_for(body, choose_coding(request.headers.get("Accept-Encoding")))
    tag = f'"{hashlib.blake2b(coding.encode() + b" " + body, digest_size=16).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={max_age}"}
    held = (request.headers.get("If-None-Match") or "").replace("W/", "")
    if status == 200 and request.method in _SAFE and tag in (part.strip() for part in held.split(",")):
        return Response(status=304, headers=headers)
    if coding:
        headers["Content-Encoding"] = coding
    return Response(compress(body, coding), status, headers, content_type=content_type(media_type))


def respond(body: bytes, choice: Choice, identity: Identity | None, max_age: int) -> Response:
    """An answer as the client can take it; ``identity`` is None for one that must not be kept."""
    coding = coding_for(body, choose_coding(request.headers.get("Accept-Encoding")))
    response = Response(compress(body, coding), content_type=content_type(choice.media_type))
    if coding:
        response.headers["Content-Encoding"] = coding
    if choice.format.iri:
        response.headers["Content-Disposition"] = f'inline; filename="answer.{choice.format.suffix}"'
    if identity is None:
        response.headers["Cache-Control"] = "no-store"
        return response
    response.headers.update(answer_headers(identity, coding, max_age))
    # "*" stands for any answer, and now there is one.
    if request.method in _SAFE and request.headers.get("If-None-Match", "").strip() == "*":
        return Response(status=304, headers=answer_headers(identity, coding, max_age))
    return response

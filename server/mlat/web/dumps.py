"""Dumps over HTTP: what there is at ``/dumps/``, and each file with a strong tag, by ranges, in its coding.

A file has the media type of what lies there: ``mlat.nt.gz`` is gzip. The plain ``mlat.nt`` goes out as the
same bytes, with ``Content-Encoding: gzip``, to a client that takes that coding.
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import cast

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.wsgi import FileWrapper

from mlat.errors import PublishError, UnknownName
from mlat.graph.evaluation import Evaluator
from mlat.graph.negotiation import NotAcceptable, quality
from mlat.publish.dumps import manifest
from mlat.publish.dumps.manifest import Entry, Manifest, read_manifest
from mlat.publish.dumps.releases import LATEST
from mlat.publish.dumps.shelf import Given, Made, Shelf, cache_folder
from mlat.settings import Settings
from mlat.web.answers import keep
from mlat.web.compression import choose_coding
from mlat.web.pages.rendering import page
from mlat.web.reply import content_type
from mlat.web.transfer import PIECE

_SUFFIXES = {"gzip": ".gz", "zstd": ".zst"}
_YEAR = 31_536_000
_OFFER = ("text/html", "application/json")


def shelf_of(settings: Settings) -> Shelf:
    """Where the dumps of a server are."""
    return Given(Path(settings.dumps)) if settings.dumps else Made(cache_folder(os.environ))


def blueprint(evaluator: Evaluator, shelf: Shelf, settings: Settings) -> Blueprint:
    """The routes of the dumps; ``shelf`` finds their folders."""
    routes = Blueprint("dumps", __name__)
    library = _Library(evaluator, shelf, settings)

    @routes.get("/dumps/")
    def index() -> Response:
        return library.index(LATEST)

    @routes.get("/dumps/<release>/")
    def release(release: str) -> Response:
        return library.index(release)

    @routes.get("/dumps/<release>/<name>")
    def file(release: str, name: str) -> Response:
        return library.file(release, name)

    return routes


@dataclass(frozen=True)
class _Library:
    evaluator: Evaluator
    shelf: Shelf
    settings: Settings

    def index(self, release: str) -> Response:
        """What a release holds, and which others there are: a page, or JSON."""
        folders = self.shelf.folders(self.evaluator.release)
        found = read_manifest(_folder(folders, release))
        others = list(folders)
        if _wants_page():
            parts = [(title, list(files)) for title, files in groupby(found.files, lambda entry: entry.title)]
            return page("dumps.html", release=release, releases=others, manifest=found, parts=parts)
        content = {"releases": others, **asdict(found)}
        body = json.dumps(content, ensure_ascii=False, indent=2).encode()
        return keep(body, "application/json", self.settings.max_age)

    def file(self, release: str, name: str) -> Response:
        """One file of a release."""
        folder = _folder(self.shelf.folders(self.evaluator.release), release)
        max_age = self.settings.max_age if release == LATEST else _YEAR
        if name == manifest.NAME:
            return keep((folder / name).read_bytes(), "application/json", max_age)
        held = read_manifest(folder)
        entry = held.find(name)
        if entry is None:
            raise UnknownName(
                f"no file {name[:100]!r} in this release; /dumps/{release}/ lists all there are"
            )
        sent, coding = _coded(held, entry)
        response = _opened(folder, sent, content_type(entry.media_type))
        if coding:
            response.headers["Content-Encoding"] = coding
        response.headers["Cache-Control"] = f"public, max-age={max_age}"
        return _as_asked(response, sent.size)


def _as_asked(response: Response, size: int) -> Response:
    """Whole, in part or not at all, as the request asks."""
    headers = request.headers
    # A condition comes before a range (RFC 9110, 13.2.2). Of several ranges none has to be served.
    if "If-None-Match" in headers or "," in headers.get("Range", ""):
        request.environ.pop("HTTP_RANGE", None)
    file = cast(FileWrapper, response.response)
    try:
        response.make_conditional(request.environ, accept_ranges=True, complete_length=size)
        if request.method == "GET" and response.status_code in (200, 206):
            return response
    except HTTPException:
        file.close()
        raise
    file.close()
    response.response = []
    return response


def _folder(folders: Mapping[str, Path], release: str) -> Path:
    if release not in folders:
        raise UnknownName(f"no release {release[:40]!r}; there are {', '.join(folders)}")
    return folders[release]


def _coded(held: Manifest, entry: Entry) -> tuple[Entry, str]:
    """The file whose bytes go out, and the coding that they are for the one that was asked for."""
    coding = choose_coding(request.headers.get("Accept-Encoding"))
    found = held.find(entry.name + _SUFFIXES[coding]) if coding else None
    return (found, coding) if found else (entry, "")


def _opened(folder: Path, entry: Entry, media_type: str) -> Response:
    """The whole file, not yet read."""
    path = folder / entry.name
    try:
        file = path.open("rb")
    except OSError as error:
        raise PublishError(f"{entry.name} can't be read: {error.strerror}") from None
    state = os.fstat(file.fileno())
    if state.st_size != entry.size:
        file.close()
        raise PublishError(f"{entry.name} is not the file that the manifest of this release names")
    response = Response(FileWrapper(file, PIECE), content_type=media_type, direct_passthrough=True)
    response.content_length = entry.size
    response.set_etag(entry.sha256)
    response.last_modified = datetime.datetime.fromtimestamp(int(state.st_mtime), datetime.UTC)
    return response


def _wants_page() -> bool:
    """Whether a client likes a page better than JSON."""
    accept = request.headers.get("Accept") or "*/*"
    page_wanted, json_wanted = (quality(accept, media_type) for media_type in _OFFER)
    if not page_wanted and not json_wanted:
        raise NotAcceptable(accept, _OFFER)
    return page_wanted > json_wanted

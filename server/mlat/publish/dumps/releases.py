"""Dated releases: a folder each, with what changed since the one before, and ``latest`` for the newest."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from mlat.errors import PublishError
from mlat.layout import Layout
from mlat.publish.dumps import crate, manifest
from mlat.publish.dumps.change_list import write_list, write_patch
from mlat.publish.dumps.changes import compare
from mlat.publish.dumps.manifest import Entry, Manifest
from mlat.publish.dumps.writing import Tell, add_file, fill, fresh_folder

LATEST = "latest"

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def write_release(layout: Layout, folder: Path, date: str, tell: Tell) -> Manifest:
    """Make the release of a day in a folder of releases; a release that is there already never changes.

    :raises PublishError: for a day that isn't one or has a release, and for a folder that can't be written.
    :raises StoreError: for a source file that can't be read.
    """
    _check(date)
    target = folder / date
    if target.exists():
        raise PublishError(f"{target}: there already, and a release doesn't change; give another --date")
    with fresh_folder(target) as made:
        written = fill(layout, made, tell, date)
        extra = [*_changes(folder, made, date, tell)]
        written = replace(written, files=(*written.files, *extra))
        content = crate.write_crate(written)
        entry = add_file(made, crate.NAME, content, "Description as RO-Crate", "application/ld+json")
        written = replace(written, files=(*written.files, entry))
        (made / manifest.NAME).write_bytes(manifest.write_manifest(written))
    _point(folder)
    return written


def dated_folders(folder: Path) -> dict[str, Path]:
    """The releases in a folder by their days, the newest first."""
    found = (path for path in folder.iterdir() if _DATE.fullmatch(path.name)) if folder.is_dir() else ()
    releases = [path for path in found if (path / manifest.NAME).is_file()]
    return {path.name: path for path in sorted(releases, reverse=True)}


def is_name(text: str) -> bool:
    """Whether a release could be called so: ``latest``, or a day."""
    return text == LATEST or _DATE.fullmatch(text) is not None


def _check(date: str) -> None:
    try:
        if not _DATE.fullmatch(date):
            raise ValueError
        datetime.date.fromisoformat(date)
    except ValueError:
        raise PublishError(f"{date!r} is not a day such as 2026-11-26") from None


def _changes(folder: Path, made: Path, date: str, tell: Tell) -> Iterator[Entry]:
    """The two lists of what changed since the newest earlier release, if there is one."""
    earlier = next((day for day in dated_folders(folder) if day < date), None)
    if earlier is None:
        return
    tell(f"comparing with {earlier}")
    found = compare(folder / earlier, made)
    title = f"What changed since {earlier}"
    yield add_file(made, "changes.md", write_list(found, earlier, date), title, "text/markdown")
    patch = write_patch(found, earlier, date)
    yield add_file(made, "changes.rdfp", patch, f"{title}, as RDF Patch", "application/rdf-patch")


def _point(folder: Path) -> None:
    """Let ``latest`` stand for the newest release, without a moment in which it stands for none."""
    newest = next(iter(dated_folders(folder)))
    beside = folder / f".{LATEST}-{os.getpid()}"
    beside.symlink_to(newest)
    beside.replace(folder / LATEST)

"""``manifest.json``: what a folder of dumps holds. The files it doesn't name are not part of the dump."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from mlat.errors import PublishError

NAME = "manifest.json"


@dataclass(frozen=True)
class Entry:
    """One file.

    ``media_type`` is that of the file as it lies there, ``content_type`` that of what is compressed in it.
    ``statements`` are triples, or quads in a format for quads; 0 for a file that holds no graph.
    """

    name: str
    title: str
    media_type: str
    content_type: str
    size: int
    sha256: str
    statements: int = 0


@dataclass(frozen=True)
class Manifest:
    """All files of one dump.

    Title, description, licence and author are what the graph says of itself. ``release`` is the name by which
    a server knows the same graph. ``date`` is that of a dated release, else empty; ``modified`` is the day of
    the newest row. ``graphs`` counts the triples of each named graph.
    """

    title: str
    description: str
    release: str
    date: str
    modified: str
    licence: str
    author: str
    triples: int
    graphs: Mapping[str, int]
    files: tuple[Entry, ...]

    def find(self, name: str) -> Entry | None:
        """The file of that name; None if there is none."""
        return next((entry for entry in self.files if entry.name == name), None)


def write_manifest(manifest: Manifest) -> bytes:
    """The manifest as JSON, for people too."""
    return (json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder; raises PublishError where there is none that can be read."""
    path = folder / NAME
    try:
        return _read(json.loads(path.read_bytes()))
    except OSError as error:
        raise PublishError(
            f"{path}: {error.strerror or error}; `mlat dump` makes a folder of dumps"
        ) from None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PublishError(f"{path}: not the manifest of a dump: {error}") from None


def _read(content: Mapping[str, Any]) -> Manifest:
    files = tuple(Entry(**entry) for entry in content["files"])
    return Manifest(**{**content, "files": files})

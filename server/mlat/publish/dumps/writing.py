"""A dump into a folder: every file of the table, one after the other, then the manifest."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from mlat.errors import PublishError
from mlat.graph.namespaces import BASE, DCTERMS, FOAF, GRAPHS
from mlat.graph.workers.plan import LoadPlan
from mlat.layout import Layout
from mlat.publish.dumps import manifest
from mlat.publish.dumps.contents import Contents, read_contents
from mlat.publish.dumps.manifest import Entry, Manifest
from mlat.publish.dumps.table import PARTS, Part

Tell = Callable[[str], None]


def write_dump(layout: Layout, folder: Path, tell: Tell, date: str = "") -> Manifest:
    """Write all files into a folder, which is made, and holds all of them or is as it was before.

    An earlier dump gives way; any other folder that isn't empty stays. ``tell`` hears of each file.

    :raises PublishError: for a folder that can't be written.
    :raises StoreError: for a source file that can't be read.
    """
    with fresh_folder(folder) as made:
        return fill(layout, made, tell, date)


def fill(layout: Layout, folder: Path, tell: Tell, date: str = "") -> Manifest:
    """Write all files into an empty folder."""
    release = LoadPlan("project", (str(layout.root),)).release()
    tell("reading the source files")
    contents = read_contents(layout)
    files = [entry for part in PARTS for entry in _write_part(part, contents, folder, tell)]
    written = _manifest(contents, release, date, tuple(files))
    (folder / manifest.NAME).write_bytes(manifest.write_manifest(written))
    return written


def add_file(folder: Path, name: str, content: bytes, title: str, media_type: str) -> Entry:
    """Write a file that holds no graph; returns its entry for the manifest."""
    (folder / name).write_bytes(content)
    return Entry(name, title, media_type, media_type, len(content), hashlib.sha256(content).hexdigest())


def _write_part(part: Part, contents: Contents, folder: Path, tell: Tell) -> Iterator[Entry]:
    for suffix in part.suffixes:
        content, statements = part.write(contents, suffix)
        content_type = part.media_type(suffix)
        for compression in part.compressions:
            name = f"{part.name}.{suffix}{compression.suffix}"
            packed = compression.compress(content)
            (folder / name).write_bytes(packed)
            tell(f"{name:16} {len(packed):>12,} bytes")
            digest = hashlib.sha256(packed).hexdigest()
            media_type = compression.media_type or content_type
            yield Entry(name, part.title, media_type, content_type, len(packed), digest, statements)


def _manifest(contents: Contents, release: str, date: str, files: tuple[Entry, ...]) -> Manifest:
    about = {ox.NamedNode(f"{BASE}dataset"), ox.NamedNode(f"{BASE}dataset#contributors")}
    said = {
        quad.predicate.value: quad.object.value
        for quad in contents.quads
        if quad.subject in about and isinstance(quad.object, ox.NamedNode | ox.Literal)
    }
    return Manifest(
        said.get(f"{DCTERMS}title", ""),
        said.get(f"{DCTERMS}description", ""),
        release,
        date,
        said.get(f"{DCTERMS}modified", ""),
        said.get(f"{DCTERMS}license", ""),
        said.get(f"{FOAF}name", ""),
        len(contents.triples),
        _sizes(contents),
        files,
    )


def _sizes(contents: Contents) -> Mapping[str, int]:
    counted = Counter(quad.graph_name for quad in contents.quads)
    return {iri: counted[ox.NamedNode(iri)] for _, iri in sorted(GRAPHS.items())}


@contextmanager
def fresh_folder(folder: Path) -> Iterator[Path]:
    """A folder to fill, which takes its place when that went well."""
    if folder.exists() and not (folder / manifest.NAME).is_file() and any(folder.iterdir()):
        raise PublishError(f"{folder}: holds other things than a dump; name a new folder, or empty this one")
    beside: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        made = beside / "new"
        made.mkdir()
        yield made
        if folder.exists():
            folder.rename(beside / "old")
        made.rename(folder)
    except OSError as error:
        raise PublishError(f"{folder}: {error.strerror or error}") from None
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)

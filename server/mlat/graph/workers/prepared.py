"""A store on disk, made once by ``mlat prepare`` and then only read.

Beside it lies a note of what it holds, so that its sizes need no counting and its release no reading. A new
release is a new folder: the engine can't read a store that is written at the same time.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox

from mlat.errors import StoreError
from mlat.graph.evaluation import Sizes, sizes_of
from mlat.graph.store import Store

_STORE = "store"
_NOTE = "note.json"


@dataclass(frozen=True)
class Note:
    """What a prepared store holds."""

    release: str
    sizes: Sizes


def prepare(fill: Callable[[ox.Store], bool], release: str, folder: Path) -> Note:
    """Make a store in a folder that doesn't exist yet.

    ``fill`` puts the quads in, and tells whether the default graph is the union of the named ones.

    :raises StoreError: when the folder can't be made.
    """
    if folder.exists():
        raise StoreError(f"{folder}: exists already; a new release needs a new folder")
    made = folder.with_name(folder.name + ".part")
    try:
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        note = _write(fill, release, made)
        made.rename(folder)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror or error}") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return note


def _write(fill: Callable[[ox.Store], bool], release: str, folder: Path) -> Note:
    store = ox.Store(str(folder / _STORE))
    union = fill(store)
    store.optimize()
    store.flush()
    note = Note(release, sizes_of(Store(store, union=union)))
    (folder / _NOTE).write_text(json.dumps(asdict(note), indent=2) + "\n", encoding="utf-8")
    return note


def read_note(folder: Path) -> Note:
    """What a prepared store holds; raises StoreError for a folder that holds none."""
    try:
        value = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        sizes = value["sizes"]
        return Note(value["release"], Sizes(sizes["triples"], sizes["graphs"], sizes["union"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise StoreError(f"{folder}: no prepared store; `mlat prepare` makes one") from None


def open_prepared(folder: Path) -> Store:
    """Open a prepared store for reading; raises StoreError."""
    note = read_note(folder)
    try:
        return Store(ox.Store.read_only(str(folder / _STORE)), union=note.sizes.union)
    except OSError as error:
        raise StoreError(f"{folder}: {error}") from None

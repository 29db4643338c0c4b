"""What to load, as a value that can be sent to another process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pyoxigraph as ox

from mlat.errors import StoreError
from mlat.graph.evaluation import Sizes, release_of, sizes_of
from mlat.graph.loading import files_of, load_files, load_project, project_files, stream_file
from mlat.graph.store import Store
from mlat.graph.workers.prepared import open_prepared, read_note
from mlat.layout import Layout, find_layout

Kind = Literal["project", "files", "disk"]


@dataclass(frozen=True)
class LoadPlan:
    """Where the graph comes from.

    ``project``: the project's own data, of the folder in ``paths`` if there is one. ``files``: RDF files and
    folders, and ``graphs`` as pairs of IRI and file. ``disk``: the folder that ``mlat prepare`` made.
    """

    kind: Kind = "project"
    paths: tuple[str, ...] = ()
    graphs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_plain(cls, value: Any) -> LoadPlan:
        """The plan that :meth:`plain` gave."""
        kind, paths, graphs = value
        return cls(kind, tuple(paths), tuple((name, path) for name, path in graphs))

    def plain(self) -> list[object]:
        """The plan as a message to another process."""
        return [self.kind, list(self.paths), [list(pair) for pair in self.graphs]]

    def load(self) -> Store:
        """Load or open the graph; raises StoreError."""
        if self.kind == "disk":
            return open_prepared(self._folder())
        if self.kind == "files":
            return load_files(
                [Path(path) for path in self.paths], [(name, Path(path)) for name, path in self.graphs]
            )
        return load_project(self._layout())

    def release(self) -> str:
        """The name of the release: a hash of all files that :meth:`load` reads; raises StoreError."""
        if self.kind == "disk":
            return read_note(self._folder()).release
        digest = hashlib.sha256()
        for name, path in self._files():
            try:
                content = path.read_bytes()
            except OSError as error:
                raise StoreError(f"{path}: {error.strerror or error}") from None
            digest.update(f"{name} {len(content)} ".encode())
            digest.update(content)
        return release_of(self.kind.encode(), digest.digest())

    def stamp(self) -> list[tuple[str, int, int]]:
        """The files that :meth:`load` reads, how long each is and when it was written; raises StoreError.

        What is equal before and after has not changed meanwhile; to hash all files again would take longer.
        """
        if self.kind == "disk":
            return []
        found = []
        for name, path in self._files():
            try:
                status = path.stat()
            except OSError as error:
                raise StoreError(f"{path}: {error.strerror or error}") from None
            found.append((name, status.st_size, status.st_mtime_ns))
        return found

    def fill(self, target: ox.Store) -> bool:
        """Put the graph into a store; tells whether its default graph is the union of the named ones.

        :raises StoreError: for a file that can't be read.
        """
        if self.kind != "files":
            store = self.load()
            target.bulk_extend(store.quads())
            return store.union
        for name, file in self._files():
            stream_file(target, file, name)
        return False

    def files_to_open(self) -> int:
        """How many files the engine may still open after :meth:`load`; a store on disk opens some late."""
        return sum(1 for _ in self._folder().rglob("*")) if self.kind == "disk" else 0

    def sizes(self, store: Store | None) -> Sizes:
        """How many triples there are; a prepared store knows without being opened."""
        return sizes_of(store) if store is not None else read_note(self._folder()).sizes

    def _folder(self) -> Path:
        if len(self.paths) != 1:
            raise StoreError("a prepared store is one folder")
        return Path(self.paths[0])

    def _layout(self) -> Layout:
        return Layout(Path(self.paths[0])) if self.paths else find_layout()

    def _files(self) -> list[tuple[str, Path]]:
        if self.kind == "files":
            pairs = [("", path) for path in self.paths] + list(self.graphs)
            return [(name, file) for name, path in pairs for file in files_of(Path(path))]
        layout = self._layout()
        found = [path for paths in project_files(layout).values() for path in paths]
        root = f"{layout.root.as_posix()}/"
        return [(path.as_posix().removeprefix(root), path) for path in found]

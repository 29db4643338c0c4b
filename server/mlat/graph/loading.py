"""Files to a store: the project's own folders, or any RDF files."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from mlat.errors import StoreError
from mlat.graph.namespaces import BASE, GRAPHS
from mlat.graph.store import Store
from mlat.layout import Layout, find_layout

#: What a file holds, by the end of its name; ``.gz`` may follow each.
SUFFIXES: dict[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}

#: Graphs whose files are written by hand, and may hold blank nodes.
_WRITTEN = ("ontology", "schemes", "dataset")
_QUERIES = Path(__file__).parents[1] / "queries" / "loading"


def project_files(layout: Layout) -> dict[str, list[Path]]:
    """The files of each named graph of the project, by the name of the graph in ``GRAPHS``."""
    ontology, turtle = layout.ontology, layout.turtle
    return {
        "ontology": [ontology / "mlat.ttl"],
        "schemes": sorted((ontology / "schemes").glob("*.ttl")),
        "dataset": [turtle / "dataset.ttl"],
        "jurisdictions": sorted((turtle / "jurisdiction").rglob("*.ttl")),
        "instruments": sorted((turtle / "instrument").rglob("*.ttl")),
        "derived": sorted((turtle / "derived").rglob("*.ttl")),
        "catalogue": sorted(turtle.glob("catalogue.ttl")),
    }


def load_project(layout: Layout | None = None) -> Store:
    """The ontology, the schemes and the data, each in its named graph, and all of it in the default graph.

    :raises StoreError: for a file that can't be read, and when there is no data at all.
    """
    layout = layout or find_layout()
    files = project_files(layout)
    if not any(paths for name, paths in files.items() if name not in _WRITTEN):
        raise StoreError(f"{layout.turtle}: no data; `mlat build` makes it from the tables")
    store = ox.Store()
    for name, paths in files.items():
        graph = ox.NamedNode(GRAPHS[name])
        # Files that are written by hand may hold blank nodes, which are told apart by file.
        for some in [[path] for path in paths] if name in _WRITTEN else [paths]:
            _load(store, some, graph)
    if store.query((_QUERIES / "repeated.rq").read_text(encoding="utf-8")):
        store.update((_QUERIES / "union.ru").read_text(encoding="utf-8"))
        return Store(store, union=True)
    return Store(store, union=True, virtual=True)


def read_project(layout: Layout) -> Iterator[ox.Quad]:
    """All quads of the project, each in its named graph, with literals as the files write them.

    A store would keep the value of a number or a duration, and not its form.

    :raises StoreError: for a file that can't be read.
    """
    for name, paths in project_files(layout).items():
        graph = ox.NamedNode(GRAPHS[name])
        for path in paths:
            yield from (ox.Quad(q.subject, q.predicate, q.object, graph) for q in read_quads(path, BASE))


def load_files(paths: Iterable[Path], graphs: Iterable[tuple[str, Path]] = ()) -> Store:
    """Any RDF files, told apart by suffix; a folder stands for all RDF files in it.

    ``paths`` go where they say themselves: triples into the default graph, quads into their graphs.
    ``graphs`` are named graphs, each with a file of triples for it; a graph may have several.

    :raises StoreError: names the file and, where the parser knows it, line and column.
    """
    store = ox.Store()
    for name, path in [*(("", path) for path in paths), *graphs]:
        for file in files_of(path):
            _add_file(store.load, file, name)
    return Store(store)


def stream_file(store: ox.Store, path: Path, name: str = "") -> None:
    """Add one file to a store without holding it in memory; triples go to the graph ``name`` if there is one.

    :raises StoreError: names the file and, where the parser knows it, line and column.
    """
    _add_file(store.bulk_load, path, name)


def _add_file(load: Callable[..., None], path: Path, name: str) -> None:
    """Let the engine read a file by its method ``load`` or ``bulk_load``; raises StoreError."""
    graph = _graph_name(name) if name else None
    add = partial(load, format=format_of(path), base_iri=path.absolute().as_uri(), to_graph=graph)
    try:
        if path.suffix.lower() == ".gz":
            with gzip.open(path) as content:
                add(content)
        else:
            add(path=str(path))
    except SyntaxError as error:
        raise StoreError(f"{path}:{_place(error)} {_reason(error)}") from None
    except (OSError, EOFError, ValueError) as error:
        raise StoreError(f"{path}: {_told(error)}") from None


def format_of(path: Path) -> ox.RdfFormat:
    """The format of a file by its suffix; raises StoreError for an unknown one."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    if not suffixes or suffixes[-1] not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise StoreError(f"{path}: not a suffix of an RDF format; there are {known}, each also with .gz")
    return SUFFIXES[suffixes[-1]]


def files_of(path: Path) -> list[Path]:
    """The file itself, or all RDF files in a folder; raises StoreError for a folder without any."""
    if not path.is_dir():
        return [path]
    found = [file for file in sorted(path.rglob("*")) if file.is_file() and _is_rdf(file)]
    if not found:
        raise StoreError(f"{path}: no RDF file in this folder")
    return found


def _is_rdf(path: Path) -> bool:
    name = path.name.lower().removesuffix(".gz")
    return name.endswith(tuple(suffix for suffix in SUFFIXES if suffix not in (".xml", ".json")))


def _graph_name(name: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(name)
    except ValueError as error:
        raise StoreError(f"{name}: not an absolute IRI for a graph: {error}") from None


def read_quads(path: Path, base: str | None = None) -> list[ox.Quad]:
    """All quads of a file; raises StoreError with file, line and column."""
    form = format_of(path)
    try:
        content = gzip.decompress(path.read_bytes()) if path.suffix.lower() == ".gz" else path.read_bytes()
        return list(ox.parse(content, format=form, base_iri=base or path.absolute().as_uri()))
    except SyntaxError as error:
        raise StoreError(f"{path}:{_place(error)} {_reason(error)}") from None
    except (OSError, EOFError, ValueError) as error:
        raise StoreError(f"{path}: {_told(error)}") from None


def _place(error: SyntaxError) -> str:
    return f"{error.lineno}:{error.offset}:" if error.lineno else ""


def _told(error: Exception) -> str:
    """What is wrong with a file, in the words of the system; the engine adds its number."""
    return getattr(error, "strerror", None) or str(error).partition(" (os error ")[0]


def _reason(error: SyntaxError) -> str:
    """What the parser says, without the place that stands before it."""
    said = error.msg
    return said.partition(": ")[2] or said if said.startswith("Parser error at") else said


def _load(store: ox.Store, paths: Sequence[Path], graph: ox.NamedNode) -> None:
    """Load Turtle files as if they were one; raises StoreError with file, line and column."""
    try:
        content = b"\n".join(path.read_bytes() for path in paths)
        store.load(content, format=ox.RdfFormat.TURTLE, base_iri=BASE, to_graph=graph)
    except (SyntaxError, OSError):
        for path in paths:
            read_quads(path, BASE)
        raise

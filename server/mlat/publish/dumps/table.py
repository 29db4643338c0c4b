"""The files of a dump: one table of what each holds, in which format, and how it is compressed."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass

import zstandard

from mlat.graph.formats import AnswerKind, named_format
from mlat.graph.loading import SUFFIXES
from mlat.graph.rdf_out import write_dataset
from mlat.publish.dumps.contents import Contents

# Level 19 takes forty times as long for a sixth less.
_ZSTD_LEVEL = 12


@dataclass(frozen=True)
class Compression:
    """A way to compress a file; the same bytes give the same bytes."""

    suffix: str
    media_type: str
    compress: Callable[[bytes], bytes]


PLAIN = Compression("", "", lambda content: content)
COMPRESSIONS = (
    PLAIN,
    # Without the time of writing, which gzip would put into its header.
    Compression(".gz", "application/gzip", lambda content: gzip.compress(content, 9, mtime=0)),
    Compression(".zst", "application/zstd", lambda content: zstandard.compress(content, _ZSTD_LEVEL)),
)


@dataclass(frozen=True)
class Part:
    """What files may hold; ``write`` gives the bytes for a suffix, and the number of statements."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    compressions: tuple[Compression, ...]
    write: Callable[[Contents, str], tuple[bytes, int]]

    def media_type(self, suffix: str) -> str:
        """The media type of the file before it is compressed."""
        return named_format(AnswerKind.GRAPH, suffix).media_type


def _dataset(contents: Contents, suffix: str) -> tuple[bytes, int]:
    return write_dataset(contents.quads, SUFFIXES[f".{suffix}"]), len(contents.quads)


def _view(contents: Contents, suffix: str) -> tuple[bytes, int]:
    triples = contents.triples
    return named_format(AnswerKind.GRAPH, suffix).write(tuple(triples)), len(triples)


def _graph(name: str) -> Callable[[Contents, str], tuple[bytes, int]]:
    def write(contents: Contents, suffix: str) -> tuple[bytes, int]:
        triples = contents.graph(name)
        return named_format(AnswerKind.GRAPH, suffix).write(tuple(triples)), len(triples)

    return write


def _shapes(contents: Contents, suffix: str) -> tuple[bytes, int]:
    triples = contents.shapes
    return named_format(AnswerKind.GRAPH, suffix).write(tuple(triples)), len(triples)


_TRIPLES = ("ttl", "nt", "jsonld", "rdf")

#: In the order in which they are shown.
PARTS = (
    Part("mlat", "The whole data set, each graph by its name", ("trig", "nq"), COMPRESSIONS, _dataset),
    Part("mlat", "All graphs of the data set as one", _TRIPLES, COMPRESSIONS, _view),
    Part("ontology", "The vocabulary: classes and properties", _TRIPLES, (PLAIN,), _graph("ontology")),
    Part("schemes", "The concept schemes", _TRIPLES, (PLAIN,), _graph("schemes")),
    Part("shapes", "SHACL shapes, by which the data are checked", _TRIPLES, (PLAIN,), _shapes),
)

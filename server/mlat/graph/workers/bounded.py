"""The formats of answers with an end: writing stops as soon as an answer is longer than it may be."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import IO, cast

import pyoxigraph as ox

from mlat.errors import TooLarge
from mlat.graph.formats import FORMATS, Format, Writable
from mlat.graph.workers.limits import MIB

#: A triple has at least so many bytes in any format; most have five times as many.
_SHORTEST_TRIPLE = 16


class Sink:
    """A file in memory that takes no more than ``most`` MiB."""

    def __init__(self, most: int) -> None:
        """Begin empty."""
        self._pieces: list[bytes] = []
        self._most, self._left = most, most * MIB

    def write(self, piece: bytes) -> int:
        """Take a piece; raises TooLarge."""
        self._left -= len(piece)
        if self._left < 0:
            raise TooLarge("result", self._most)
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing to do; files have this."""

    def content(self) -> bytes:
        """All that was written."""
        return self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)


def bounded_formats(result_mb: int) -> dict[str, Format]:
    """All formats by suffix, each raising TooLarge for an answer beyond a number of MiB."""
    return {
        form.suffix: dataclasses.replace(form, write=_bounded_writer(form, result_mb)) for form in FORMATS
    }


def _bounded_writer(form: Format, result_mb: int) -> Callable[[Writable], bytes]:
    native = ox.QueryResultsFormat.from_media_type(form.media_type)

    def write(answer: Writable) -> bytes:
        if isinstance(answer, ox.QuerySolutions | ox.QueryBoolean):
            if native is not None:
                sink = Sink(result_mb)
                answer.serialize(cast(IO[bytes], sink), format=native)
                return sink.content()
            body = form.write(answer)
        else:
            # The writer sorts, so it needs a list of all triples anyway.
            body = form.write([*_counted(answer, result_mb)])
        if len(body) > result_mb * MIB:
            raise TooLarge("result", result_mb)
        return body

    return write


def _counted(triples: Iterable[ox.Triple], result_mb: int) -> Iterator[ox.Triple]:
    most = result_mb * MIB // _SHORTEST_TRIPLE
    for number, triple in enumerate(triples):
        if number >= most:
            raise TooLarge("result", result_mb)
        yield triple

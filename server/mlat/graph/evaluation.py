"""What the web layer needs of the graph: one query in, bytes out.

:class:`Evaluator` is that interface. :class:`InProcess` answers in the process that asks, for tests and the
command line; :class:`mlat.graph.workers.Pool` answers in processes that can be killed, for an event loop, and
:class:`mlat.graph.bridge.Bridge` lets threads use it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Protocol

import pyoxigraph as ox

from mlat import __version__
from mlat.errors import UnknownName
from mlat.graph.formats import FORMATS, Format
from mlat.graph.guard import Admitted, Form
from mlat.graph.store import Dataset, Store


class Evaluation(NamedTuple):
    """An admitted query with the format of its answer, made of plain values; best made by :meth:`of`.

    ``format_name`` is the suffix of the format, which no other format has.
    """

    text: str
    format_name: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    source: str = ""
    star: int | None = None
    variables: tuple[str, ...] = ()

    @classmethod
    def of(cls, admitted: Admitted, form: Format, dataset: Dataset | None = None) -> Evaluation:
        """The evaluation of a query that the guard let through."""
        graphs = dataset or Dataset()
        return cls(
            admitted.text,
            form.suffix,
            graphs.default_graphs,
            graphs.named_graphs,
            admitted.source if admitted.source != admitted.text else "",
            admitted.star,
            admitted.variables if admitted.star is not None else (),
        )

    @property
    def format(self) -> Format:
        """The format; raises UnknownName if there is none of that name."""
        found = _BY_SUFFIX.get(self.format_name)
        if found is None:
            raise UnknownName(f"no format {self.format_name!r}; there are {', '.join(_BY_SUFFIX)}")
        return found

    @property
    def dataset(self) -> Dataset:
        """The graphs that the request asks for."""
        return Dataset(self.default_graphs, self.named_graphs)

    @property
    def admitted(self) -> Admitted:
        """What the guard gave; its form is not kept, as the engine finds it again."""
        return Admitted(self.source or self.text, self.text, Form.SELECT, self.star, self.variables)


_BY_SUFFIX = {form.suffix: form for form in FORMATS}


@dataclass(frozen=True)
class Sizes:
    """How many triples there are: in the default graph, and in each named graph by IRI.

    ``union`` tells that the default graph is the union of the named ones.
    """

    triples: int
    graphs: Mapping[str, int]
    union: bool = False


@dataclass(frozen=True)
class Status:
    """What the processes behind an evaluator do; the numbers after ``queued`` only ever grow.

    ``outcomes`` counts evaluations by ``answered``, ``failed`` (an error of the query), ``too-slow``,
    ``too-large``, ``lost`` and ``overloaded``.
    """

    workers: int = 0
    busy: int = 0
    queued: int = 0
    outcomes: Mapping[str, int] = field(default_factory=dict)
    killed: int = 0
    started: int = 0
    reloads: int = 0


class Described(Protocol):
    """What an evaluator tells of itself; for any thread."""

    @property
    def release(self) -> str:
        """What names the loaded data and the software that answers from it: hexadecimal digits."""

    def sizes(self) -> Sizes:
        """How many triples the release holds."""

    def graph_sizes(self) -> Mapping[str, int]:
        """How many triples each named graph holds, by IRI."""

    def status(self) -> Status:
        """What goes on now."""


class Evaluator(Described, Protocol):
    """Evaluates queries over one release of the graph at a time; for any thread."""

    def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
        """Answer a query; ``client`` is whom it is for, and clients share the evaluator fairly.

        :raises QueryError: for a query that can't be parsed or evaluated.
        :raises Overloaded: when too many queries wait.
        :raises TooSlow: after the time that a query may take.
        :raises TooLarge: for an answer, or a memory, beyond the limit.
        :raises WorkerLost: when the process that evaluates ends by itself.
        """


class AsyncEvaluator(Described, Protocol):
    """The same for one event loop: :meth:`evaluate` is for its tasks only, all else for any thread."""

    def kept(self, evaluation: Evaluation) -> bytes | None:
        """The answer, if it is there without any waiting."""

    async def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
        """Answer a query; raises what :meth:`Evaluator.evaluate` raises."""


class Before:
    """What stands before another evaluator, and tells of that one when it is asked about itself."""

    def __init__(self, described: Described) -> None:
        """Stand before an evaluator of either kind."""
        self._described = described

    @property
    def release(self) -> str:
        """The release that the evaluator answers from."""
        return self._described.release

    def sizes(self) -> Sizes:
        """How many triples the release holds."""
        return self._described.sizes()

    def graph_sizes(self) -> Mapping[str, int]:
        """How many triples each named graph holds, by IRI."""
        return self._described.graph_sizes()

    def status(self) -> Status:
        """What goes on now."""
        return self._described.status()


class InProcess:
    """The evaluator that answers at once, in the thread that asks, without any limit of its own."""

    def __init__(self, store: Store, release: str = "") -> None:
        """Answer from a store; ``release`` saves finding it out."""
        self.store = store
        self._release = release
        self._outcomes = {"answered": 0, "failed": 0}

    @cached_property
    def release(self) -> str:
        """A hash of all quads; blank nodes count with the names that this process gave them."""
        if self._release:
            return self._release
        content = self.store.inner.dump(format=ox.RdfFormat.N_QUADS) or b""
        return release_of(*sorted(content.splitlines()))

    def evaluate(self, evaluation: Evaluation, client: str = "") -> bytes:
        """Answer a query; raises QueryError and UnknownName."""
        outcome = "failed"
        try:
            answer = self.store.evaluate(evaluation.admitted, evaluation.format, dataset=evaluation.dataset)
            outcome = "answered"
        finally:
            self._outcomes[outcome] += 1
        return answer

    def sizes(self) -> Sizes:
        """How many triples the store holds."""
        return sizes_of(self.store)

    def graph_sizes(self) -> Mapping[str, int]:
        """How many triples each named graph holds, by IRI."""
        return self.store.graph_sizes

    def status(self) -> Status:
        """Counts of outcomes; there are no workers."""
        return Status(outcomes=dict(self._outcomes))


def sizes_of(store: Store) -> Sizes:
    """How many triples a store holds."""
    return Sizes(store.size, store.graph_sizes, store.union)


def release_of(*parts: bytes) -> str:
    """The name of a release: a hash of its data and of the versions that decide how answers are written."""
    digest = hashlib.sha256(f"{__version__} {ox.__version__}".encode())
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:16]

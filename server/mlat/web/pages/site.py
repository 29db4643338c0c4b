"""What every page stands on: the graph to ask, the names of things, and the language of the reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from flask import has_request_context, request

from mlat.finder.asking import Asker, Given
from mlat.finder.find import Finder
from mlat.finder.names import Names
from mlat.finder.rows import Row, Text
from mlat.graph.binding import Term
from mlat.graph.evaluation import Evaluator
from mlat.settings import Settings
from mlat.web.clients import client_of
from mlat.web.languages import language
from mlat.web.pages import addresses

T = TypeVar("T")
#: The names of one thing, by the tag of their language in small letters.
Labels = Mapping[str, Text]


@dataclass
class OfRelease(Generic[T]):
    """A value that is made once for each release of the graph; for any thread."""

    evaluator: Evaluator
    make: Callable[[Evaluator], T]
    _kept: tuple[str, T] | None = None
    _lock: Lock = field(default_factory=Lock)

    def get(self) -> T:
        """The value for the present release; raises what making it raises."""
        kept = self._kept
        if kept is None or kept[0] != self.evaluator.release:
            with self._lock:
                kept = self._kept
                if kept is None or kept[0] != self.evaluator.release:
                    release = self.evaluator.release
                    kept = self._kept = (release, self.make(self.evaluator))
        return kept[1]


@dataclass(frozen=True)
class Site:
    """The graph as the pages see it; for any thread."""

    evaluator: Evaluator
    settings: Settings
    finder: Finder
    _labels: OfRelease[Mapping[str, Labels]]
    _publishers: OfRelease[Mapping[str, str]]

    @classmethod
    def over(cls, evaluator: Evaluator, settings: Settings) -> Site:
        """The site over one evaluator."""
        return cls(
            evaluator,
            settings,
            Finder(evaluator),
            OfRelease(evaluator, _read_labels),
            OfRelease(evaluator, _read_publishers),
        )

    def ask(self, query: str, **given: Given | Sequence[Term]) -> list[Row]:
        """The rows of a query in ``queries/pages``, asked for the client of the request."""
        return self.asker("pages").rows(query, **given)

    def asker(self, folder: str) -> Asker:
        """Asks the queries of a folder for the client of the request."""
        return Asker(self.evaluator, folder, client_of(request) if has_request_context() else "")

    @property
    def names(self) -> Names:
        """The names of all things that can be searched, in the present release."""
        return self.finder.names

    def label(self, iri: str | None) -> Text:
        """What a thing is called in the reader's language, or else in English; else its last part.

        A part of an instrument is called after the instrument.
        """
        iri = iri or ""
        if found := self._labels.get().get(iri):
            label = found.get(language().tag.lower()) or found.get("en") or found.get("")
            return label or next(iter(found.values()))
        if part := addresses.part_name(iri) if addresses.is_ours(iri) else "":
            whole = iri.removesuffix(f"/{part}")
            return Text(f"{self.label(whole)} – {part}", "")
        return Text(addresses.last(iri) if addresses.is_ours(iri) else iri, "")

    def publisher(self, page: str) -> str:
        """Who published a page that is a source; its host where nobody is known for it."""
        known = self._publishers.get().get(page)
        if known or addresses.is_ours(page):
            return self.label(known or page)
        return addresses.host(page)


def _read_publishers(evaluator: Evaluator) -> Mapping[str, str]:
    """The publisher of each page that is a source."""
    rows = Asker(evaluator, "pages").rows("pages-of-publishers")
    return {row.text("page"): row.text("publisher") for row in rows}


def _read_labels(evaluator: Evaluator) -> Mapping[str, Labels]:
    """All labels of the release, by IRI and language."""
    labels: dict[str, dict[str, Text]] = {}
    for row in Asker(evaluator, "pages").rows("labels"):
        label = row["label"]
        if isinstance(label, Text):
            labels.setdefault(row.text("record"), {}).setdefault(label.language.lower(), label)
    return labels

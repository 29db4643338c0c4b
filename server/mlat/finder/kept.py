"""What was read once is kept for a release: conventions come up in nearly every answer."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from mlat.finder.asking import Asker

_T = TypeVar("_T")
#: So many are kept, some kilobytes each.
_KEPT = 2_000


class Kept(Generic[_T]):
    """What one release says of instruments in some respect, of those asked for last; for any thread."""

    def __init__(self, read: Callable[[Asker, Sequence[str]], Mapping[str, _T]], kept: int = _KEPT) -> None:
        """Keep so many; ``read`` reads those that are not known, by IRI, in one go."""
        self._read = read
        self._kept = kept
        self._lock = threading.Lock()
        self._known: OrderedDict[str, _T] = OrderedDict()

    def of(self, asker: Asker, instruments: Iterable[str]) -> dict[str, _T]:
        """What is said of instruments, by IRI; raises EvaluationError."""
        wanted = sorted(set(instruments))
        with self._lock:
            found = {iri: self._known[iri] for iri in wanted if iri in self._known}
        if missing := [iri for iri in wanted if iri not in found]:
            found |= self._read(asker, missing)
        with self._lock:
            for iri, one in found.items():
                self._known[iri] = one
                self._known.move_to_end(iri)
            while len(self._known) > self._kept:
                self._known.popitem(last=False)
        return found

"""Does an article give the assistance that is asked for?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mlat.finder.background import ANY_OTHER, Background
from mlat.finder.rows import Row
from mlat.finder.statements import Given
from mlat.graph.iris import concept

_EXCLUDED = concept("modality", "excluded")
_MATCHES = ("exact", "narrower", "broader", "any-other")


@dataclass(frozen=True)
class Wanted:
    """The kind of assistance asked for, with its wider and narrower kinds; ``assistance`` None is any."""

    assistance: str | None
    wider: frozenset[str]
    narrower: frozenset[str]

    @classmethod
    def of(cls, background: Background, assistance: str | None) -> Wanted:
        """What the schemes say of a kind of assistance."""
        if assistance is None:
            return cls(None, frozenset(), frozenset())
        return cls(assistance, background.wider(assistance), background.narrower(assistance))

    def match(self, provided: str) -> str | None:
        """How a kind of assistance that an article gives fits.

        ``exact``, ``narrower`` (a part of what is asked for), ``broader``, ``any-other`` (the clause for any
        other assistance), or None where it doesn't fit.
        """
        if provided == self.assistance:
            return "exact"
        if provided in self.narrower:
            return "narrower"
        if provided in self.wider:
            return "broader"
        return "any-other" if provided == ANY_OTHER else None

    def matching(self, provisions: Iterable[Row]) -> list[tuple[str | None, Row]]:
        """The provisions that fit, best first; all that give assistance where any will do."""
        rows = [row for row in provisions if row["assistance"]]
        if self.assistance is None:
            return [(None, row) for row in rows]
        found = [(match, row) for row in rows if (match := self.match(row.text("assistance")))]
        return sorted(found, key=lambda one: _MATCHES.index(one[0]))

    def given(self, provisions: Iterable[Row]) -> Given | None:
        """Whether an instrument with these provisions gives it; None where no kind is asked for.

        Never "no": that no article is coded for it in the graph doesn't say that there is none.
        """
        if self.assistance is None:
            return None
        found = {(match, row["modality"] == _EXCLUDED) for match, row in self.matching(provisions)}
        if found & {("exact", False), ("narrower", False)}:
            return Given.YES
        if ("exact", True) in found:
            return Given.EXCLUDED
        return Given.PERHAPS if found & {("broader", False), ("any-other", False)} else Given.NOT_KNOWN

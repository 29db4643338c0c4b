"""One question on its way to the answer: what all parts of the answer need of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from mlat.finder.asking import Asker
from mlat.finder.background import Background
from mlat.finder.describing import Describer
from mlat.finder.dossiers import Dossier
from mlat.finder.matching import Wanted
from mlat.finder.periods import last_day
from mlat.finder.positions import Parts, Positions, read_parts
from mlat.finder.question import Question
from mlat.finder.rows import Row
from mlat.finder.statements import Given


@dataclass(frozen=True)
class Case:
    """A question with the release that answers it; what it reads, it reads once, for one client."""

    background: Background
    asker: Asker
    question: Question

    @property
    def requesting(self) -> str:
        """The IRI of the side that asks."""
        return self.question.requesting.iri

    @property
    def requested(self) -> str:
        """The IRI of the side that is asked."""
        return self.question.requested.iri

    @property
    def parties(self) -> tuple[str, str]:
        """The IRIs of both."""
        return self.requesting, self.requested

    @property
    def day(self) -> str:
        """The day, as dates of the graph are written."""
        return self.question.on.isoformat()

    @cached_property
    def describe(self) -> Describer:
        """Labels in the language of the question."""
        return Describer(self.background, self.question.language)

    @cached_property
    def wanted(self) -> Wanted:
        """The kind of assistance asked for."""
        assistance = self.question.assistance
        return Wanted.of(self.background, assistance.iri if assistance else None)

    @cached_property
    def ceased(self) -> tuple[str, ...]:
        """Which of the two had ceased to be by the day: its code was withdrawn by then (ISO 3166-3)."""
        known = self.background.jurisdictions
        ends = {party: known[party].one("codeWithdrawn") for party in self.parties if party in known}
        return tuple(party for party, end in ends.items() if end and last_day(end) <= self.day)

    @cached_property
    def stand_ins(self) -> Mapping[str, Mapping[str, str]]:
        """Who may bind each side without its being named, with the reason: ``organisation``, ``territory``
        (the state that it belongs to) or ``predecessor``.
        """
        return {party: dict(self._stand_ins_of(party)) for party in self.parties}

    def _stand_ins_of(self, party: str) -> Iterable[tuple[str, str]]:
        record = self.background.jurisdictions.get(party)
        for code in record.all("memberOf") if record else ():
            if code in self.background.organisations:
                yield self.background.organisations[code], "organisation"
        for state in record.all("partOf") if record else ():
            yield state, "territory"
        for former in self.background.predecessors.get(party, ()):
            yield former, "predecessor"

    @cached_property
    def parts(self) -> Parts:
        """What both sides, and those who stand in for them, have part in."""
        others = [one for stand_ins in self.stand_ins.values() for one in stand_ins]
        return read_parts(self.asker, [*self.parties, *others])

    @property
    def positions(self) -> Mapping[str, Positions]:
        """Where both sides and those who stand in for them stand to instruments."""
        return self.parts.positions

    @property
    def shared(self) -> list[str]:
        """The instruments in which both take part, in whatever way."""
        return sorted(self.positions[self.requesting].keys() & self.positions[self.requested].keys())

    def dossiers(self, instruments: Iterable[str]) -> dict[str, Dossier]:
        """What instruments say by themselves, by IRI."""
        return self.background.dossiers.of(self.asker, instruments)

    def gives(self, instruments: Iterable[str]) -> dict[str, tuple[Row, ...]]:
        """Which kinds of assistance instruments give, by IRI; nothing where any will do."""
        return self.background.gives.of(self.asker, instruments if self.wanted.assistance else ())

    def given(self, instrument: str) -> Given | None:
        """Whether an instrument gives the assistance asked for; None where any will do."""
        return self.wanted.given(self.gives([instrument]).get(instrument, ()))

    def provisions(self, instruments: Iterable[str]) -> dict[str, tuple[Row, ...]]:
        """The provisions of instruments in the order of their articles, by IRI."""
        return self.background.provisions.of(self.asker, instruments)

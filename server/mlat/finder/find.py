"""The question answered: first what both take part in, then what that says."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from mlat.finder.alternatives import paths, read_laws
from mlat.finder.answer import Answer, Basis, Ended, JoinedByOne, NotKnown, Signed, WithoutTreaty
from mlat.finder.asking import Asker, Row, iris
from mlat.finder.authorities import read_authorities
from mlat.finder.background import Background
from mlat.finder.bases import BasisMaker, Wanted, in_order
from mlat.finder.describing import Describer
from mlat.finder.dossiers import Dossier
from mlat.finder.names import Names
from mlat.finder.others import OtherMaker, bound_by, in_existence, is_scheme, only_signed
from mlat.finder.periods import Period, holding
from mlat.finder.positions import Position, joint_periods, read_positions
from mlat.finder.question import Question, read_question
from mlat.graph.evaluation import Evaluator

#: A release may be replaced while a question is answered; so often is it asked again.
_ATTEMPTS = 3


class Finder:
    """Answers questions from an evaluator, whatever release it has; for any thread."""

    def __init__(self, evaluator: Evaluator) -> None:
        """Answer from this evaluator; nothing is read yet."""
        self.evaluator = evaluator
        self._lock = threading.Lock()
        self._background: Background | None = None

    @property
    def background(self) -> Background:
        """What is known of the release that the evaluator has now."""
        with self._lock:
            if self._background is None or self._background.release != self.evaluator.release:
                self._background = Background(self.evaluator)
            return self._background

    @property
    def names(self) -> Names:
        """The names of the release; raises EvaluationError."""
        return self.background.names

    def question(
        self, from_: str, to: str, assistance: str = "", on: str = "", language: str = "en"
    ) -> Question:
        """Read a question from texts; raises what :func:`mlat.finder.question.read_question` raises."""
        return read_question(self.names, from_=from_, to=to, assistance=assistance, on=on, language=language)

    def find(self, question: Question, client: str = "") -> Answer:
        """Answer a question; ``client`` is whom it is for.

        :raises EvaluationError: when the evaluator gives no answer.
        """
        for _ in range(_ATTEMPTS):
            background = self.background
            answer = _Search(background, Asker(self.evaluator, "finder", client), question).answer()
            if background.release == self.evaluator.release:
                break
        return answer


def find(evaluator: Evaluator, question: Question, client: str = "") -> Answer:
    """Answer one question; for several of them, a :class:`Finder` keeps what they share."""
    return Finder(evaluator).find(question, client)


@dataclass
class _Search:
    """One question on its way to the answer."""

    background: Background
    asker: Asker
    question: Question

    def answer(self) -> Answer:
        """The whole answer."""
        bases, signed, ended, schemes = self._shared()
        not_known, joined = self._beside()
        question, describe = self.question, self._describer
        bound = [basis.instrument.iri for basis in bases]
        return Answer(
            question,
            describe.party(self._a),
            describe.party(self._b),
            describe.concept(question.assistance.iri) if question.assistance else None,
            self.background.release,
            bases,
            read_authorities(self.asker, describe, self._b, bound, self._day),
            signed,
            ended,
            not_known,
            WithoutTreaty(
                paths(self.background, describe),
                read_laws(self.asker, describe, self._b),
                tuple(sorted([*joined, *schemes], key=lambda one: one.instrument.id)),
            ),
        )

    @property
    def _a(self) -> str:
        return self.question.requesting.iri

    @property
    def _b(self) -> str:
        return self.question.requested.iri

    @property
    def _day(self) -> str:
        return self.question.on.isoformat()

    @cached_property
    def _describer(self) -> Describer:
        return Describer(self.background, self.question.language)

    @cached_property
    def _wanted(self) -> Wanted:
        assistance = self.question.assistance
        return Wanted.of(self.background, assistance.iri if assistance else None)

    @cached_property
    def _other(self) -> OtherMaker:
        return OtherMaker(self._describer, self._wanted, self._day)

    @cached_property
    def _stand_ins(self) -> dict[str, dict[str, str]]:
        """Who may bind each side without its being named: its state, its organisations, its predecessors."""
        return {party: dict(self._stand_ins_of(party)) for party in (self._a, self._b)}

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
    def _positions(self) -> dict[str, dict[str, tuple[Position, ...]]]:
        others = [party for stand_ins in self._stand_ins.values() for party in stand_ins]
        return read_positions(self.asker, [self._a, self._b, *others])

    def _own(self, party: str) -> dict[str, tuple[Position, ...]]:
        return self._positions[party]

    def _dossiers(self, instruments: Iterable[str]) -> dict[str, Dossier]:
        return self.background.dossiers.of(self.asker, instruments)

    # What both take part in.

    def _shared(
        self,
    ) -> tuple[tuple[Basis, ...], tuple[Signed, ...], tuple[Ended, ...], list[JoinedByOne]]:
        ours, theirs = self._own(self._a), self._own(self._b)
        dossiers = self._dossiers(ours.keys() & theirs.keys())
        bases, signed, ended, left = [], [], [], []
        binding: list[tuple[Dossier, Period]] = []
        for instrument, dossier in sorted(dossiers.items()):
            sides = (ours[instrument], theirs[instrument])
            joint = joint_periods(*sides)
            period = holding(joint, self._day)
            if period and not only_signed(dossier, joint, self._day):
                binding.append((dossier, period))
            elif over := self._other.ended(dossier, sides, joint):
                ended.append(over)
            elif is_scheme(dossier):
                left.append(self._other.joined_by_one(dossier, (self._a, self._b), (), None))
            elif made := self._other.signed(dossier, sides, joint):
                signed.append(made)
        bases = self._bases(binding)
        return in_order(bases, dossiers), tuple(signed), tuple(ended), left

    def _bases(self, binding: Sequence[tuple[Dossier, Period]]) -> list[Basis]:
        declarations = self._declarations([dossier.iri for dossier, _ in binding])
        maker = BasisMaker(self._describer, self._wanted, self._day)
        positions = {
            dossier.iri: (*self._own(self._a)[dossier.iri], *self._own(self._b)[dossier.iri])
            for dossier, _ in binding
        }
        disputed = self._disputed([one.participation for some in positions.values() for one in some])
        return [
            maker.make(
                dossier,
                period,
                positions[dossier.iri],
                declarations.get(dossier.iri, ()),
                [row for one in positions[dossier.iri] for row in disputed.get(one.participation, ())],
            )
            for dossier, period in binding
        ]

    def _declarations(self, instruments: Sequence[str]) -> dict[str, list[Row]]:
        wanted = set(instruments)
        found: dict[str, list[Row]] = {}
        for row in self.asker.rows("declarations", party=iris([self._a, self._b])) if wanted else ():
            if row.iri("instrument") in wanted:
                found.setdefault(row.iri("instrument"), []).append(row)
        return found

    def _disputed(self, records: Sequence[str]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.asker.rows("disagreements", record=iris(records)) if records else ():
            found.setdefault(row.iri("record"), []).append(row)
        return found

    # What only one of them takes part in, or neither.

    def _beside(self) -> tuple[tuple[NotKnown, ...], list[JoinedByOne]]:
        not_known = {one.instrument.iri: one for one in self._through_others()}
        joined: list[JoinedByOne] = []
        for instrument, bound in sorted(self._one_sided().items()):
            if instrument in not_known:
                continue
            dossier = self._dossiers([instrument])[instrument]
            outside = tuple(party for party in (self._a, self._b) if party not in bound)
            unlisted = tuple(party for party in outside if instrument not in self._own(party))
            open_list = self._other.list_incomplete(dossier, bound, unlisted) if unlisted else None
            if open_list:
                not_known[instrument] = open_list
            elif bound and not self._signed_by_all(instrument):
                joined.append(self._other.joined_by_one(dossier, bound, outside, None))
        order = sorted(not_known.values(), key=lambda one: (not one.bound, one.instrument.id))
        return tuple(order), joined

    def _signed_by_all(self, instrument: str) -> bool:
        return all(instrument in self._own(party) for party in (self._a, self._b))

    def _one_sided(self) -> dict[str, tuple[str, ...]]:
        """The multilateral instruments that don't bind both, with whom of the two each binds on the day."""
        own = {party: bound_by(self._positions, party, self._day) for party in (self._a, self._b)}
        found = {
            instrument: tuple(party for party in own if instrument in own[party])
            for instrument in own[self._a] ^ own[self._b]
            if self._is_multilateral(instrument)
        }
        listed = self._dossiers(self.background.listed_instruments)
        for instrument, dossier in listed.items():
            taken = any(instrument in self._own(party) for party in (self._a, self._b))
            closed = dossier.bilateral or is_scheme(dossier)
            if not taken and not closed and in_existence(dossier, self._day):
                found[instrument] = ()
        return found

    def _is_multilateral(self, instrument: str) -> bool:
        positions = self._own(self._a).get(instrument, ()) + self._own(self._b).get(instrument, ())
        return any(position.row["multilateral"] for position in positions)

    def _through_others(self) -> Iterable[NotKnown]:
        """What binds a state, an organisation or a former state on behalf of one side, and the other side."""
        for party, other in ((self._a, self._b), (self._b, self._a)):
            for stand_in, reason in self._stand_ins[party].items():
                theirs = self._positions[stand_in]
                shared = sorted((theirs.keys() & self._own(other).keys()) - self._own(party).keys())
                dossiers = self._dossiers(shared)
                for instrument in shared:
                    joint = joint_periods(theirs[instrument], self._own(other)[instrument])
                    if stand_in != other and self._counts(reason, joint):
                        yield self._other.through(dossiers[instrument], reason, (other,), party, stand_in)

    def _counts(self, reason: str, joint: Sequence[Period]) -> bool:
        """Whether it may still matter: a former state's instrument may, after that state, by succession."""
        if reason == "predecessor":
            return any(period.earliest_from <= self._day for period in joint)
        return holding(joint, self._day) is not None

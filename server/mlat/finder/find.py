"""The question answered: first what both take part in, then what each of these says.

The engine sees short lists only: what both sides take part in, and then, by name, the records of what was
found. So the cost doesn't grow with the graph.
"""

from __future__ import annotations

import datetime
import threading

from mlat.finder.alternatives import find_paths, read_laws
from mlat.finder.answer import Answer, Ceased, WithoutTreaty
from mlat.finder.asking import Asker
from mlat.finder.authorities import read_authorities
from mlat.finder.background import Background
from mlat.finder.beside import find_beside, find_candidates
from mlat.finder.case import Case
from mlat.finder.names import Entry, Names
from mlat.finder.partners import Partner, find_partners
from mlat.finder.question import Question, read_question
from mlat.finder.shared import find_shared
from mlat.finder.statements import Party
from mlat.graph.evaluation import Evaluator

#: A release may be replaced while a question is answered; it is then asked again, so many times in all.
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
        release = self.evaluator.release
        with self._lock:
            if self._background is None or self._background.release != release:
                self._background = Background(self.evaluator, release)
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
            answer = _answer(Case(background, Asker(self.evaluator, "finder", client), question))
            if background.release == self.evaluator.release:
                break
        return answer

    def partners(
        self,
        requesting: Entry,
        assistance: Entry | None = None,
        on: datetime.date | None = None,
        language: str = "en",
        client: str = "",
    ) -> tuple[Partner, ...]:
        """Whom a jurisdiction can ask on a day (default: today); raises EvaluationError."""
        asker = Asker(self.evaluator, "finder", client)
        day = on or datetime.date.today()
        return find_partners(self.background, asker, requesting, assistance, day, language)


def find(evaluator: Evaluator, question: Question, client: str = "") -> Answer:
    """Answer one question; for several, a :class:`Finder` keeps what they share. Raises EvaluationError."""
    return Finder(evaluator).find(question, client)


def _successors(case: Case, party: str) -> tuple[Party, ...]:
    followed = case.background.jurisdictions[party].all("successor")
    return tuple(case.describe.party(one) for one in sorted(followed))


def _answer(case: Case) -> Answer:
    candidates = find_candidates(case)
    case.dossiers([*case.shared, *candidates])  # All in one go, since each query has a price of its own.
    shared = find_shared(case)
    not_known, joined = find_beside(case, candidates)
    question, describe = case.question, case.describe
    left = sorted([*joined, *shared.left], key=lambda one: one.instrument.id)
    return Answer(
        question=question,
        requesting=describe.party(case.requesting),
        requested=describe.party(case.requested),
        assistance=describe.optional(question.assistance.iri if question.assistance else None),
        ceased=tuple(Ceased(describe.party(one), _successors(case, one)) for one in case.ceased),
        release=case.background.release,
        bases=shared.bases,
        authorities=read_authorities(case, [basis.instrument.iri for basis in shared.bases]),
        signed_not_in_force=shared.signed,
        ended=shared.ended,
        not_known=not_known,
        without_treaty=WithoutTreaty(find_paths(case), read_laws(case), tuple(left)),
    )

"""What every question of a release needs, each part read when it is first needed.

Two threads that need the same part at the same time may both read it; they read the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mlat.finder.asking import Asker
from mlat.finder.dossiers import read_dossiers, read_gives, read_provisions
from mlat.finder.kept import Kept
from mlat.finder.names import Names
from mlat.finder.records import Record, gather, grouped
from mlat.finder.rows import Row
from mlat.graph.evaluation import Evaluator
from mlat.graph.iris import concept

#: "Any other assistance that the law of the requested party does not forbid".
ANY_OTHER = concept("assistance", "other-assistance")


@dataclass(frozen=True)
class WayOut:
    """A path without a treaty, as the schemes have it: IRIs of the path and of its obstacles."""

    path: str
    definition: str | None
    obstacles: tuple[str, ...]


class Background:
    """One release: its names, the dossiers of its instruments, its paths without a treaty; for any thread.

    Each part raises EvaluationError when it is read and the evaluator gives no answer.
    """

    def __init__(self, evaluator: Evaluator, release: str) -> None:
        """Belong to the release that the evaluator has now; nothing is read yet."""
        self.release = release
        self.dossiers = Kept(read_dossiers)
        self.gives = Kept(read_gives)
        self.provisions = Kept(read_provisions)
        self._asker = Asker(evaluator, "finder")

    @cached_property
    def names(self) -> Names:
        """All names."""
        return Names.of(self._asker.evaluator)

    @cached_property
    def jurisdictions(self) -> Mapping[str, Record]:
        """Of each jurisdiction: its codes, the state it belongs to, its successors, its organisations."""
        return gather(self._asker.rows("jurisdictions"), "jurisdiction")

    @cached_property
    def predecessors(self) -> Mapping[str, tuple[str, ...]]:
        """The former states that a jurisdiction followed, by its IRI."""
        found: dict[str, list[str]] = defaultdict(list)
        for former in self.jurisdictions.values():
            for successor in former.all("successor"):
                found[successor].append(former.iri)
        return {iri: tuple(sorted(formers)) for iri, formers in found.items()}

    @cached_property
    def organisations(self) -> Mapping[str, str]:
        """The organisations that are jurisdictions, by the code that their members name (``EU``)."""
        return {
            code: record.iri
            for record in self.jurisdictions.values()
            if record.is_a("SupranationalOrganisation")
            for code in record.all("isoAlpha2")
        }

    @cached_property
    def ways_out(self) -> tuple[WayOut, ...]:
        """The paths without a treaty, by IRI."""
        obstacles: dict[str, list[str]] = defaultdict(list)
        definitions: dict[str, str | None] = {}
        for row in self._asker.rows("paths"):
            definitions[row.iri("path")] = row.optional("definition")
            if row["obstacle"]:
                obstacles[row.iri("path")].append(row.iri("obstacle"))
        return tuple(WayOut(path, text, tuple(obstacles[path])) for path, text in definitions.items())

    @cached_property
    def registers(self) -> Mapping[str, tuple[Record, ...]]:
        """Lists of parties, final clauses and suspensions, by the IRI of their instrument."""
        rows = self._asker.rows("registers")
        owners = {row.text("part"): row.text("instrument") for row in rows}
        found: dict[str, list[Record]] = defaultdict(list)
        for record in gather(rows, "part").values():
            found[owners[record.iri]].append(record)
        return {iri: tuple(records) for iri, records in found.items()}

    def registered(self, instrument: str, name: str) -> tuple[Record, ...]:
        """What the registers have of a class for an instrument: ``Coverage``, ``Suspension``, ..."""
        return tuple(record for record in self.registers.get(instrument, ()) if record.is_a(name))

    def coverage(self, instrument: str) -> Record | None:
        """How complete the list of an instrument's parties is; None where nobody says it."""
        return next(iter(self.registered(instrument, "Coverage")), None)

    def rule(self, instrument: str) -> Record | None:
        """The final clause that says when an instrument enters into force."""
        return next(iter(self.registered(instrument, "EntryIntoForceRule")), None)

    def suspensions(self, instrument: str) -> tuple[Record, ...]:
        """The times in which an instrument was not applied."""
        return self.registered(instrument, "Suspension")

    @cached_property
    def listed_instruments(self) -> tuple[str, ...]:
        """The instruments that have a list of parties, of whatever completeness."""
        return tuple(instrument for instrument in self.registers if self.coverage(instrument))

    @cached_property
    def disagreements(self) -> Mapping[str, list[Row]]:
        """What sources say against what is kept, by the IRI of the record."""
        return grouped(self._asker.rows("disagreements"), "record")

    def wider(self, assistance: str) -> frozenset[str]:
        """The kinds of assistance of which this one is a part, and theirs."""
        return _closure(assistance, self._kinds[0])

    def narrower(self, assistance: str) -> frozenset[str]:
        """The kinds of assistance that are parts of this one, and theirs."""
        return _closure(assistance, self._kinds[1])

    @cached_property
    def _kinds(self) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
        up: dict[str, set[str]] = defaultdict(set)
        down: dict[str, set[str]] = defaultdict(set)
        for row in self._asker.rows("kinds-of-assistance"):
            up[row.iri("narrower")].add(row.iri("broader"))
            down[row.iri("broader")].add(row.iri("narrower"))
        return up, down


def _closure(start: str, edges: Mapping[str, set[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(edges.get(start, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += edges.get(one, ())
    return frozenset(found)

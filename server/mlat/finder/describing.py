"""IRIs and rows into the parts of an answer, with labels in the language of the question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mlat.finder.background import Background
from mlat.finder.dossiers import Dossier
from mlat.finder.periods import holding
from mlat.finder.positions import Position
from mlat.finder.reach import group_of
from mlat.finder.records import IDENTIFIER, LABEL, NOTE, OTHER_LABEL, Record, row_source
from mlat.finder.rows import Row, Value
from mlat.finder.statements import Concept, Disagreement, Instrument, Party, Provision, Side, Suspension
from mlat.graph.iris import concept


@dataclass(frozen=True)
class Describer:
    """Knows the names of a release, and the language that they are wanted in."""

    background: Background
    language: str

    def concept(self, iri: str) -> Concept:
        """A concept with its label."""
        names = self.background.names
        return Concept(str(iri), names.slug(iri), names.label(iri, self.language))

    def optional(self, iri: Value) -> Concept | None:
        """A concept, or None for none."""
        return self.concept(str(iri)) if iri else None

    def certainty(self, slug: str) -> Concept:
        """A degree of certainty: ``established``, ``derived``, ``unknown``."""
        return self.concept(concept("certainty", slug))

    def party(self, iri: str) -> Party:
        """A jurisdiction with its name."""
        names = self.background.names
        return Party(str(iri), names.slug(iri), names.label(iri, self.language))

    def instrument(self, dossier: Dossier) -> Instrument:
        """What identifies an instrument."""
        record = dossier.instrument
        titles, repeated = record.texts(LABEL)
        also, untagged = record.texts(OTHER_LABEL)
        others = [*repeated, *(text for tag, text in also.items() if tag in titles), *untagged]
        return Instrument(
            record.iri,
            record.one(IDENTIFIER) or self.background.names.slug(record.iri),
            record.text(LABEL, self.language) or record.iri,
            also | titles,
            tuple(dict.fromkeys(others)),
            self.concept(record.one("instrumentKind") or concept("instrument-kind", "unknown")),
            group_of(dossier),
            self.optional(record.one("status")),
            tuple(citation.one(IDENTIFIER) or citation.iri for citation in dossier.citations),
            record.one("textLink"),
            record.source,
        )

    def provision(self, row: Row, match: str | None = None) -> Provision:
        """What an article gives or refuses."""
        return Provision(
            row.iri("provision"),
            self.concept(row.text("assistance") or row.text("refusal")),
            row.optional("article"),
            self.optional(row["modality"]),
            self.optional(row["certainty"]),
            row.optional("note"),
            row_source(row),
            match,
        )

    def side(self, position: Position, day: str) -> Side:
        """One party's relation to an instrument, with its period on the day, else its last one."""
        record = position.record
        spans = position.spans
        period = holding(spans, day) or (spans[-1] if spans else None)
        certainty = next((sure for _, sure, span in position.periods if span == period), None)
        rule = record.one("derivedBy")
        clause = self.background.rule(position.instrument) if rule else None
        extended_by = record.one("extendedBy")
        return Side(
            record.iri,
            self.party(position.party),
            record.one("signed"),
            self.optional(record.one("consentKind")),
            record.one("consentDate"),
            period.begins if period else None,
            period.ends if period else None,
            self.optional(certainty),
            rule is not None,
            rule,
            clause.one("articleParty") if clause else None,
            self.party(extended_by) if extended_by else None,
            tuple(iri for iri, _, _ in position.periods),
            record.source,
        )

    def suspensions(self, instrument: str) -> tuple[Suspension, ...]:
        """The times in which an instrument was not applied."""
        return tuple(map(self._suspension, self.background.suspensions(instrument)))

    def _suspension(self, record: Record) -> Suspension:
        by = record.one("suspendedBy")
        return Suspension(
            record.iri,
            self.party(by) if by else None,
            record.one("suspendedFrom"),
            record.one("suspendedUntil"),
            record.text(NOTE),
            record.source,
        )

    def disagreements(self, records: Iterable[str]) -> tuple[Disagreement, ...]:
        """What sources say against what is kept of some records."""
        known = self.background.disagreements
        return tuple(self._disagreement(row) for record in records for row in known.get(record, ()))

    def _disagreement(self, row: Row) -> Disagreement:
        return Disagreement(
            row.iri("statement"),
            row.iri("record"),
            row.text("property").rsplit("#", 1)[-1],
            self._shown(row["value"]),
            self._shown(row["kept"]) if row["kept"] is not None else None,
            row.optional("note"),
            row_source(row),
        )

    def _shown(self, value: Value) -> str:
        text = str(value)
        return self.background.names.slug(text) if "://" in text else text

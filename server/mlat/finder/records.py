"""Records put together from rows of one statement each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from mlat.finder.rows import Row, Text, Value
from mlat.finder.statements import Source
from mlat.graph.namespaces import DCTERMS, ONTOLOGY, RDF, RDFS, SKOS

LABEL = f"{RDFS}label"
OTHER_LABEL = f"{SKOS}altLabel"
NOTE = f"{SKOS}note"
SOURCE = f"{DCTERMS}source"
IDENTIFIER = f"{DCTERMS}identifier"
TYPE = f"{RDF}type"


@dataclass
class Record:
    """What is said of one subject, by property: terms of the ontology by their name, others by their IRI."""

    iri: str
    facts: dict[str, list[Value]] = field(default_factory=lambda: defaultdict(list))

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a property."""
        return tuple(str(value) for value in self._values(name))

    def one(self, name: str) -> str | None:
        """The first value of a property; None where there is none."""
        values = self.facts.get(name)
        return str(values[0]) if values else None

    def text(self, name: str, language: str = "en") -> str | None:
        """A text in a language, else in English, else any."""
        texts = {_language(value): str(value) for value in reversed(self._values(name))}
        for wanted in (language.casefold(), "en", "", *sorted(texts)):
            if wanted in texts:
                return texts[wanted]
        return None

    def texts(self, name: str) -> tuple[dict[str, str], tuple[str, ...]]:
        """The texts by language tag, one for each, and those without a language or beyond the first."""
        tagged: dict[str, str] = {}
        others = []
        for value in self._values(name):
            if isinstance(value, Text) and value.language not in tagged:
                tagged[value.language] = str(value)
            else:
                others.append(str(value))
        return tagged, tuple(others)

    def is_a(self, name: str) -> bool:
        """Whether the record is of a class of the ontology."""
        return f"{ONTOLOGY}{name}" in self._values(TYPE)

    @property
    def source(self) -> Source:
        """Where the record was read."""
        return Source(self.one(SOURCE) or "", self.one("asOf"))

    def _values(self, name: str) -> list[Value]:
        return self.facts.get(name, [])


def gather(rows: Iterable[Row], subject: str) -> dict[str, Record]:
    """The records of rows that have a ``property`` and a ``value``, by the IRI in a column."""
    records: dict[str, Record] = {}
    for row in rows:
        if row["property"] is None or not row[subject]:
            continue
        iri = row.iri(subject)
        record = records.setdefault(iri, Record(iri))
        record.facts[_name(row.text("property"))].append(row["value"])
    return records


def records_of(statements: Iterable[tuple[Value, ...]]) -> dict[str, Record]:
    """The records of statements (subject, property, value), by IRI, the values of each property sorted."""
    records: dict[Value, Record] = {}
    names: dict[Value, str] = {}
    for subject, property_, value in statements:
        if (record := records.get(subject)) is None:
            record = records[subject] = Record(str(subject))
        if (name := names.get(property_)) is None:
            name = names[property_] = _name(str(property_))
        record.facts[name].append(value)
    for record in records.values():
        for values in record.facts.values():
            if len(values) > 1:
                values.sort(key=lambda value: (str(value), _language(value)))
    return {record.iri: record for record in records.values()}


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """The rows by the IRI in a column."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.text(column), []).append(row)
    return found


def row_source(row: Row) -> Source:
    """Where the record of a row with the columns ``source`` and ``asOf`` was read."""
    return Source(row.text("source"), row.optional("asOf"))


def _name(property_: str) -> str:
    return property_.removeprefix(ONTOLOGY)


def _language(value: Value) -> str:
    return value.language.casefold() if isinstance(value, Text) else ""

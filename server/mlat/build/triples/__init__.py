"""Records to triples: one pure function a row type, in a module for each subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from mlat.build.rows import Record, Records
from mlat.build.triples.authorities import authority, designation
from mlat.build.triples.declarations import declaration
from mlat.build.triples.instruments import instrument
from mlat.build.triples.jurisdictions import jurisdiction
from mlat.build.triples.laws import law
from mlat.build.triples.participation import all_participations, participation, suspension
from mlat.build.triples.provenance import alias, publisher, statement
from mlat.build.triples.provisions import provision
from mlat.build.triples.rules import coverage, rule
from mlat.build.turtle import Fact

_BUILDERS: Mapping[str, Callable[[Record], Iterator[Fact]]] = {
    "jurisdictions": jurisdiction,
    "instruments": instrument,
    "participation": participation,
    "suspensions": suspension,
    "provisions": provision,
    "declarations": declaration,
    "designations": designation,
    "laws": law,
    "rules": rule,
    "coverage": coverage,
    "sources": publisher,
    "aliases": alias,
}


def with_participations(records: Records) -> Records:
    """The records with the two participations that each bilateral instrument stands for."""
    return {**records, "participation": {each.id: each for each in all_participations(records)}}


def facts_of(records: Records) -> Iterator[tuple[Record, Iterator[Fact]]]:
    """Each record with its triples; ``records`` are those that ``with_participations`` gives."""
    for table, builder in _BUILDERS.items():
        yield from ((record, builder(record)) for record in records[table].values())
    roles = _roles(records)
    for record in records["authorities"].values():
        yield record, authority(record, roles[record.id])
    for record in records["statements"].values():
        yield record, statement(record, records[record.one("table")][record.one("record")])


def _roles(records: Records) -> defaultdict[str, set[str]]:
    """The roles of each authority, over all its designations."""
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for designation_record in records["designations"].values():
        roles[designation_record.one("authority_id")].add(designation_record.one("role"))
    return roles

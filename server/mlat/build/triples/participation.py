"""Rows of ``participation`` and ``suspensions`` as triples, and the parties that a bilateral row implies."""

from __future__ import annotations

from collections.abc import Iterator

from mlat.build.rows import Record, Records
from mlat.build.schema.instruments import PARTICIPATION
from mlat.build.triples.columns import column_facts, type_facts
from mlat.build.turtle import Fact

#: Cells of a bilateral instrument that hold for each of its two parties, by the party's column.
_SHARED = {"signed": "signed", "in_force": "in_force", "ended": "terminated"}
_DESCRIBING = ("source_url", "source_as_of", "recorded")


def participation(record: Record) -> Iterator[Fact]:
    """One party's relation to one instrument."""
    yield from type_facts(record, "Participation")
    yield from column_facts(record)


def suspension(record: Record) -> Iterator[Fact]:
    """A time during which an instrument is not applied."""
    yield from type_facts(record, "Suspension")
    yield from column_facts(record)


def all_participations(records: Records) -> Iterator[Record]:
    """Every participation: the table's rows, and two for each bilateral instrument.

    Where the table has a row for such a party, its cells stand; what they leave blank comes from the
    instrument, whose source then stands beside the row's own.
    """
    rows = dict(records["participation"])
    for instrument in records["instruments"].values():
        for column in ("party_a", "party_b") if instrument.one("party_b") else ():
            implied = _implied(instrument, instrument.one(column))
            row = rows.get(implied.id)
            rows[implied.id] = _filled(row, implied) if row else implied
    yield from rows.values()


def _implied(instrument: Record, party: str) -> Record:
    values: dict[str, tuple[str, ...]] = dict.fromkeys(PARTICIPATION.header, ())
    values |= {column: instrument.values[shared] for column, shared in _SHARED.items()}
    values |= {column: instrument.values[column] for column in _DESCRIBING}
    values |= {"id": (f"{instrument.id}/{party}",), "instrument_id": (instrument.id,), "party": (party,)}
    return Record("participation", instrument.line, values)


def _filled(row: Record, implied: Record) -> Record:
    missing = {
        name: implied.values[name] for name in _SHARED if implied.values[name] and not row.values[name]
    }
    if not missing:
        return row
    sources = tuple(dict.fromkeys(row.values["source_url"] + implied.values["source_url"]))
    return Record(row.table, row.line, {**row.values, **missing, "source_url": sources})

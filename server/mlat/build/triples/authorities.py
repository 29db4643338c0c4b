"""Rows of ``authorities`` and ``designations`` as triples."""

from __future__ import annotations

from collections.abc import Iterator, Set

from mlat.build.rows import Record
from mlat.build.triples.columns import column_facts, type_facts
from mlat.build.turtle import Fact


def authority(record: Record, roles: Set[str]) -> Iterator[Fact]:
    """An authority; ``roles`` are those of all its designations."""
    yield from type_facts(
        record, "Authority", *(["CentralAuthority"] if "central-authority" in roles else [])
    )
    yield from column_facts(record)


def designation(record: Record) -> Iterator[Fact]:
    """The naming of an authority for a role."""
    yield from type_facts(record, "Designation")
    yield from column_facts(record)

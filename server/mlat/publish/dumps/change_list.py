"""Changes as texts: a list for people, and an RDF Patch for programs."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator

from mlat.graph.namespaces import BASE
from mlat.publish.dumps.changes import Changes, Fact, Record

_KINDS = ("added", "removed", "changed")


def write_list(changes: Changes, older: str, newer: str) -> bytes:
    """The changes between two dates, in Markdown, record by record."""
    records = list(changes.records())
    counts = Counter(record.kind for record in records)
    facts = Counter(_kind(fact) for record in records for fact in record.facts)
    lines = [f"# Changes from {older} to {newer}", ""]
    lines += [f"Records: {_counted(counts)}.", f"Properties of records: {_counted(facts)}.", ""]
    lines += [f"Statements: {len(changes.added):,} came and {len(changes.removed):,} went, counts included."]
    for record in records:
        lines += ["", *_record(record)]
    return ("\n".join(lines) + "\n").encode()


def write_patch(changes: Changes, older: str, newer: str) -> bytes:
    """The changes as an RDF Patch: one transaction that makes the newer data set of the older one.

    The few blank nodes have the names that they have in the two dumps.
    """
    lines = [f"H id <{_identifier(newer)}> .", f"H prev <{_identifier(older)}> .", "TX ."]
    lines += [f"D {quad} ." for quad in changes.removed]
    lines += [f"A {quad} ." for quad in changes.added]
    return ("\n".join([*lines, "TC ."]) + "\n").encode()


def _identifier(date: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{BASE}dataset/{date}").urn


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[kind]:,} {kind}" for kind in _KINDS)


def _kind(fact: Fact) -> str:
    return "changed" if fact.added and fact.removed else "added" if fact.added else "removed"


def _record(record: Record) -> Iterator[str]:
    label = f": {record.label}" if record.label else ""
    yield f"## {record.name}{label}"
    yield ""
    yield f"The record was {record.kind}."
    yield ""
    for fact in record.facts:
        yield f"- {_kind(fact)} {fact.property}: {_values(fact)}"


def _values(fact: Fact) -> str:
    removed, added = ", ".join(fact.removed), ", ".join(fact.added)
    return f"{removed} -> {added}" if removed and added else removed or added

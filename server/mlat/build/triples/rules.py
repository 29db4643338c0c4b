"""Rows of ``rules`` and ``coverage`` as triples."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal

from mlat.build.dates import read_delay
from mlat.build.rows import Record
from mlat.build.triples.columns import column_facts, mlat, node, record_node, type_facts
from mlat.build.turtle import Fact
from mlat.graph.namespaces import BASE, DCTERMS, XSD


def rule(record: Record) -> Iterator[Fact]:
    """A final clause, with a later party's delay in a form that can be added to a date."""
    yield from type_facts(record, "EntryIntoForceRule")
    yield from column_facts(record)
    delay = read_delay(record.one("party_rule_kind"), record.one("party_rule_value"))
    if delay is None:
        return
    subject = record_node(record.table, record.id)
    yield subject, mlat("partyRuleDelay"), Literal(delay.duration, datatype=node(delay.datatype))
    first = "true" if delay.first_of_month else "false"
    yield subject, mlat("partyRuleFirstOfMonth"), Literal(first, datatype=node(f"{XSD}boolean"))
    if delay.extra_days:
        yield (
            subject,
            mlat("partyRuleExtraDays"),
            Literal(str(delay.extra_days), datatype=node(f"{XSD}integer")),
        )


def coverage(record: Record) -> Iterator[Fact]:
    """How much of an instrument's list of parties the tables hold: the data set itself is the source."""
    yield from type_facts(record, "Coverage")
    yield from column_facts(record)
    yield record_node(record.table, record.id), node(f"{DCTERMS}source"), node(f"{BASE}dataset")

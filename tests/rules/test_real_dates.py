"""The rule on entry into force against the dates that sources give.

The given dates are taken away where the consent is known, so that the rule computes them anew.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest

from mlat.build.derive import derive
from mlat.graph.iris import part, term
from mlat.layout import find_layout

pytestmark = pytest.mark.whole_data

#: Every given date that the rule doesn't meet: what it is, what the rule says, and why they differ.
KNOWN_DIFFERENCES = {
    ("coe-062", "LIE"): ("1973-02-04", "1973-02-07"),  # the national gazette counts 90 days, not three months
    ("coe-073", "CSK"): ("1992-07-15", "1992-07-16"),  # the national gazette counts no extra day
    ("oas-a55-1992", "ARG"): ("2007-01-10", "2007-01-11"),  # the official note has the 29th day after deposit
    ("untoc-firearms-2001", "CHE"): (
        "2012-12-27",
        "2012-12-29",
    ),  # from a deposit on the 27th, by the gazette
}


class Dates(NamedTuple):
    """What the real tables say, and what rule 10 makes of them with and without the given dates."""

    consent: dict[ox.NamedNode, str]
    general: dict[ox.NamedNode, str]
    given: dict[ox.NamedNode, str]
    recomputed: dict[ox.NamedNode, str]
    derived: dict[ox.NamedNode, str]
    rule: dict[ox.NamedNode, ox.NamedNode]


@pytest.fixture(scope="module")
def dates() -> Dates:
    store = ox.Store()
    turtle = find_layout().turtle
    for path in sorted({*turtle.rglob("*.ttl")} - {*turtle.glob("derived/*")}):
        store.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
    consent, given = _values(store, "consentDate"), _values(store, "inForceFrom")
    as_it_stands = _derived(store)
    for quad in [*store.quads_for_pattern(None, ox.NamedNode(term("inForceFrom")), None)]:
        if quad.subject in consent:
            store.remove(quad)
    return Dates(
        consent=consent,
        general=_values(store, "generalInForce"),
        given={name: given[name] for name in given.keys() & consent.keys()},
        recomputed=_values(_derived(store), "inForceFrom"),
        derived=_values(as_it_stands, "inForceFrom"),
        rule=_values(as_it_stands, "derivedBy"),
    )


def _derived(facts: ox.Store) -> ox.Store:
    content = "".join(f"{quad.triple} .\n" for quad in facts).encode()
    files = derive({"instrument/all.ttl": content}, find_layout().ontology)
    store = ox.Store()
    store.load(files["derived/entry-into-force.ttl"], format=ox.RdfFormat.TURTLE)
    return store


def _values(store: ox.Store, name: str) -> dict[ox.NamedNode, Any]:
    """The value of a property by subject: the text of a literal, or an IRI."""
    quads = store.quads_for_pattern(None, ox.NamedNode(term(name)), None)
    return {q.subject: q.object.value if isinstance(q.object, ox.Literal) else q.object for q in quads}


def test_the_rule_gives_the_dates_that_sources_give_but_for_a_known_few(dates: Dates) -> None:
    both = dates.given.keys() & dates.recomputed.keys()
    differing = {
        name: (dates.given[name], dates.recomputed[name])
        for name in both
        if dates.given[name] != dates.recomputed[name]
    }
    assert differing == {
        ox.NamedNode(part(identifier, "party", code)): pair
        for (identifier, code), pair in KNOWN_DIFFERENCES.items()
    }
    assert len(both) > 300, "the comparison has lost its facts"


def test_no_date_is_derived_where_a_source_gives_one(dates: Dates) -> None:
    assert dates.derived.keys().isdisjoint(dates.given)


def test_every_derived_date_names_the_rule_of_its_instrument(dates: Dates) -> None:
    assert dates.derived.keys() == dates.rule.keys()
    for name, rule in dates.rule.items():
        assert rule.value == f"{name.value.partition('/party/')[0]}/rule"


def test_no_derived_date_is_before_the_consent_or_the_general_date(dates: Dates) -> None:
    assert dates.derived
    for name, date in dates.derived.items():
        assert date >= max(dates.consent[name], dates.general[dates.rule[name]]), name

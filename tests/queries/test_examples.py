"""The example queries on the real data, against approved results.

``UPDATE_GOLDEN=1 pytest tests/queries`` writes the results anew; a reviewer approves the difference.
"""

import csv
import io
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from mlat.graph.loading import load_project
from mlat.graph.parameters import resolve_all
from mlat.graph.query_files import queries_folder, read_folder

GOLDEN = Path(__file__).parents[1] / "golden" / "queries"
ONTOLOGY = Path(__file__).parents[2] / "ontology" / "mlat.ttl"
TODAY = "2026-11-20"
QUERIES = read_folder(queries_folder("examples"))
BASE = "https://w3id.org/mlat/"

pytestmark = pytest.mark.whole_data


@pytest.fixture(scope="module")
def store():
    return load_project()


def ask(store, name, **given):
    """The rows of an example query, as texts without the base address; "today" is the day of the approval."""
    query = QUERIES[name]
    days = {p.name: TODAY for p in query.parameters if p.default == "today"}
    table = store.table(query.text, bindings=resolve_all(query, days | dict(query.example) | given, store))
    texts = [["" if term is None else term.value.removeprefix(BASE) for term in row] for row in table.rows]
    return [dict(zip(table.columns, row, strict=True)) for row in texts]


def as_csv(rows):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0].keys() if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def approve(name, text):
    path = GOLDEN / f"{name}.csv"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(set(QUERIES) - {"pairs-bound-only-through-the-united-nations"}))
def test_an_example_gives_the_approved_rows(store, name):
    rows = ask(store, name)
    assert rows
    approve(name, as_csv(rows))


def test_pairs_bound_only_through_the_united_nations_are_as_many_for_each_state_as_approved(store):
    rows = ask(store, "pairs-bound-only-through-the-united-nations")
    partners = Counter(code for row in rows for code in (row["first"], row["second"]))
    approve(
        "pairs-bound-only-through-the-united-nations",
        as_csv([{"state": state, "partners": partners[state]} for state in sorted(partners)]),
    )


def test_hong_kong_has_29_agreements_in_force_and_two_signed_on_the_day_of_the_founding_table(store):
    rows = ask(store, "agreements-of-a-jurisdiction")
    assert Counter(row["state"] for row in rows) == {"in force": 29, "signed": 2}
    suspended = {row["partner"] for row in rows if row["suspendedFrom"]}
    assert suspended == {
        "Australia", "Canada", "Ireland", "Netherlands", "New Zealand", "United Kingdom", "United States",
    }  # fmt: skip


def test_a_suspended_agreement_bound_before_its_suspension_and_not_after(store):
    question = {"from": "HKG", "to": "USA"}
    before = ask(store, "which-instruments-bind", **question, on="2020-08-19")
    after = ask(store, "which-instruments-bind", **question, on="2020-08-20")
    assert {row["binding"] for row in before} == {"bound"}
    assert after == []


def test_a_partial_date_makes_the_answer_unknown_within_it(store):
    question = {"from": "HKG", "to": "SWE"}
    states = {
        day: {row["binding"] for row in ask(store, "which-instruments-bind", **question, on=day)}
        for day in ("2017-12-31", "2018-06-30", "2018-12-31")
    }
    assert states == {"2017-12-31": set(), "2018-06-30": {"unknown"}, "2018-12-31": {"bound"}}


def test_an_extended_treaty_binds_the_territory(store):
    rows = ask(store, "which-instruments-bind-territory", territory="CYM", to="USA")
    own = [row for row in rows if row["how"] == "extended to it"]
    assert [(row["binding"], row["instrument"]) for row in own] == [("bound", "instrument/gbr-usa-1986")]


def test_a_successor_is_bound_and_the_former_state_no_longer(store):
    rows = ask(store, "what-bound-succession-included", **{"from": "SVK", "to": "DEU"})
    assert ("bound", "succession") in {(row["binding"], row["through"]) for row in rows}
    assert "former state" not in {row["through"] for row in rows}


def test_a_former_state_was_bound_before_it_ended(store):
    question = {"from": "SVK", "to": "FRA", "on": "1992-09-01"}
    rows = ask(store, "what-bound-succession-included", **question)
    assert {row["through"] for row in rows if row["instrument"] == "instrument/coe-030"} == {"former state"}


def test_no_pair_without_basis_is_called_certain(store):
    rows = ask(store, "pairs-without-basis")
    assert {row["certainty"] for row in rows} <= {"may be bound", "list incomplete", "none known"}


@pytest.mark.parametrize("name", QUERIES)
def test_an_example_uses_terms_that_exist(name):
    defined = set(re.findall(r"^mlat:(\w+)", ONTOLOGY.read_text(encoding="utf-8"), re.MULTILINE))
    used = set(re.findall(r"\bmlat:(\w+)", QUERIES[name].text))
    assert used <= defined


@pytest.mark.parametrize("name", QUERIES)
def test_an_example_says_what_it_answers(name):
    assert QUERIES[name].summary.endswith("?")
    assert QUERIES[name].description
    assert QUERIES[name].tags

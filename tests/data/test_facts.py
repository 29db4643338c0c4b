"""The facts that the project began with, and those that every landing must keep."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from mlat.build import dictionary
from mlat.build.schema import TABLES
from mlat.build.tree import build, compare

ROOT = Path(__file__).parents[2]
TABLES_FOLDER = ROOT / "data" / "tables"
GOLDEN_IDS = ROOT / "tests" / "golden" / "ids.txt"

pytestmark = pytest.mark.whole_data


def rows(name):
    with (TABLES_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def instruments():
    return {row["id"]: row for row in rows("instruments")}


def test_the_committed_turtle_is_what_the_tables_give():
    built = build(TABLES_FOLDER, ROOT / "ontology")
    assert compare(built, ROOT / "data" / "turtle") == []


def test_no_published_id_vanishes():
    retired = {row["id"] for row in rows("aliases")}
    present = {f"{table.name}/{row['id']}" for table in TABLES for row in rows(table.name)}
    published = GOLDEN_IDS.read_text(encoding="utf-8").split("\n")
    gone = {line for line in published if line and line not in present}
    assert {line for line in gone if line.partition("/")[2] not in retired} == set()


@pytest.mark.parametrize(
    "table", [table for table in TABLES if "source_url" in table.header], ids=lambda t: t.name
)
def test_every_fact_has_a_source(table):
    assert [row["id"] for row in rows(table.name) if not row["source_url"]] == []


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("jurisdictions", 256),
        ("instruments", 375),
        ("participation", 2600),
        ("provisions", 940),
        ("declarations", 420),
        ("authorities", 115),
        ("designations", 138),
        ("suspensions", 7),
        ("rules", 38),
        ("coverage", 54),
    ],
)
def test_no_table_shrinks(name, least):
    assert len(rows(name)) >= least


@pytest.mark.parametrize("key", ["coe-030", "coe-062", "coe-070", "coe-127", "oas-a55-1992", "untoc-2000"])
def test_a_convention_of_the_founding_articles_keeps_its_titles(instruments, key):
    languages = {
        title.partition(":")[0].strip("~") for title in instruments[key]["titles_other"].split(" | ")
    }
    # No source read gives a Chinese title of the Inter-American convention.
    chinese = {language for language in languages if language.startswith("zh")}
    assert "pt" in languages
    assert bool(chinese) == (key != "oas-a55-1992")


def test_the_lists_of_the_united_states_and_the_united_kingdom_are_there(instruments):
    parties = Counter(
        code for row in instruments.values() for code in (row["party_a"], row["party_b"]) if code
    )
    assert parties["USA"] >= 92
    assert parties["GBR"] >= 31
    assert instruments["jpn-usa-2003"]["in_force"] == "2006-07-21"


def test_the_tax_carve_out_of_the_caribbean_treaties_is_of_low_certainty():
    carved = [
        row for row in rows("provisions") if row["slug"] == "fiscal-offence" and row["certainty"] == "low"
    ]
    assert len(carved) == 10
    assert {row["source_url"] for row in carved} == {
        "https://en.wikipedia.org/wiki/Mutual_legal_assistance_treaty"
    }


def test_the_data_dictionary_is_the_one_of_the_schema():
    readme = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert readme.endswith(dictionary.render())

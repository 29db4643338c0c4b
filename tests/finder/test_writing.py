"""An answer as JSON, CSV, RDF and text."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from jsonschema import Draft202012Validator

import mlat.finder
from mlat.finder.answer import Answer
from mlat.finder.asking import Asker
from mlat.finder.find import Finder
from mlat.finder.writing import FORMATS, as_dictionary, named_format

pytestmark = pytest.mark.whole_data
SCHEMA = Path(mlat.finder.__file__).with_name("answer.schema.json")
#: Parts that others are made of; alone they are never a whole object.
SHARED_PARTS = ("concept", "source", "instrument", "jurisdiction")
QUESTIONS = [
    ("BRA", "CHE", "bank-information", "2026-11-26"),
    ("HKG", "CAN", "", "2019-06-30"),
    ("HKG", "CAN", "", "2026-11-26"),
    ("FRA", "JPN", "video-conference", "2026-11-26"),
    ("CZE", "SVK", "", "1995-06-30"),
    ("BMU", "USA", "", "2026-11-26"),
    ("AGO", "BRA", "taking-evidence", "2026-11-26"),
    ("BRA", "ARE", "", "2026-11-26"),
    ("GBR", "IND", "taking-evidence", "2026-11-26"),
    ("SUN", "USA", "", "2026-11-26"),
]


def answer_to(finder: Finder, question: tuple[str, str, str, str]) -> Answer:
    return finder.find(finder.question(*question))


def strict(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without leave for keys that it doesn't describe."""
    for name, part in schema["$defs"].items():
        if name not in SHARED_PARTS:
            part["unevaluatedProperties"] = False
    return schema | {"unevaluatedProperties": False}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return strict(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_json_has_the_published_shape_and_no_other_keys(finder, schema, question):
    errors = Draft202012Validator(schema).iter_errors(as_dictionary(answer_to(finder, question)))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_json_begins_with_the_question_and_then_the_bases(finder):
    written = named_format("json").write(answer_to(finder, QUESTIONS[0]), Asker(finder.evaluator, "finder"))
    assert list(json.loads(written))[:4] == ["question", "bound", "bases", "authorities"]


def test_the_same_question_gives_the_same_bytes_in_every_format(finder):
    asker = Asker(finder.evaluator, "finder")
    twice = [
        [form.write(answer_to(finder, QUESTIONS[1]), asker) for form in FORMATS if form.suffix != "rdf"]
        for _ in range(2)
    ]
    assert twice[0] == twice[1]


def test_csv_has_a_row_for_each_statement(finder):
    answer = answer_to(finder, QUESTIONS[1])
    rows = list(csv.DictReader(io.StringIO(named_format("csv").write(answer, None).decode())))
    bases = [row for row in rows if row["section"] == "basis"]
    assert [(row["instrument"], row["since"], row["until"]) for row in bases] == [
        ("can-hkg-2001", "2002-03-01", "2020-07-28")
    ]
    assert len([row for row in rows if row["section"] == "not-known"]) == len(answer.not_known)


def test_rdf_holds_the_records_that_the_answer_rests_on(finder):
    answer = answer_to(finder, QUESTIONS[1])
    turtle = named_format("ttl").write(answer, Asker(finder.evaluator, "finder"))
    subjects = {quad.subject.value for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}
    base = "https://w3id.org/mlat/instrument/can-hkg-2001"
    assert {
        base,
        f"{base}/party/HKG",
        f"{base}/party/HKG/period/1",
        f"{base}/suspension/HKG-2020-07-28",
        f"{base}/provision/refusal-fiscal-not-a-ground",
        "https://w3id.org/mlat/law/hkg-cap-525-can",
        "https://w3id.org/mlat/jurisdiction/CAN",
    } <= subjects


def test_text_says_plainly_that_nothing_is_known_to_bind(finder):
    text = named_format("text").write(answer_to(finder, QUESTIONS[2]), None).decode()
    assert "No instrument is known to bind both on that day." in text
    assert "can-hkg-2001], 2002-03-01 to 2020-07-28: suspended" in text
    assert "not legal advice" in text


def test_text_lets_no_control_character_through(finder):
    for question in QUESTIONS:
        text = named_format("text").write(answer_to(finder, question), None).decode()
        assert all(character.isprintable() or character == "\n" for character in text)

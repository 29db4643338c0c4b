"""Questions from texts, and errors that say what to mend."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlat.errors import QuestionError
from mlat.finder.question import Question, read_question

pytestmark = pytest.mark.whole_data


def test_a_question_has_two_sides_a_kind_a_day_and_a_language(finder):
    question = finder.question("hk", "États-Unis", "Examination of witnesses", "2019-06-30", "ZH-hant")
    assert (question.requesting.id, question.requested.id, question.assistance.id) == (
        "HKG",
        "USA",
        "taking-evidence",
    )
    assert (question.on, question.language) == (datetime.date(2019, 6, 30), "zh-Hant")


@pytest.mark.parametrize("on", ["", "today", " today "])
def test_today_is_the_day_where_none_is_given(finder, on):
    today = datetime.date(2026, 11, 26)
    question = read_question(finder.names, from_="HKG", to="USA", on=on, today=today)
    assert (question.on, question.assistance) == (today, None)


@pytest.mark.parametrize(
    ("given_values", "parameter", "message"),
    [
        ({"from_": "Frnce"}, "from", "no jurisdiction 'Frnce'; the nearest are FRA (France)"),
        ({"to": "nowhere at all"}, "to", "no jurisdiction 'nowhere at all'"),
        ({"from_": ""}, "from", "no jurisdiction is named"),
        ({"from_": "USA"}, "to", "United States can't ask itself"),
        ({"assistance": "bnk"}, "for", "bank-information"),
        ({"on": "2019"}, "on", "'2019' is not a day; write one such as 2019-06-30"),
        ({"on": "2019-02-30"}, "on", "the calendar has no day '2019-02-30'"),
        ({"on": "30.6.2019"}, "on", "write it as 2019-06-30"),
        ({"on": "٢٠١٩-٠٦-٣٠"}, "on", "write it as 2019-06-30"),
        ({"on": "9" * 100_000}, "on", "…"),
        ({"language": "tlh"}, "language", "there are en, pt, zh-Hant, zh-Hans, fr, es"),
    ],
)
def test_an_error_names_the_parameter_and_what_to_do(finder, given_values, parameter, message):
    values = {"from_": "HKG", "to": "USA"} | given_values
    with pytest.raises(QuestionError) as caught:
        read_question(finder.names, **values)
    assert caught.value.parameter == parameter
    assert message in str(caught.value)
    assert len(str(caught.value)) < 400


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=30), st.text(max_size=12), st.text(max_size=12))
def test_any_texts_give_a_question_or_an_error_that_names_its_parameter(finder, to, on, language):
    try:
        question = read_question(finder.names, from_="HKG", to=to, on=on, language=language)
        assert isinstance(question, Question)
    except QuestionError as error:
        assert error.parameter in ("to", "on", "language")

"""The finder as a page: the whole path from the form to the answer, and what a wrong question gets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from reading import Page

pytestmark = pytest.mark.whole_data
Read = Callable[..., Page]


def test_the_first_page_asks_who_whom_for_what_and_when(read: Read) -> None:
    page = read("/")
    fields = [each["name"] for tag in ("input", "select") for each in page.all(tag) if "name" in each]
    assert {"from", "to", "for", "on"} <= set(fields)
    assert "/find" in [form["action"] for form in page.all("form")]


def test_brazil_may_get_bank_records_from_switzerland_and_learns_from_whom(read: Read) -> None:
    text = read("/find?from=BRA&to=CHE&for=bank-information&on=2026-11-26").text()
    assert "Yes: 3 instruments bind both and give this assistance" in text
    assert "46(3)(f)" in text
    assert "Bank secrecy" in text
    assert "Federal Office of Justice" in text


def test_hong_kong_and_canada_were_bound_in_2019_and_are_suspended_today(read: Read) -> None:
    before = read("/find?from=HKG&to=CAN&on=2019-06-30")
    after = read("/find?from=HKG&to=CAN&on=2026-11-26")
    assert "1 instrument binds both" in before.text()
    assert "binds both." not in after.text()
    assert "In force before" in after.texts("h2")
    assert "suspended" in after.text()


def test_where_nothing_binds_both_it_says_so_and_what_remains(read: Read) -> None:
    page = read("/find?from=KEN&to=PRK&for=taking-evidence&on=1985-01-01")
    assert "Yes" not in page.text()
    assert "Letters rogatory" in page.text()
    assert "Without a treaty" in page.texts("h2")


def test_an_incomplete_list_of_parties_is_not_known_and_never_no(read: Read) -> None:
    page = read("/find?from=HKG&to=USA&on=2026-11-26")
    assert "Not known" in page.texts("h2")


def test_names_in_any_language_are_taken(read: Read) -> None:
    assert "Hong Kong → Canada" in read("/find?from=香港&to=Canadá").text("h1")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/find?from=Brazl&to=CHE", "Brazil"),
        ("/find?from=BRA&to=BRA", "can't ask itself"),
        ("/find?from=BRA&to=CHE&on=2019-02-30", "no day"),
        ("/find?from=BRA&to=CHE&on=yesterday", "is not a day"),
        ("/find?from=BRA&to=CHE&for=magic", "magic"),
        ("/find?from=" + "x" * 5000 + "&to=CHE", "characters"),
        ("/find?from=<script>alert(1)</script>&to=CHE", "<script>alert(1)</script>"),
    ],
)
def test_a_wrong_question_gets_the_form_back_with_what_to_mend(read: Read, address: str, words: str) -> None:
    page = read(address, status=400)
    assert words in page.text("div")
    assert [each for tag in ("input", "select") for each in page.all(tag) if each.get("aria-invalid")]


def test_a_question_in_bad_bytes_is_refused(site: FlaskClient) -> None:
    assert site.get("/find?from=%ff&to=CHE", headers={"Accept": "text/html"}).status_code == 400


@pytest.mark.parametrize("suffix", ["json", "csv", "ttl", "jsonld", "nt", "rdf", "txt"])
def test_the_answer_comes_as_data_too(site: FlaskClient, suffix: str) -> None:
    response = site.get(f"/find.{suffix}?from=HKG&to=USA&on=2019-06-30")
    assert response.status_code == 200
    assert "hkg-usa-1997" in response.text


def test_a_program_that_takes_json_gets_it_at_the_same_address(site: FlaskClient) -> None:
    response = site.get("/find?from=HKG&to=USA", headers={"Accept": "application/json"})
    assert response.content_type == "application/json"
    assert response.json and response.json["question"]["from"]["code"] == "HKG"


def test_a_wrong_question_for_data_names_the_parameter_and_the_nearest(site: FlaskClient) -> None:
    response = site.get("/find.json?from=Brazl&to=CHE", headers={"Accept": "application/json"})
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    assert response.json and (response.json["parameter"], response.json["nearest"][0]) == ("from", "BRA")

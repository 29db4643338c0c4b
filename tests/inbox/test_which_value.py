"""Which value stands, cell by cell."""

from __future__ import annotations

from itertools import pairwise

import pytest
from office import DATABASE, DEPOSITARY, ENCYCLOPAEDIA, GOVERNMENT, KINDS, PRESS, Office

CHE = "untoc-2000/CHE"
UNKNOWN = "https://blog.example/post"
#: A page of each kind of publisher, the best first.
PAGES = [f"https://{kind}.example/page" for kind in KINDS]


def test_a_blank_cell_is_completed_and_says_from_where(office: Office) -> None:
    office.put("participation-a.csv", {"signed": "2000-12-12", "source_url": GOVERNMENT})
    office.put("participation-b.csv", {"in_force": "2006-11-26", "source_url": PRESS})
    report = office.receive()
    row = office.row("participation", CHE)
    assert (row["signed"], row["in_force"], row["source_url"]) == ("2000-12-12", "2006-11-26", GOVERNMENT)
    assert office.statements() == {("in_force", "2006-11-26", "completes", PRESS)}
    assert f"participation/{CHE} in_force: '2006-11-26' (participation-b.csv:2, {PRESS})" in report


def test_the_row_s_own_source_needs_no_statement(office: Office) -> None:
    office.put("participation-a.csv", {"signed": "2000-12-12"})
    office.put("participation-b.csv", {"in_force": "2006-11-26"})
    office.receive()
    assert office.statements() == set()


@pytest.mark.parametrize(("first", "second"), [(DEPOSITARY, PRESS), (PRESS, DEPOSITARY)])
def test_of_two_dates_that_agree_the_more_precise_stands(office: Office, first: str, second: str) -> None:
    office.put("participation-a.csv", {"signed": "2000", "source_url": first})
    office.put("participation-b.csv", {"signed": "2000-12", "source_url": second})
    office.receive()
    assert office.row("participation", CHE)["signed"] == "2000-12"
    assert all(standing == "completes" for _, _, standing, _ in office.statements())


def test_only_the_most_precise_date_completes(office: Office) -> None:
    for source, value in ((GOVERNMENT, ""), (PRESS, "2000"), (ENCYCLOPAEDIA, "2000-12")):
        office.put("participation-a.csv", {"signed": value, "source_url": source})
        office.receive()
    assert office.statements() == {("signed", "2000-12", "completes", ENCYCLOPAEDIA)}


def test_a_row_is_as_new_as_its_source_says(office: Office) -> None:
    for day in ("2024-05-01", "2025-06", "2023"):
        office.put("participation-a.csv", {"source_as_of": day})
        office.receive()
    assert office.row("participation", CHE)["source_as_of"] == "2025-06"


def test_a_date_of_the_tables_is_refined(office: Office) -> None:
    office.put("participation-a.csv", {"signed": "2000"})
    office.receive()
    office.put("participation-a.csv", {"signed": "2000-12-12", "source_url": PRESS})
    office.receive()
    assert office.row("participation", CHE)["signed"] == "2000-12-12"
    assert office.statements() == {("signed", "2000-12-12", "completes", PRESS)}


@pytest.mark.parametrize(("better", "worse"), list(pairwise([*PAGES, UNKNOWN])))
@pytest.mark.parametrize("names", ["ab", "ba"])
def test_the_better_source_stands(office: Office, better: str, worse: str, names: str) -> None:
    office.put(f"participation-{names[0]}.csv", {"in_force": "2006-11-26", "source_url": better})
    office.put(f"participation-{names[1]}.csv", {"in_force": "2006-12-01", "source_url": worse})
    assert "## Disagreements (1)" in office.receive()
    assert office.row("participation", CHE)["in_force"] == "2006-11-26"
    assert office.statements() == {("in_force", "2006-12-01", "disagrees", worse)}


def test_a_better_source_replaces_what_the_tables_have_from_a_worse_one(office: Office) -> None:
    office.put("participation-a.csv", {"in_force": "2006-12-01", "source_url": PRESS})
    office.receive()
    office.put("participation-a.csv", {"in_force": "2006-11-26", "source_url": DEPOSITARY})
    office.receive()
    assert office.row("participation", CHE)["in_force"] == "2006-11-26"
    assert office.statements() == {
        ("in_force", "2006-11-26", "completes", DEPOSITARY),
        ("in_force", "2006-12-01", "disagrees", PRESS),
    }


def test_a_value_from_a_second_source_gives_way_to_a_better_third(office: Office) -> None:
    for source, value in ((GOVERNMENT, ""), (PRESS, "2001"), (DATABASE, "2002"), (ENCYCLOPAEDIA, "2003")):
        office.put("participation-a.csv", {"in_force": value, "source_url": source})
        office.receive()
    assert office.row("participation", CHE)["in_force"] == "2002"
    assert office.statements() == {
        ("in_force", "2002", "completes", DATABASE),
        ("in_force", "2001", "disagrees", PRESS),
        ("in_force", "2003", "disagrees", ENCYCLOPAEDIA),
    }


def test_among_equals_a_correcting_file_stands(office: Office) -> None:
    office.put("participation-a.csv", {"in_force": "2006-12-01", "source_url": f"{GOVERNMENT}/1"})
    office.put("participation-b-2.csv", {"in_force": "2006-11-26", "source_url": f"{GOVERNMENT}/2"})
    office.receive()
    assert office.row("participation", CHE)["in_force"] == "2006-11-26"
    assert office.statements() == {("in_force", "2006-12-01", "disagrees", f"{GOVERNMENT}/1")}


def test_a_correcting_file_gives_way_to_a_better_source(office: Office) -> None:
    office.put("participation-a.csv", {"in_force": "2006-11-26", "source_url": DEPOSITARY})
    office.put("participation-a-2.csv", {"in_force": "2006-12-01", "source_url": GOVERNMENT})
    office.receive()
    assert office.row("participation", CHE)["in_force"] == "2006-11-26"


def test_among_equals_else_what_came_first_stands(office: Office) -> None:
    office.put("participation-a.csv", {"in_force": "2006-11-26", "source_url": f"{GOVERNMENT}/1"})
    office.put("participation-b-1998.csv", {"in_force": "2006-12-01", "source_url": f"{GOVERNMENT}/2"})
    office.receive()
    assert office.row("participation", CHE)["in_force"] == "2006-11-26"


def test_two_values_of_one_page_are_told(office: Office) -> None:
    office.put("participation-a.csv", {"in_force": "2006-11-26"}, {"in_force": "2006-12-01"})
    report = office.receive()
    assert office.row("participation", CHE)["in_force"] == "2006-11-26"
    assert f"participation/{CHE} in_force: '2006-12-01' (participation-a.csv:3) beside '2006-11-26'" in report
    assert office.statements() == set()


def test_cells_that_are_only_repeated_are_no_second_source(office: Office) -> None:
    office.put("participation-a.csv", {"consent_date": "2006-10-27", "denounced": "2020"})
    note = "completes it (consent date, denounced carried over from it)"
    repeated = {"consent_date": "2006-10-28", "denounced": "2021", "in_force": "2006-11-26"}
    office.put("participation-a-2.csv", repeated | {"note": note, "source_url": DEPOSITARY})
    office.receive()
    row = office.row("participation", CHE)
    assert (row["consent_date"], row["ended"], row["in_force"]) == ("2006-10-27", "2020", "2006-11-26")
    assert all(standing == "completes" for _, _, standing, _ in office.statements())


def test_lists_and_notes_are_joined(office: Office) -> None:
    office.put(
        "instruments-a.csv", {"citations": "A 1;B 2", "note": "one; two", "titles_other": "fr: Accord"}
    )
    second = {"citations": "B 2; C 3", "note": "two; three", "titles_other": "fr: Accord | de: Abkommen"}
    office.put("instruments-b.csv", second | {"source_url": PRESS})
    office.receive()
    row = office.row("instruments", "hkg-usa-1997")
    assert (row["citations"], row["note"]) == ("A 1; B 2; C 3", "one; two; three")
    assert row["titles_other"] == "fr: Accord | de: Abkommen"


def test_a_second_title_is_another_title(office: Office) -> None:
    office.put("instruments-a.csv", {"title_en": "Agreement"}, {"title_en": "Treaty"})
    office.receive()
    row = office.row("instruments", "hkg-usa-1997")
    assert (row["title_en"], row["titles_other"]) == ("Agreement", "en: Treaty")


def test_a_title_without_its_language_gives_way_to_the_same_one_with_it(office: Office) -> None:
    office.put("instruments-a.csv", {"titles_other": "Acuerdo; Short name"})
    office.put("instruments-b.csv", {"titles_other": "es: Acuerdo", "source_url": UNKNOWN})
    office.receive()
    assert office.row("instruments", "hkg-usa-1997")["titles_other"] == "Short name | es: Acuerdo"


@pytest.mark.parametrize(("described", "titled"), [(DEPOSITARY, PRESS), (PRESS, DEPOSITARY)])
def test_a_title_takes_the_place_of_a_description(office: Office, described: str, titled: str) -> None:
    note = "title is a description; seen in a list"
    office.put("instruments-a.csv", {"title_en": "A treaty", "note": note, "source_url": described})
    office.put("instruments-b.csv", {"title_en": "Agreement between", "source_url": titled})
    office.put("instruments-c.csv", {"title_en": "Third", "source_url": UNKNOWN})
    assert "'A treaty'" in office.receive()
    row = office.row("instruments", "hkg-usa-1997")
    assert (row["title_en"], row["note"]) == ("Agreement between", "seen in a list")
    assert row["titles_other"] == "en: Third"


@pytest.mark.parametrize("printed", [DEPOSITARY, PRESS])
def test_what_one_source_prints_as_a_title_is_no_description(office: Office, printed: str) -> None:
    office.put("instruments-a.csv", {"source_url": printed}, {"note": "title is a description; seen"})
    office.put("instruments-b.csv", {"title_en": "Pact", "source_url": UNKNOWN})
    office.receive()
    row = office.row("instruments", "hkg-usa-1997")
    assert (row["title_en"], row["titles_other"], row["note"]) == ("Agreement", "en: Pact", "seen")


def test_unknown_status_is_blank(office: Office) -> None:
    office.put("instruments-a.csv", {"status": "unknown"})
    office.receive()
    assert office.row("instruments", "hkg-usa-1997")["status"] == ""


def test_better_words_stand_and_others_are_told(office: Office) -> None:
    office.put("provisions-a.csv", {"article": "18"})
    office.put("entry-into-force-rules.csv", {"threshold": "40 states", "source_url": PRESS})
    office.receive()
    office.put("entry-into-force-rules.csv", {"threshold": "forty states", "source_url": DEPOSITARY})
    office.receive()
    assert office.row("rules", "untoc-2000")["threshold"] == "forty states"
    office.put("entry-into-force-rules.csv", {"threshold": "many states", "source_url": PRESS})
    assert "'many states' (entry-into-force-rules.csv:2)" in office.receive()


def test_a_new_publisher_counts_as_other_until_somebody_classifies_it(office: Office) -> None:
    office.put("participation-a.csv", {"in_force": "2006-12-01", "source_url": UNKNOWN})
    report = office.receive()
    assert f"- blog.example: first seen at {UNKNOWN}" in report
    assert office.row("sources", "blog.example")["kind"] == "other"
    office.edit("sources", "blog.example", kind="depositary")
    office.put("participation-a.csv", {"in_force": "2006-11-26", "source_url": GOVERNMENT})
    office.receive()
    assert office.row("participation", CHE)["in_force"] == "2006-12-01"


@pytest.mark.parametrize(
    ("address", "identifier"),
    [
        ("https://localhost.example:8080/x", "localhost.example-8080"),
        ("https://例え.example?x", "example"),
        ("https://press.example.org/x", "press.example.org"),
        ("https://PRESS.example/x", "PRESS.example"),
    ],
)
def test_odd_hosts_get_an_id_that_can_stand(office: Office, address: str, identifier: str) -> None:
    office.put("participation-a.csv", {"source_url": address})
    office.receive()
    assert identifier in office.rows("sources")


def test_a_publisher_named_without_a_page_ranks_as_itself(office: Office) -> None:
    own = "https://w3id.org/mlat/source/depositary"
    office.put("participation-a.csv", {"in_force": "2006-12-01"})
    office.put("participation-b.csv", {"in_force": "2006-11-26", "source_url": own})
    office.receive()
    assert office.row("participation", CHE)["in_force"] == "2006-11-26"
    assert "w3id.org" not in office.rows("sources")


def test_a_classified_publisher_keeps_its_row(office: Office) -> None:
    office.edit("sources", "blog.example", title="Blog", kind="press", prefixes="blog.example/en")
    office.put("participation-a.csv", {"source_url": "https://blog.example/fr"})
    office.receive()
    assert office.row("sources", "blog.example")["kind"] == "press"
    assert office.row("sources", "blog.example-2")["prefixes"] == "blog.example"

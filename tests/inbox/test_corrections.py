"""What people mended in the tables stands when the old batch comes again."""

from __future__ import annotations

import pytest
from office import DEPOSITARY, GOVERNMENT, PRESS, Office

CHE = "untoc-2000/CHE"


def disagree(office: Office, table: str, record: str, column: str, value: str, url: str = GOVERNMENT) -> None:
    """Keep an old value as a statement, as data/README.md advises."""
    cells = {"table": table, "record": record, "column": column, "value": value}
    office.edit("statements", "s1", **cells, standing="disagrees", source_url=url, note="by hand")


def assert_nothing_changes(office: Office) -> str:
    before = office.content()
    report = office.receive()
    assert office.content() == before
    return report


def test_a_mended_value_stands(office: Office) -> None:
    office.put("participation-a.csv", {"in_force": "2006-12-01"})
    office.receive()
    office.edit("participation", CHE, in_force="2006-11-26")
    assert "'2006-12-01' (participation-a.csv:2) beside '2006-11-26'" in assert_nothing_changes(office)


def test_it_stands_against_a_correcting_file_too(office: Office) -> None:
    office.put("participation-a-2.csv", {"in_force": "2006-12-01"})
    office.receive()
    office.edit("participation", CHE, in_force="2006-11-26")
    assert_nothing_changes(office)


def test_it_gives_way_to_a_better_source(office: Office) -> None:
    office.put("participation-a.csv", {"in_force": "2006-12-01"})
    office.receive()
    office.edit("participation", CHE, in_force="2006-11-26")
    office.put("participation-b.csv", {"in_force": "2006-11-27", "source_url": DEPOSITARY})
    office.receive()
    assert office.row("participation", CHE)["in_force"] == "2006-11-27"


def test_with_the_old_value_stated_it_may_rest_on_a_worse_page(office: Office) -> None:
    office.put("participation-a.csv", {"in_force": "2006-12-01"})
    office.receive()
    office.edit("participation", CHE, in_force="2006-11-26", source_url=PRESS)
    disagree(office, "participation", CHE, "in_force", "2006-12-01")
    assert_nothing_changes(office)


def test_with_the_old_value_stated_a_cell_may_be_blank_or_less_precise(office: Office) -> None:
    office.put("participation-a.csv", {"in_force": "2006-12-01"})
    office.receive()
    disagree(office, "participation", CHE, "in_force", "2006-12-01")
    for value in ("", "2006"):
        office.edit("participation", CHE, in_force=value)
        assert_nothing_changes(office)


def test_mended_notes_lists_and_titles_stand(office: Office) -> None:
    cells = {"title_en": "Agrement", "citations": "A1", "note": "sined", "titles_other": "fr: Acord"}
    office.put("instruments-a.csv", cells)
    office.receive()
    mended = {"title_en": "Agreement", "citations": "A 1", "note": "signed", "titles_other": "fr: Accord"}
    office.edit("instruments", "hkg-usa-1997", **mended)
    assert "'sined' (instruments-a.csv:2)" in assert_nothing_changes(office)


def test_a_mended_note_stands_against_a_second_source(office: Office) -> None:
    office.put("participation-a.csv", {"note": "first"})
    office.put("participation-b.csv", {"in_force": "2006", "note": "secnod", "source_url": PRESS})
    office.receive()
    office.edit("participation", CHE, note="first; second")
    assert_nothing_changes(office)


@pytest.mark.parametrize("table", ["provisions", "declarations"])
def test_a_mended_article_stands_with_the_old_one_stated(office: Office, table: str) -> None:
    office.put(f"{table}-a.csv", {"article": "5"}, {"article": "18"})
    office.receive()
    identifier = next(key for key, row in office.rows(table).items() if row["article"] == "5")
    office.edit(table, identifier, article="5(1)")
    disagree(office, table, identifier, "article", "5")
    assert_nothing_changes(office)


def test_a_mended_summary_among_several_stands_with_the_old_one_stated(office: Office) -> None:
    office.put("declarations-a.csv", {"summary": "Frist."}, {"summary": "Second."})
    office.receive()
    office.edit("declarations", "untoc-2000/CHE-reservation-5", summary="First.")
    disagree(office, "declarations", "untoc-2000/CHE-reservation-5", "summary", "Frist.")
    assert_nothing_changes(office)


def test_a_mended_name_stands_with_the_old_one_stated(office: Office) -> None:
    office.put("authorities-a.csv", {"name_en": "Ofice of Justice"})
    office.receive()
    (identifier,) = office.rows("authorities")
    office.edit("authorities", identifier, name_en="Office of Justice")
    disagree(office, "authorities", identifier, "name_en", "Ofice of Justice")
    assert_nothing_changes(office)


def test_the_note_of_a_statement_stands(office: Office) -> None:
    office.put("participation-a.csv", {"in_force": "2006-11-26", "source_url": DEPOSITARY})
    office.put("participation-b.csv", {"in_force": "2006-12-01", "source_url": PRESS})
    office.receive()
    (identifier,) = office.rows("statements")
    office.edit("statements", identifier, note="a misprint")
    assert_nothing_changes(office)


def test_a_classified_publisher_stays_so(office: Office) -> None:
    office.put("participation-a.csv", {"source_url": "https://blog.example/post"})
    office.receive()
    office.edit("sources", "blog.example", kind="press", title="A blog")
    assert_nothing_changes(office)

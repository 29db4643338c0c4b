"""What people do on the pages, with and without scripts, by keyboard, in their language."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe import violations
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.whole_data
Visit = Callable[[str], Page]

KINDS = [
    "/", "/find?from=BRA&to=CHE&for=bank-information", "/find?from=HKG&to=CAN", "/jurisdiction/HKG.html",
    "/instrument/coe-030.html", "/pair/HKG/USA", "/authority/che-federal-office-of-justice.html",
    "/refusal/political-offence.html", "/source/wikipedia.html", "/ontology.html", "/law/hkg-cap-525.html",
    "/jurisdictions", "/instruments", "/search?q=Korea", "/map?from=FRA", "/network", "/charts", "/coverage",
    "/about",
    "/sparql", "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+3", "/dataset", "/api",
]  # fmt: skip


def test_from_the_first_page_to_the_answer_by_keyboard(visit: Visit) -> None:
    page = visit("/")
    for field, typed, meant in (("Who asks", "Bras", "Brazil"), ("Who is asked", "Suisse", "Switzerland")):
        asked = page.get_by_role("combobox", name=field)
        asked.press_sequentially(typed)
        expect(page.get_by_role("option", name=meant)).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(asked).to_have_value(meant)
    page.get_by_label("Kind of assistance").select_option("bank-information")
    page.get_by_role("button", name="Find the basis").press("Enter")
    expect(page.locator(".verdict")).to_contain_text("bind both and give this assistance")
    assert "from=BRA&to=CHE&for=bank-information" in page.url


def test_from_the_first_page_to_the_answer_without_scripts(plain_visit: Visit) -> None:
    page = plain_visit("/")
    page.get_by_label("Who asks").fill("Brazil")
    page.get_by_label("Who is asked").fill("Switzerland")
    page.get_by_label("On the day").fill("2026-11-26")
    page.get_by_role("button", name="Find the basis").click()
    expect(page.get_by_role("heading", name="Brazil → Switzerland")).to_be_visible()
    expect(page.get_by_role("heading", name="Whom to address")).to_be_visible()


def test_every_fact_can_be_followed_to_its_source(visit: Visit) -> None:
    page = visit("/find?from=BRA&to=CHE&for=bank-information")
    sources = page.locator(".source a").evaluate_all("links => links.map(link => link.href)")
    assert len(sources) > 10
    assert all(source.startswith("http") for source in sources)


@pytest.mark.parametrize("address", KINDS)
def test_a_page_is_within_reach_of_everybody(visit: Visit, address: str) -> None:
    assert violations(visit(address)) == []


def test_colours_are_within_reach_in_the_dark_too(visit: Visit) -> None:
    page = visit("/find?from=HKG&to=CAN")
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []


@pytest.mark.parametrize(
    "address", ["/", "/find?from=BRA&to=CHE", "/instrument/coe-030.html", "/map", "/sparql"]
)
def test_nothing_is_wider_than_a_phone(visit: Visit, page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    visit(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_map_is_walked_by_keyboard_and_leads_to_the_answer(visit: Visit) -> None:
    page = visit("/map?from=FRA&for=video-conference")
    expect(page.locator("svg .place").first).to_be_attached()
    page.locator("svg .place[aria-label^='Japan']").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/find.from=FRA&to=JPN&for=video-conference"))


def test_the_map_moves_through_time(visit: Visit) -> None:
    page = visit("/map?from=HKG")
    before = page.locator("svg .place.bound")
    expect(before.first).to_be_attached()
    page.get_by_role("slider").fill("1990")
    expect(before).to_have_count(0)


def test_a_query_is_completed_run_and_shown(visit: Visit) -> None:
    page = visit("/sparql?example=where-sources-disagree")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".sparql-status")).to_contain_text("Rows:")
    expect(page.locator(".sparql-output table")).to_be_visible()


def test_the_menu_changes_the_language_and_it_stays(visit: Visit, real_site: str) -> None:
    page = visit("/jurisdiction/HKG.html")
    page.get_by_role("link", name="繁體中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    expect(page.get_by_role("heading", level=1)).to_have_text("香港")
    page.goto(f"{real_site}/instrument/coe-030.html")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")


def test_the_skip_link_comes_first(visit: Visit) -> None:
    page = visit("/about")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()

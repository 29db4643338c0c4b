"""The map: every place of the data can be reached, read and opened; small ones are drawn too."""

import re

from playwright.sync_api import expect


def test_small_territories_are_drawn_as_dots(show):
    page = show("map")
    for name in ("Hong Kong", "Macao", "Singapore", "Malta", "Liechtenstein", "Tuvalu", "Mayotte"):
        dot = page.locator(f"svg .place[aria-label^='{name}'] circle")
        assert float(dot.get_attribute("r")) > 0


def test_large_countries_are_drawn_by_their_outline(show):
    page = show("map")
    place = page.locator("svg .place[aria-label^='Brazil']")
    expect(place.locator("circle")).to_have_attribute("r", "0")
    expect(place.locator("path")).to_have_attribute("d", re.compile("^M"))


def test_arrows_and_letters_move_through_the_places_and_enter_opens_one(show):
    page = show("map")
    page.locator("svg .place[tabindex='0']").focus()
    expect(page.locator("svg .place:focus")).to_have_attribute("aria-label", re.compile("^Afghanistan"))
    page.keyboard.press("ArrowRight")
    expect(page.locator("svg .place:focus")).to_have_attribute("aria-label", re.compile("^Åland"))
    page.keyboard.press("b")
    expect(page.locator("svg .place:focus")).to_have_attribute("aria-label", re.compile("^Bahamas"))
    with page.expect_request("**/jurisdiction/BHS"):
        page.keyboard.press("Enter")
    page.watch.faults.clear()  # the component site has no such page


def test_the_slider_shows_another_year(show):
    page = show("map")
    brazil = page.locator("svg .place[aria-label^='Brazil']")
    expect(brazil).to_have_class("place bound")
    page.get_by_label("On", exact=True).fill("2003")
    expect(brazil).to_have_class("place not-bound")


def test_what_is_not_on_the_map_is_named_below_it(show):
    expect(show("map").get_by_text("Not on the map: European Union")).to_be_visible()


def test_the_wheel_scrolls_the_page_and_does_not_zoom(show):
    page = show("map")
    layer = page.locator("svg > g").first
    expect(layer).to_have_attribute("transform", "translate(0 0) scale(1)")
    page.locator(".map-stage").hover()
    page.mouse.wheel(0, 300)
    expect(layer).to_have_attribute("transform", "translate(0 0) scale(1)")


def test_a_closer_look_gets_finer_outlines(show):
    page = show("map")
    with page.expect_response("**/countries-50m.json"):
        for _ in range(3):
            page.get_by_role("button", name="Zoom in").click()

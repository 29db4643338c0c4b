"""The network: a jurisdiction chosen by mouse, keyboard or list shows its treaties; filters apply."""

import re

from playwright.sync_api import expect


def test_a_jurisdiction_of_the_list_shows_its_treaties(show):
    page = show("network")
    page.get_by_label("Jurisdiction").select_option(label="Hong Kong")
    details = page.locator(".network-details")
    expect(details.get_by_role("heading", name="Hong Kong")).to_be_visible()
    expect(details.get_by_role("listitem").filter(has_text="Switzerland").first).to_be_visible()


def test_a_node_is_chosen_by_keyboard(show):
    page = show("network")
    page.locator("svg .node[tabindex='0']").focus()
    page.keyboard.press("h")
    page.keyboard.press("Enter")
    expect(page.locator("svg .node[aria-pressed=true]")).to_have_attribute(
        "aria-label", re.compile("^Honduras")
    )


def test_a_kind_that_is_left_out_leaves_picture_and_table(show):
    page = show("network")
    shown = page.locator("#treaties tbody tr:not([hidden])").count()
    page.get_by_label("bilateral treaty").uncheck()
    assert page.locator("#treaties tbody tr:not([hidden])").count() < shown
    assert page.locator("svg .edge.gone").count() > 0


def test_an_earlier_year_has_fewer_treaties(show):
    page = show("network")
    before = page.locator("svg .edge:not(.gone)").count()
    page.get_by_label("In force on").fill("1990")
    assert 0 < page.locator("svg .edge:not(.gone)").count() < before

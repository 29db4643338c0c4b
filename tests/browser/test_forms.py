"""Suggestions while typing, and the choice of a theme."""

from playwright.sync_api import expect


def test_a_suggestion_is_chosen_by_keyboard_and_sends_its_id(show):
    page = show("finder")
    field = page.get_by_role("combobox", name="Who asks")
    field.type("ho")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(3)
    field.press("ArrowDown")
    expect(page.get_by_role("option", name="Hong Kong")).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    with page.expect_request(lambda request: request.url.endswith("finder.html?from=HKG")):
        page.get_by_role("button", name="Find").click()


def test_a_text_that_was_not_chosen_is_sent_as_typed(show):
    page = show("finder")
    page.get_by_role("combobox", name="Who asks").type("Hongkong")
    page.keyboard.press("Escape")
    with page.expect_request(lambda request: request.url.endswith("finder.html?from=Hongkong")):
        page.get_by_role("button", name="Find").click()


def test_a_theme_is_kept_for_the_next_page(show, page):
    show("finder").get_by_label("Theme").select_option("dark")
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    expect(page.get_by_label("Theme")).to_have_value("dark")

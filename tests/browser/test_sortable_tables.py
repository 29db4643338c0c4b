"""Tables: sorted by any column, filtered, drawn as timelines and charts."""

from playwright.sync_api import expect


def column(page, number):
    cells = page.locator(f"table[data-sortable] tbody tr:not([hidden]) > :nth-child({number})")
    return [text.strip() for text in cells.all_text_contents()]


def test_a_column_sorts_both_ways_with_blanks_last(show):
    page = show("parties")
    button = page.get_by_role("button", name="Signed")
    button.click()
    upwards = column(page, 2)
    known = [day for day in upwards if day]
    assert known == sorted(known) and upwards == known + [""] * (len(upwards) - len(known))
    button.click()
    assert column(page, 2)[: len(known)] == known[::-1]
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")


def test_a_filter_ignores_case_and_accents_and_tells_the_count(show):
    page = show("parties")
    page.get_by_label("Filter").fill("GEORGÍA")
    expect(page.get_by_role("status")).to_have_text("Rows: 1 of 24")
    assert column(page, 1) == ["Georgia"]


def test_a_timeline_shows_the_rows_that_the_table_shows(show):
    page = show("parties")
    page.get_by_label("Filter").fill("an")
    expect(page.get_by_role("status")).to_contain_text(" of ")
    expect(page.locator(".timeline-body > g")).to_have_count(len(column(page, 1)))


def test_a_timeline_tells_certain_from_uncertain(show):
    page = show("partial-dates")
    row = page.locator(".timeline-body > g").filter(has_text="A year only")
    expect(row.locator(".uncertain")).to_have_count(1)
    expect(row.locator(".certain")).to_have_count(1)
    unknown = page.locator(".timeline-body > g").filter(has_text="Begin not known")
    expect(unknown.locator(".certain")).to_have_count(0)


def test_a_chart_of_years_has_a_place_for_empty_years(show):
    page = show("charts")
    years = page.locator(".chart-stage").first.locator("text").all_text_contents()
    assert {"1940", "1950"} <= set(years)  # the table has no row for either


def test_what_a_chart_leaves_out_is_added_up(show):
    page = show("charts")
    bars = page.locator(".chart-stage").nth(2).locator("rect")
    expect(bars).to_have_count(8)

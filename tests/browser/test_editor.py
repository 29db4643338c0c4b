"""The SPARQL editor: the form with more comfort, and the form itself without scripts."""

import ast

import pytest
from playwright.sync_api import expect


def run(page):
    page.get_by_role("button", name="Run").click()


def test_an_answer_appears_as_a_table_with_links_into_the_site(show):
    page = show("sparql")
    run(page)
    expect(page.get_by_role("link", name="jurisdiction/USA")).to_have_attribute("href", "/jurisdiction/USA")
    expect(page.locator(".sparql-status")).to_contain_text("Rows: 14")


def test_a_query_runs_by_keyboard(show):
    page = show("sparql")
    page.get_by_role("textbox", name="Query").press("Control+Enter")
    expect(page.locator(".sparql-status")).to_contain_text("Rows: 14")


def test_columns_of_a_label_and_a_number_make_a_chart_and_of_jurisdictions_a_map(show):
    page = show("sparql")
    run(page)
    page.get_by_role("tab", name="Chart").click()
    expect(page.locator(".chart-stage rect")).to_have_count(14)
    page.get_by_role("tab", name="Map").click()
    expect(page.locator("svg .place.level-5[aria-label^='United States']")).to_be_visible()


def test_two_columns_of_jurisdictions_make_a_network(show):
    page = show("sparql-pairs")
    run(page)
    page.get_by_role("tab", name="Network").click()
    expect(page.locator("svg .node").first).to_be_visible()


def test_a_syntax_error_is_told_and_marked_where_it_is(show, watch):
    page = show("sparql-failing")
    run(page)
    expect(page.get_by_role("alert")).to_contain_text("found 'FILTR'")
    expect(page.locator(".cm-lintRange-error")).to_have_count(1)
    watch.faults.clear()  # the browser writes the status 400 to its console


def test_a_completion_brings_the_prefix_that_it_needs(show):
    page = show("sparql")
    field = page.get_by_role("textbox", name="Query")
    field.press("Control+End")
    field.type(" taking ev")
    page.get_by_role("option", name="assistance:taking-evidence").click()
    assert (
        page.locator("textarea")
        .input_value()
        .startswith("PREFIX assistance: <https://w3id.org/mlat/assistance/>\n")
    )


def test_typing_over_a_selection_of_several_lines_keeps_to_the_policy(show):
    page = show("sparql")
    page.get_by_role("textbox", name="Query").press("Control+a")
    page.keyboard.type("ASK { }")
    expect(page.locator("textarea")).to_have_value("ASK { }")


def test_tab_leaves_the_editor(show):
    page = show("sparql")
    page.get_by_role("textbox", name="Query").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Answer as")).to_be_focused()


def test_another_format_is_a_file_and_not_this_page(show):
    page = show("sparql")
    page.get_by_label("Answer as").select_option("csv")
    with page.expect_request(lambda request: "format=csv" in request.url and request.is_navigation_request()):
        run(page)


def test_examples_are_searched(show):
    page = show("sparql")
    page.get_by_label("Search examples").fill("disagree")
    expect(page.get_by_role("status").filter(has_text="Examples: 1 of 3")).to_be_visible()


def test_the_query_is_shown_as_a_program(show):
    page = show("sparql")
    page.get_by_text("This query in a program").click()
    page.get_by_label("Language").select_option("R")
    expect(page.locator(".programs pre")).to_contain_text("library(httr2)")


@pytest.mark.parametrize("language", ["Python", "SPARQLWrapper"])
def test_a_program_holds_the_query_whatever_is_in_it(show, language):
    query = 'SELECT ("\\\\d\\"" AS ?x) ("""a""" AS ?y) { }'
    page = show("sparql")
    page.get_by_role("textbox", name="Query").fill(query)
    page.get_by_text("This query in a program").click()
    page.get_by_label("Language").select_option(language)
    program = ast.parse(page.locator(".programs pre").text_content())
    constants = {node.value for node in ast.walk(program) if isinstance(node, ast.Constant)}
    assert query in {str(value).strip() for value in constants}


def test_without_scripts_the_form_is_a_form(browser, site):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}/sparql.html")
        page.get_by_label("Query").fill("ASK { ?s ?p ?o }")
        with page.expect_request(lambda request: "query=ASK" in request.url):
            run(page)

"""Every view: accessible in light and dark, on a desk and a phone, and quiet under the security policy."""

import pytest
from axe import violations

#: Component page, and what is there once its view is drawn.
VIEWS = (
    ("parties", ".timeline-body"),
    ("charts", ".chart-stage svg"),
    ("map", "svg .place"),
    ("network", "svg .node"),
    ("sparql", ".code-field"),
    ("finder", "[role=combobox]"),
)
PHONE = {"width": 360, "height": 740}


@pytest.mark.parametrize(("name", "drawn"), VIEWS)
def test_a_view_keeps_to_wcag(show, name, drawn):
    page = show(name)
    page.locator(drawn).first.wait_for()
    assert violations(page) == []


@pytest.mark.parametrize(("name", "drawn"), VIEWS)
def test_a_view_fits_a_phone_and_is_legible_in_the_dark(show, page, name, drawn):
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    show(name).locator(drawn).first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page, "color-contrast", "target-size") == []

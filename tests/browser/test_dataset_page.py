"""The page of the data set in a browser: its markup for search engines is data, and no script to refuse."""

from __future__ import annotations

import json
from urllib.parse import urljoin

from playwright.sync_api import Page


def test_markup_in_the_page_does_not_offend_the_security_policy(page: Page, server: str) -> None:
    page.goto(urljoin(server, "/dataset"))
    block = page.locator('script[type="application/ld+json"]').text_content()
    assert json.loads(block or "")["@type"] == "Dataset"

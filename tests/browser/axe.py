"""What axe finds against WCAG 2.2 AA on a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page, *rules: str) -> list[str]:
    """Each rule that is broken, with the first elements that break it; of all rules, or of some by name."""
    only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": LEVELS}
    found = Axe().run(page, options={"runOnly": only}).response["violations"]
    return [f"{each['id']}: {[node['html'][:120] for node in each['nodes'][:3]]}" for each in found]

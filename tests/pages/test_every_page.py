"""What holds for every page: structure, sources, nothing from elsewhere, sizes, caching."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from reading import Page

PAGES = [
    "/", "/find?from=BRA&to=CHE&for=bank-information", "/find?from=HKG&to=CAN", "/find?from=KEN&to=PRK",
    "/jurisdictions", "/instruments", "/authorities", "/concepts", "/sources", "/search?q=cap.+525",
    "/search", "/pair/HKG/USA", "/map", "/map?from=FRA&for=video-conference", "/map?instrument=coe-030",
    "/network", "/charts", "/coverage", "/about", "/sparql", "/sparql?query=ASK{}",
    "/jurisdiction/HKG.html", "/jurisdiction/SUN.html", "/jurisdiction/EUE.html",
    "/instrument/coe-030.html", "/instrument/hkg-usa-1997.html", "/instrument/untoc-2000.html",
    "/authority/che-federal-office-of-justice.html", "/assistance/taking-evidence.html",
    "/path/letters-rogatory.html", "/refusal.html", "/ontology.html", "/source/wikipedia.html",
    "/law/hkg-cap-525.html", "/designation/hkg-secretary-for-justice-1.html",
    "/statement/sd37c80b8fc82.html", "/graph/derived.html",
]  # fmt: skip

pytestmark = pytest.mark.whole_data


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_heading_a_language_and_landmarks(read: Callable[..., Page], address: str) -> None:
    page = read(address)
    assert len(page.all("h1")) == 1
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("main")) == 1
    assert page.texts("title")[0].endswith("– MLAT Graph")
    assert {"class": "skip", "href": "#main"} in page.all("a")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_loads_nothing_from_elsewhere_and_has_nothing_inline(
    read: Callable[..., Page], address: str
) -> None:
    page = read(address)
    scripts = [each for each in page.all("script") if each.get("type") != "application/json"]
    sheets = [each for each in page.all("link") if each["rel"] in ("stylesheet", "icon")]
    assert all(each["src"].startswith("/static/") for each in scripts)
    assert all(each["href"].startswith("/static/") for each in sheets)
    assert not page.all("style")
    assert not [a for _, each, _ in page.elements for a in each if a == "style" or a.startswith("on")]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_under_100_kb_compressed(site: FlaskClient, address: str) -> None:
    body = site.get(address, headers={"Accept": "text/html"}).data
    assert len(gzip.compress(body)) < 100_000


@pytest.mark.parametrize("address", PAGES)
def test_every_field_has_a_label(read: Callable[..., Page], address: str) -> None:
    page = read(address)
    labelled = {label["for"] for label in page.all("label")}
    fields = [each for tag in ("input", "select", "textarea") for each in page.all(tag)]
    visible = [each for each in fields if each.get("type") != "hidden"]
    assert [each for each in visible if each.get("id") not in labelled and "aria-label" not in each] == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_kept_by_its_tag(site: FlaskClient, address: str) -> None:
    first = site.get(address, headers={"Accept": "text/html"})
    again = site.get(address, headers={"Accept": "text/html", "If-None-Match": first.headers["ETag"]})
    head = site.head(address, headers={"Accept": "text/html"})
    assert (again.status_code, again.data, head.status_code, head.data) == (304, b"", 200, b"")
    assert {"Accept-Language", "Cookie"} <= set(first.headers["Vary"].split(", "))


@pytest.mark.parametrize("address", ["/", "/find?from=HKG&to=CAN", "/instrument/hkg-usa-1997.html", "/about"])
def test_links_within_the_site_lead_somewhere(site: FlaskClient, address: str) -> None:
    page = Page(site.get(address, headers={"Accept": "text/html"}).text)
    own = {re.sub("#.*", "", link) for link in page.links if link.startswith("/")} - {""}
    for link in sorted(own)[:40]:
        assert site.head(link, headers={"Accept": "text/html"}).status_code in (200, 303), link


@pytest.mark.parametrize("address", [a for a in PAGES if a.endswith(".html")])
def test_links_within_a_page_lead_to_a_place_on_it(read: Callable[..., Page], address: str) -> None:
    page = read(address)
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert inside - set(page.ids) == set()

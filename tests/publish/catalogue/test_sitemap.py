"""What crawlers are told."""

from __future__ import annotations

import urllib.robotparser
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from mlat.publish.catalogue import sitemap

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def locations(content: bytes) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(content).iterfind(".//s:loc", NAMES)]


def test_the_map_names_every_kind_of_page(project_client: FlaskClient) -> None:
    response = project_client.get("/sitemap.xml")
    assert (response.status_code, response.mimetype) == (200, "application/xml")
    found = locations(response.data)
    assert len(found) == len(set(found)) > 1000
    for path in (
        "dataset",
        "jurisdiction/HKG.html",
        "instrument/untoc-2000.html",
        "assistance/taking-evidence.html",
    ):
        assert f"http://localhost/{path}" in found


def test_pages_of_the_map_are_there(project_client: FlaskClient) -> None:
    for address in locations(project_client.get("/sitemap.xml").data)[1::97]:
        assert project_client.get(address.removeprefix("http://localhost")).status_code == 200, address


def test_a_long_map_is_cut(project_client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = locations(project_client.get("/sitemap.xml").data)
    monkeypatch.setattr(sitemap, "LONGEST", 500)
    parts = locations(project_client.get("/sitemap.xml").data)
    assert parts == [f"http://localhost/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    pieces = [locations(project_client.get(part).data) for part in parts]
    assert [address for piece in pieces for address in piece] == whole
    assert project_client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert project_client.get("/sitemap-0.xml").status_code == 404


def test_addresses_are_escaped() -> None:
    assert locations(sitemap.write_sitemap(["https://x/?a=1&b=<"])) == ["https://x/?a=1&b=<"]


def test_robots_may_read_pages_and_leave_queries_alone(project_client: FlaskClient) -> None:
    text = project_client.get("/robots.txt").text
    rules = urllib.robotparser.RobotFileParser()
    rules.parse(text.splitlines())
    assert rules.can_fetch("any", "http://localhost/jurisdiction/HKG.html")
    assert rules.can_fetch("any", "http://localhost/dataset")
    assert not rules.can_fetch("any", "http://localhost/store?default")
    assert rules.site_maps() == ["http://localhost/sitemap.xml"]

"""Dumps over HTTP: tags, ranges, codings, and who may have what."""

from __future__ import annotations

import functools
import gzip
import hashlib
import shutil
from pathlib import Path

import pytest
import zstandard
from flask.testing import FlaskClient

from mlat.graph.store import Store
from mlat.settings import Settings
from mlat.web.application import create_app

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
DATED = "/dumps/2026-11-20/"


@pytest.fixture
def client(store: Store, releases: Path) -> FlaskClient:
    return reading(create_app(store, Settings(dumps=str(releases))).test_client())


def reading(client: FlaskClient) -> FlaskClient:
    """A client that reads each answer to its end, and closes it."""
    client.open = functools.partial(client.open, buffered=True)  # type: ignore[method-assign]
    return client


def test_the_list_is_a_page_for_people(client: FlaskClient, releases: Path) -> None:
    response = client.get("/dumps/", headers={"Accept": BROWSER})
    assert (response.status_code, response.mimetype) == (200, "text/html")
    for name in ("mlat.trig.gz", "changes.md", "manifest.json"):
        assert f'href="/dumps/latest/{name}"' in response.text
    assert 'href="/dumps/2026-11-20/"' in response.text


def test_the_list_is_json_for_programs(client: FlaskClient) -> None:
    found = client.get("/dumps/", headers={"Accept": "application/json"}).get_json()
    assert found["releases"] == ["latest", "2026-11-26", "2026-11-20"]
    assert found["date"] == "2026-11-26"
    assert client.get(DATED).get_json()["date"] == "2026-11-20"
    assert client.get("/dumps/", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("mlat.ttl", "text/turtle; charset=utf-8"),
        ("mlat.nq", "application/n-quads"),
        ("mlat.nq.gz", "application/gzip"),
        ("mlat.nq.zst", "application/zstd"),
        ("ro-crate-metadata.json", "application/ld+json"),
        ("manifest.json", "application/json"),
    ],
)
def test_a_file_has_the_type_of_what_lies_there(
    client: FlaskClient, releases: Path, name: str, content_type: str
) -> None:
    response = client.get(DATED + name)
    assert (response.status_code, response.content_type) == (200, content_type)
    assert response.data == (releases / "2026-11-20" / name).read_bytes()
    assert "Content-Encoding" not in response.headers


def test_a_file_is_tagged_by_its_hash_and_can_be_kept(client: FlaskClient) -> None:
    response = client.get(DATED + "mlat.nt.gz")
    assert response.headers["ETag"] == f'"{hashlib.sha256(response.data).hexdigest()}"'
    assert response.headers["Cache-Control"] == "public, max-age=31536000"
    for header in ({"If-None-Match": response.headers["ETag"]},
                   {"If-Modified-Since": response.headers["Last-Modified"]}):  # fmt: skip
        again = client.get(DATED + "mlat.nt.gz", headers=header)
        assert (again.status_code, again.data) == (304, b"")
    assert client.get("/dumps/latest/mlat.nt.gz").headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize(("coding", "decode"), [("gzip", gzip.decompress), ("zstd", zstandard.decompress)])
def test_a_plain_file_goes_out_in_a_coding(client: FlaskClient, coding: str, decode: object) -> None:
    plain = client.get(DATED + "mlat.ttl")
    coded = client.get(DATED + "mlat.ttl", headers={"Accept-Encoding": coding})
    assert coded.headers["Content-Encoding"] == coding
    assert coded.content_type == plain.content_type
    assert decode(coded.data) == plain.data  # type: ignore[operator]
    assert coded.headers["ETag"] != plain.headers["ETag"]


def test_what_has_no_coded_twin_goes_out_as_it_is(client: FlaskClient) -> None:
    for name in ("mlat.ttl.gz", "ontology.ttl"):
        response = client.get(DATED + name, headers={"Accept-Encoding": "gzip, zstd"})
        assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    ("asked", "part"),
    [("bytes=0-9", slice(0, 10)), ("bytes=-7", slice(-7, None)), ("bytes=5-", slice(5, None))],
)
def test_a_range(client: FlaskClient, asked: str, part: slice) -> None:
    whole = client.get(DATED + "mlat.nq.gz")
    response = client.get(DATED + "mlat.nq.gz", headers={"Range": asked})
    assert (response.status_code, response.data) == (206, whole.data[part])
    assert response.headers["Content-Range"].endswith(f"/{len(whole.data)}")
    assert whole.headers["Accept-Ranges"] == "bytes"


def test_a_range_beyond_the_end(client: FlaskClient) -> None:
    assert client.get(DATED + "mlat.nq.gz", headers={"Range": "bytes=999999999-"}).status_code == 416


def test_several_ranges_are_answered_with_the_whole(client: FlaskClient) -> None:
    assert client.get(DATED + "mlat.nq.gz", headers={"Range": "bytes=0-1,5-6"}).status_code == 200


def test_a_download_goes_on_only_if_the_file_is_the_same(client: FlaskClient) -> None:
    tag = client.head(DATED + "mlat.nq.gz").headers["ETag"]
    for held, status in ((tag, 206), ('"another"', 200)):
        headers = {"Range": "bytes=10-", "If-Range": held}
        assert client.get(DATED + "mlat.nq.gz", headers=headers).status_code == status


def test_a_condition_comes_before_a_range(client: FlaskClient) -> None:
    tag = client.head(DATED + "mlat.nq.gz").headers["ETag"]
    headers = {"Range": "bytes=0-9", "If-None-Match": tag}
    assert client.get(DATED + "mlat.nq.gz", headers=headers).status_code == 304


def test_head_has_the_headers_of_get(client: FlaskClient) -> None:
    head, get = client.head(DATED + "mlat.nq"), client.get(DATED + "mlat.nq")
    assert head.data == b""
    for name in ("ETag", "Content-Length", "Content-Type", "Last-Modified", "Accept-Ranges"):
        assert head.headers[name] == get.headers[name]


def test_many_downloads_one_after_the_other_leave_no_place_taken(client: FlaskClient) -> None:
    for _ in range(50):
        for method in ("GET", "HEAD"):
            response = client.open(DATED + "mlat.ttl", method=method)
            assert response.status_code == 200
            response.close()


@pytest.mark.parametrize(
    "address",
    [
        "/dumps/2020-01-01/",
        "/dumps/latest/none.nt",
        "/dumps/latest/..%2F..%2Fmanifest.json",
        "/dumps/..%2F2026-11-20/mlat.nt",
        "/dumps/%2Fetc/passwd",
    ],
)
def test_what_the_manifest_does_not_name_is_not_there(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_dumps_are_read_only(client: FlaskClient) -> None:
    assert client.put("/dumps/latest/mlat.nt", data=b"").status_code == 405


def test_a_file_that_was_tampered_with_is_not_handed_out(store: Store, dumped: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(dumped, tmp_path / "dump"))
    (folder / "mlat.nt").write_bytes(b"x")
    client = create_app(store, Settings(dumps=str(folder))).test_client()
    response = client.get("/dumps/latest/mlat.nt")
    assert response.status_code == 404
    assert "not the file that the manifest" in response.text


def test_a_folder_without_dumps_says_so(store: Store, tmp_path: Path) -> None:
    client = create_app(store, Settings(dumps=str(tmp_path))).test_client()
    response = client.get("/dumps/")
    assert response.status_code == 404
    assert "no dumps" in response.text

"""The read half of the Graph Store Protocol."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from mlat.graph.formats import AnswerKind, formats_for
from mlat.graph.store import Store
from mlat.web.application import create_app

G1 = "https://example.org/g1"
TRIPLE = b'<https://example.org/s> <https://example.org/p> "one" .\n'
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_get_a_named_graph(client: FlaskClient) -> None:
    response = client.get("/store", query_string={"graph": G1}, headers={"Accept": "application/n-triples"})
    assert (response.status_code, response.data) == (200, TRIPLE)
    assert response.content_type == "application/n-triples"


def test_get_the_default_graph(client: FlaskClient, store: Store) -> None:
    response = client.get("/store?default", headers={"Accept": "application/n-triples"})
    assert response.data.count(b"\n") == store.size


@pytest.mark.parametrize("name", ["format", "output", "results"])
@pytest.mark.parametrize("form", formats_for(AnswerKind.GRAPH), ids=lambda form: form.suffix)
def test_get_in_every_format(client: FlaskClient, form: object, name: str) -> None:
    suffix, media_type = form.suffix, form.media_type  # type: ignore[attr-defined]
    response = client.get("/store", query_string={"graph": G1, name: suffix})
    assert (response.status_code, response.mimetype) == (200, media_type)


def test_get_directly() -> None:
    inner = ox.Store()
    for iri in ("https://data.example.org/store/g", "https://w3id.org/mlat/graph/schemes"):
        quad = ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.NamedNode(iri), ox.NamedNode(iri))
        inner.add(quad)
    client = create_app(Store(inner)).test_client()
    for name, iri in (("g", "https://data.example.org/store/g"),
                      ("graph/schemes", "https://w3id.org/mlat/graph/schemes")):  # fmt: skip
        answer = client.get(f"/store/{name}?format=nt", base_url="https://data.example.org/")
        assert answer.text == f"<x:s> <x:p> <{iri}> .\n"
    assert client.get("/store/none").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/store", 400),
        ("/store?", 400),
        ("/store?graph=relative", 400),
        ("/store?graph=", 400),
        ("/store?default&graph=x:y", 400),
        ("/store?graph=x:y&graph=x:y", 400),
        ("/store?graph=%FF", 400),
        ("/store?graph=https://example.org/none", 404),
        ("/store?graph=x:%3Cscript%3E", 404),
    ],
)
def test_bad_requests(client: FlaskClient, address: str, status: int) -> None:
    response = client.get(address, headers={"Accept": BROWSER})
    assert response.status_code == status
    assert response.content_type == "text/plain; charset=utf-8"


def test_not_acceptable(client: FlaskClient) -> None:
    assert client.get("/store?default", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("address", ["/store?default", "/store/g", f"/store?graph={G1}"])
def test_writing_is_refused(client: FlaskClient, method: str, address: str) -> None:
    response = client.open(address, method=method, data=TRIPLE, content_type="text/turtle")
    assert response.status_code == 405
    assert response.headers["Allow"].split(", ") and "GET" in response.headers["Allow"]


def test_a_graph_has_a_tag(client: FlaskClient) -> None:
    first = client.get("/store?default")
    other = client.get("/store", query_string={"graph": G1})
    again = client.get("/store?default", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert other.headers["ETag"] != first.headers["ETag"]


def test_a_browser_gets_a_table(client: FlaskClient) -> None:
    response = client.get("/store", query_string={"graph": G1}, headers={"Accept": BROWSER})
    assert response.mimetype == "text/html"
    assert "<caption>1 triple</caption>" in response.text
    assert G1 in response.text

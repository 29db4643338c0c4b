"""Every IRI of the graph leads to its documents, by negotiation and by suffix."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from mlat.graph.namespaces import BASE
from mlat.graph.store import Store

THINGS = [
    "jurisdiction/HKG", "instrument/untoc-2000", "instrument/untoc-2000/party/FRA",
    "authority/che-federal-office-of-justice", "designation/hkg-secretary-for-justice-1", "law/hkg-cap-525",
    "assistance/taking-evidence", "refusal", "source/wikipedia", "statement/sd37c80b8fc82", "ontology",
]  # fmt: skip
FORMATS = {
    "text/turtle": ("ttl", ox.RdfFormat.TURTLE),
    "application/n-triples": ("nt", ox.RdfFormat.N_TRIPLES),
    "application/rdf+xml": ("rdf", ox.RdfFormat.RDF_XML),
}

pytestmark = pytest.mark.whole_data


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("media_type", FORMATS)
def test_a_thing_leads_to_the_document_that_the_client_takes(
    site: FlaskClient, thing: str, media_type: str
) -> None:
    suffix, form = FORMATS[media_type]
    leads = site.get(f"/{thing}", headers={"Accept": media_type})
    assert (leads.status_code, leads.headers["Location"]) == (303, f"/{thing}.{suffix}")
    document = site.get(leads.headers["Location"])
    assert document.mimetype == media_type
    subjects = {str(quad.subject) for quad in ox.parse(document.data, format=form)}
    assert f"<{BASE}{thing}>" in subjects


def test_a_browser_is_led_to_a_page_and_a_part_to_its_place_on_it(site: FlaskClient) -> None:
    headers = {"Accept": "text/html"}
    assert site.get("/jurisdiction/HKG", headers=headers).headers["Location"] == "/jurisdiction/HKG.html"
    part = site.get("/instrument/untoc-2000/party/FRA", headers=headers)
    assert part.headers["Location"] == "/instrument/untoc-2000.html#party/FRA"
    assert 'id="party/FRA"' in site.get("/instrument/untoc-2000.html").text


def test_a_retired_id_leads_to_the_one_that_took_its_place(site: FlaskClient) -> None:
    for suffix in ("", ".html", ".ttl"):
        response = site.get(f"/instrument/can-che-1993{suffix}")
        assert (response.status_code, response.headers["Location"]) == (
            301,
            f"/instrument/can-che-cts1995{suffix}",
        )


@pytest.mark.parametrize(
    "address", ["/jurisdiction/XXX", "/jurisdiction/XXX.ttl", "/none/none.html", "/a%3Cb"]
)
def test_what_is_not_there_is_told_with_the_nearest(site: FlaskClient, address: str) -> None:
    response = site.get(address, headers={"Accept": "text/plain"})
    assert response.status_code == 404
    assert "nothing is known by the address" in response.text


def test_what_a_client_does_not_take_is_refused_with_what_is_on_offer(site: FlaskClient) -> None:
    response = site.get("/jurisdiction/HKG", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/turtle" in response.text


def test_documents_are_signposted(site: FlaskClient) -> None:
    for address in ("/jurisdiction/HKG", "/jurisdiction/HKG.html", "/jurisdiction/HKG.ttl"):
        link = site.get(address, headers={"Accept": "text/html"}).headers["Link"]
        assert f'<{BASE}jurisdiction/HKG>; rel="cite-as"' in link
        assert '</jurisdiction/HKG.ttl>; rel="describedby alternate"; type="text/turtle"' in link
        assert 'rel="license"' in link


def test_every_subject_of_the_graph_leads_somewhere(site: FlaskClient, project: Store) -> None:
    subjects = {quad.subject.value for quad in project.inner if isinstance(quad.subject, ox.NamedNode)}
    ours = sorted(name.removeprefix(BASE) for name in subjects if name.startswith(BASE) and "#" not in name)
    for name in ours[::97]:
        assert site.head(f"/{name}", headers={"Accept": "text/turtle"}).status_code in (301, 303), name


def test_json_ld_is_compact_and_names_the_published_context(site: FlaskClient) -> None:
    document = site.get(
        "/instrument/hkg-usa-1997", headers={"Accept": "application/ld+json"}, follow_redirects=True
    )
    assert document.mimetype == "application/ld+json"
    assert document.json and document.json["@context"] == f"{BASE}context.jsonld"
    assert document.json["signed"] == "1997-04-15"
    context = site.get("/context.jsonld")
    assert (context.status_code, context.mimetype) == (200, "application/ld+json")
    assert "signed" in context.json["@context"]

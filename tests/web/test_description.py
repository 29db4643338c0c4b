"""The endpoint without a query: a description for machines, a page for people."""

from __future__ import annotations

from html.parser import HTMLParser

import pyoxigraph as ox
import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib import DCTERMS

from mlat.graph.formats import FORMATS, AnswerKind, formats_for
from mlat.graph.store import Store
from mlat.settings import Settings
from mlat.web.application import create_app

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize(
    ("accept", "content_type", "name"),
    [
        ("*/*", "text/turtle; charset=utf-8", "turtle"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/ld+json, text/html;q=0.9", "application/ld+json", "json-ld"),
        ("application/n-quads,text/turtle;q=0.6,text/html;q=0.3", "application/n-quads", "nt"),
    ],
)
def test_the_service_is_described(client: FlaskClient, accept: str, content_type: str, name: str) -> None:
    response = client.get("/sparql", headers={"Accept": accept})
    assert (response.status_code, response.content_type) == (200, content_type)
    graph = rdflib.Graph().parse(data=response.data, format=name)
    (service,) = graph.subjects(rdflib.RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == rdflib.URIRef("http://localhost/sparql")
    assert set(map(str, graph.objects(service, SD.resultFormat))) == {
        form.iri for form in FORMATS if form.iri
    }


def test_the_graphs_are_described_with_their_sizes(client: FlaskClient) -> None:
    graph = rdflib.Graph().parse(data=client.get("/sparql?format=ttl").data, format="turtle")
    sizes = {
        str(graph.value(node, SD.name)): int(str(graph.value(graph.value(node, SD.graph), VOID.triples)))
        for node in graph.objects(None, SD.namedGraph)
    }
    assert sizes == {"https://example.org/g1": 1, "https://example.org/g2": 1}
    assert (None, SD.feature, SD.UnionDefaultGraph) not in graph


def test_nothing_acceptable_offers_the_page_as_well(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/html" in response.text


def test_every_format_of_rdf_can_be_asked_for_by_name(client: FlaskClient) -> None:
    for form in formats_for(AnswerKind.GRAPH):
        for name in ("format", "output", "results"):
            response = client.get("/sparql", query_string={name: form.suffix})
            assert (response.status_code, response.mimetype) == (200, form.media_type)


def test_features_are_named(described: rdflib.Graph) -> None:
    (service,) = described.subjects(rdflib.RDF.type, SD.Service)
    assert (service, SD.feature, SD.UnionDefaultGraph) in described
    assert (service, SD.feature, SD.BasicFederatedQuery) not in described
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in described


def test_the_data_set_describes_itself(described: rdflib.Graph) -> None:
    dataset, part = rdflib.URIRef("https://example.org/data"), rdflib.URIRef("https://example.org/part")
    assert str(described.value(dataset, DCTERMS.title)) == "Treaties"
    assert (dataset, VOID.sparqlEndpoint, rdflib.URIRef("http://localhost/sparql")) in described
    assert (part, VOID.sparqlEndpoint, None) not in described


@pytest.fixture
def described() -> rdflib.Graph:
    """The description of a union of graphs, one of which describes the data set."""
    text = """
        @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix void: <http://rdfs.org/ns/void#> .
        <https://example.org/data> a void:Dataset ; dcterms:title "Treaties"@en ;
            void:subset <https://example.org/part> .
        <https://example.org/part> a void:Dataset .
    """
    inner = ox.Store()
    for graph in (ox.DefaultGraph(), ox.NamedNode("https://example.org/g")):
        inner.load(text, format=ox.RdfFormat.TURTLE, to_graph=graph)
    answer = create_app(Store(inner, union=True)).test_client().get("/sparql")
    return rdflib.Graph().parse(data=answer.data, format="turtle")


def test_the_address_is_that_of_the_request(client: FlaskClient) -> None:
    answer = client.get("/sparql", base_url="https://data.example.org:8443/")
    assert "<https://data.example.org:8443/sparql>" in answer.text
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("host", ["<x>", 'a"b', "a b", "[", "\u00e9"])
def test_a_bad_host_is_no_error_of_the_server(client: FlaskClient, host: str) -> None:
    assert client.get("/sparql", headers={"Host": host}).status_code in (200, 400)


def test_an_address_behind_a_proxy_is_taken_from_it_only_when_trusted(store: Store) -> None:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "mlat.example.org", "X-Forwarded-For": "::1"}
    for proxies, address in ((0, "http://localhost/sparql"), (1, "https://mlat.example.org/sparql")):
        client = create_app(store, Settings(proxies=proxies)).test_client()
        assert f"<{address}>" in client.get("/sparql", headers=headers).text


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_browsers_get_a_form_that_needs_no_script(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": BROWSER})
    assert response.content_type == "text/html; charset=utf-8"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    page = _Page(response.text)
    names = [tag for tag, _ in page.tags]
    assert names.count("h1") == names.count("textarea") == 1
    forms = [attributes for tag, attributes in page.tags if tag == "form"]
    assert ("/sparql", "get") in [(form.get("action"), form.get("method")) for form in forms]


def test_everything_that_the_page_loads_is_here(client: FlaskClient) -> None:
    page = _Page(client.get("/sparql", headers={"Accept": BROWSER}).text)
    loaded = [attributes["href"] for tag, attributes in page.tags if tag == "link"]
    assert loaded
    for address in loaded:
        with client.get(str(address)) as response:
            assert response.status_code == 200


def test_every_example_of_the_page_can_be_opened(client: FlaskClient) -> None:
    page = _Page(client.get("/sparql", headers={"Accept": BROWSER}).text)
    links = [str(attributes["href"]) for tag, attributes in page.tags if tag == "a"]
    for link in [link for link in links if "example=" in link]:
        opened = client.get("/sparql" + link, headers={"Accept": BROWSER})
        assert opened.status_code == 200
        assert "SELECT" in opened.text or "CONSTRUCT" in opened.text

"""The data set at /dataset and /.well-known/void: DCAT, VoID, schema.org, signposts."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from mlat.graph.evaluation import InProcess, Sizes
from mlat.graph.formats import AnswerKind, Format, formats_for
from mlat.graph.loading import SUFFIXES
from mlat.graph.namespaces import BASE, DCAT, DCTERMS, SPDX, VOID
from mlat.publish.catalogue.description import describe_dataset
from mlat.publish.catalogue.places import Places
from mlat.publish.dumps.manifest import Manifest, read_manifest
from mlat.settings import Settings
from mlat.web.application import create_app

DATASET = f"{BASE}dataset"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDF = [form for form in formats_for(AnswerKind.GRAPH) if form.iri]


@pytest.fixture(scope="module")
def manifest(dumped: Path) -> Manifest:
    return read_manifest(dumped)


@pytest.fixture(scope="module")
def client(project: InProcess, dumped: Path) -> FlaskClient:
    return create_app(project, Settings(dumps=str(dumped))).test_client()


@pytest.fixture(scope="module")
def described(client: FlaskClient) -> ox.Store:
    store = ox.Store()
    store.load(client.get("/dataset.nt").data, format=ox.RdfFormat.N_TRIPLES)
    return store


def values(store: ox.Store, subject: str, predicate: str) -> list[str]:
    found = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
    return [quad.object.value for quad in found]  # type: ignore[union-attr]


@pytest.mark.parametrize("form", RDF, ids=lambda form: form.suffix)
@pytest.mark.parametrize("path", ["/dataset", "/.well-known/void"])
def test_every_format_says_the_same(client: FlaskClient, path: str, form: Format) -> None:
    response = client.get(path, headers={"Accept": form.media_type})
    assert (response.status_code, response.mimetype) == (200, form.media_type)
    assert response.headers["Cache-Control"] == "no-cache"
    found = set(ox.parse(response.data, format=SUFFIXES[f".{form.suffix}"]))
    expected = set(ox.parse(client.get("/dataset.nt").data, format=ox.RdfFormat.N_TRIPLES))
    assert found == expected


def test_an_unknown_document_names_those_there_are(client: FlaskClient) -> None:
    response = client.get("/dataset.pdf")
    assert response.status_code == 404
    assert "ttl" in response.text and "linkset.json" in response.text


def test_the_counts_are_those_of_the_graph(described: ox.Store, project: InProcess) -> None:
    assert values(described, DATASET, f"{VOID}triples") == [str(project.sizes().triples)]
    for iri, size in project.graph_sizes().items():
        assert values(described, iri, f"{VOID}triples") == [str(size)]


def test_each_file_is_a_distribution_with_size_type_and_checksum(
    described: ox.Store, manifest: Manifest
) -> None:
    nodes = values(described, DATASET, f"{DCAT}distribution")
    assert len(nodes) == len(manifest.files)
    for entry in manifest.files:
        node = f"{DATASET}#distribution.{entry.name}"
        assert values(described, node, f"{DCAT}downloadURL") == [
            f"http://localhost/dumps/latest/{entry.name}"
        ]
        assert values(described, node, f"{DCAT}byteSize") == [str(entry.size)]
        assert values(described, node, f"{DCAT}mediaType")[0].endswith(entry.content_type)
        assert values(described, node, f"{DCTERMS}license") == [manifest.licence]
        (checksum,) = values(described, node, f"{SPDX}checksum")
        assert values(described, checksum, f"{SPDX}checksumValue") == [entry.sha256]


def test_a_compressed_file_says_both_of_its_types(described: ox.Store) -> None:
    node = f"{DATASET}#distribution.mlat.nq.gz"
    types = "https://www.iana.org/assignments/media-types/application/"
    assert values(described, node, f"{DCAT}compressFormat") == [f"{types}gzip"]
    assert values(described, node, f"{DCAT}mediaType") == [f"{types}n-quads"]


@pytest.mark.parametrize("target", ["wikidata", "geonames", "eu-country"])
def test_links_to_other_data_sets_are_told(described: ox.Store, target: str) -> None:
    node = f"{DATASET}#links.Jurisdiction.schema:sameAs.{target}"
    assert int(values(described, node, f"{VOID}triples")[0]) > 200
    assert values(described, node, f"{VOID}objectsTarget") == [f"{DATASET}#target.{target}"]


def test_a_dated_release_is_a_version_of_the_data_set(manifest: Manifest) -> None:
    store, sizes = ox.Store(), Sizes(0, {})
    dated = dataclasses.replace(manifest, date="2026-11-26")
    triples = describe_dataset((), sizes, Places("https://example.org/"), dated)
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    (version,) = values(store, DATASET, f"{DCAT}hasCurrentVersion")
    assert version == f"{DATASET}/2026-11-26"
    assert (
        values(store, version, f"{DCAT}version")
        == values(store, version, f"{DCTERMS}issued")
        == ["2026-11-26"]
    )


def test_without_dumps_there_are_no_distributions(project: InProcess, tmp_path: Path) -> None:
    client = create_app(project, Settings(dumps=str(tmp_path))).test_client()
    assert f"{DCAT}distribution" not in client.get("/dataset.nt").text
    assert client.get("/dataset.html").status_code == 200


def test_the_page_carries_the_markup_of_search_engines(client: FlaskClient, manifest: Manifest) -> None:
    text = client.get("/dataset", headers={"Accept": BROWSER}).text
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    found = json.loads(block)
    assert (found["@context"], found["@type"], found["@id"]) == ("https://schema.org/", "Dataset", DATASET)
    # What search engines of data sets demand of a description is 50 to 5,000 characters.
    assert found["name"] and 50 <= len(found["description"]) <= 5000
    assert [file["sha256"] for file in found["distribution"]] == [entry.sha256 for entry in manifest.files]


def test_the_page_shows_classes_graphs_and_links(client: FlaskClient) -> None:
    text = client.get("/dataset.html").text
    for shown in ("3,259", "https://w3id.org/mlat/graph/derived", "Wikidata", "mlat.nq.gz"):
        assert shown in text


@pytest.mark.parametrize("address", ["/dataset", "/dataset.ttl"])
def test_signposts(client: FlaskClient, address: str) -> None:
    header = client.get(address, headers={"Accept": BROWSER}).headers["Link"]
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?', header)
    assert (DATASET, "cite-as", "") in found
    assert ("https://creativecommons.org/publicdomain/zero/1.0/", "license", "") in found
    assert ("http://localhost/dataset.ttl", "describedby", "text/turtle") in found
    assert ("http://localhost/dataset.linkset.json", "linkset", "application/linkset+json") in found
    assert len(header) < 4000


def test_the_linkset_leads_to_every_file_and_back(client: FlaskClient, manifest: Manifest) -> None:
    response = client.get("/dataset.linkset.json")
    assert response.mimetype == "application/linkset+json"
    page, *files = response.get_json(force=True)["linkset"]
    items = {item["href"]: item["type"] for item in page["item"]}
    assert items == {
        f"http://localhost/dumps/latest/{entry.name}": entry.media_type for entry in manifest.files
    }
    assert {file["anchor"] for file in files} == set(items)
    assert all(file["collection"][0]["href"] == page["anchor"] for file in files)


def test_every_address_that_the_linkset_names_here_is_there(client: FlaskClient) -> None:
    page = client.get("/dataset.linkset.json").get_json(force=True)["linkset"][0]
    targets = [link["href"] for name in ("describedby", "item") for link in page[name]]
    for target in targets:
        assert client.head(target.removeprefix("http://localhost")).status_code == 200, target


def test_a_release_of_the_data_set_leads_to_its_files(client: FlaskClient) -> None:
    response = client.get("/dataset/2026-11-20")
    assert (response.status_code, response.headers["Location"]) == (303, "/dumps/2026-11-20/")
    assert client.get("/dataset/none").status_code == 404


@pytest.mark.parametrize("host", ["a b", "[", "<script>", "x" * 300])
def test_any_host_gets_an_answer(client: FlaskClient, host: str) -> None:
    assert client.get("/dataset.ttl", headers={"Host": host}).status_code in (200, 400)

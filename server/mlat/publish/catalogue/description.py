"""The data set described in DCAT 3 and VoID: what the graph says of itself, and where a server has it.

Title, licence, authorship, counts and links are in the graph. Addresses, sizes and checksums of files are
added here, as they are those of one server.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from mlat.graph.evaluation import Sizes
from mlat.graph.formats import FORMATS
from mlat.graph.namespaces import DCAT, DCTERMS, RDF, SPDX, VOID, XSD
from mlat.publish.catalogue.places import DATASET, Places
from mlat.publish.dumps.manifest import Entry, Manifest

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_PROTOCOL = "http://www.w3.org/TR/sparql11-protocol/"
_HASH_ALGORITHM = ox.NamedNode(f"{SPDX}checksumAlgorithm_sha256")

_dataset = ox.NamedNode(DATASET)


def describe_dataset(
    about: Sequence[ox.Triple], sizes: Sizes, places: Places, manifest: Manifest | None = None
) -> list[ox.Triple]:
    """All that is known of the data set; ``about`` is what the graph says of itself.

    Without a manifest there are no dumps now, and so no distributions to describe.

    :raises ValueError: for a server whose address isn't an IRI.
    """
    return [
        *about,
        *_served(sizes, places),
        *(_files(manifest, places) if manifest else ()),
        *(_version(manifest.date) if manifest and manifest.date else ()),
    ]


def _served(sizes: Sizes, places: Places) -> Iterator[ox.Triple]:
    """Where it can be asked, and how large each graph is."""
    service = _part("service", "sparql")
    yield _say(_dataset, f"{DCAT}landingPage", ox.NamedNode(places.dataset))
    yield _say(_dataset, f"{VOID}sparqlEndpoint", ox.NamedNode(places.sparql))
    yield _say(service, f"{RDF}type", ox.NamedNode(f"{DCAT}DataService"))
    yield _say(service, f"{DCTERMS}title", ox.Literal("SPARQL endpoint", language="en"))
    yield _say(service, f"{DCAT}endpointURL", ox.NamedNode(places.sparql))
    yield _say(service, f"{DCAT}endpointDescription", ox.NamedNode(f"{places.sparql}?format=ttl"))
    yield _say(service, f"{DCAT}servesDataset", _dataset)
    yield _say(service, f"{DCTERMS}conformsTo", ox.NamedNode(_PROTOCOL))
    for iri, size in sizes.graphs.items():
        yield _say(ox.NamedNode(iri), f"{VOID}triples", _typed(str(size), "integer"))


def _files(manifest: Manifest, places: Places) -> Iterator[ox.Triple]:
    for entry in manifest.files:
        node = _part("distribution", entry.name)
        yield _say(_dataset, f"{DCAT}distribution", node)
        yield from _distribution(node, entry, manifest, places)
        if entry.name.startswith("mlat."):
            yield _say(_dataset, f"{VOID}dataDump", ox.NamedNode(places.dump(entry.name)))
    # The notes of W3C on formats name them by IRIs, as the description of the endpoint does.
    held = {entry.content_type for entry in manifest.files}
    for form in FORMATS:
        if form.media_type in held and form.iri:
            yield _say(_dataset, f"{VOID}feature", ox.NamedNode(form.iri))


def _version(date: str) -> Iterator[ox.Triple]:
    """The dated release that the files are of, as a version of the data set (DCAT 3, section 11)."""
    version = ox.NamedNode(f"{DATASET}/{date}")
    yield _say(_dataset, f"{DCAT}hasCurrentVersion", version)
    yield _say(version, f"{RDF}type", ox.NamedNode(f"{DCAT}Dataset"))
    yield _say(version, f"{DCAT}isVersionOf", _dataset)
    yield _say(version, f"{DCAT}version", ox.Literal(date))
    yield _say(version, f"{DCTERMS}issued", _typed(date, "date"))


def _distribution(
    node: ox.NamedNode, entry: Entry, manifest: Manifest, places: Places
) -> Iterator[ox.Triple]:
    """One file, with what is needed to fetch and to check it."""
    checksum = _part("checksum", entry.name)
    yield _say(node, f"{RDF}type", ox.NamedNode(f"{DCAT}Distribution"))
    yield _say(node, f"{DCTERMS}title", ox.Literal(f"{entry.title}: {entry.name}", language="en"))
    yield _say(node, f"{DCTERMS}license", ox.NamedNode(manifest.licence))
    if modified := manifest.date or manifest.modified:
        yield _say(node, f"{DCTERMS}modified", _typed(modified, "date"))
    yield _say(node, f"{DCAT}accessURL", ox.NamedNode(places.dumps))
    yield _say(node, f"{DCAT}downloadURL", ox.NamedNode(places.dump(entry.name)))
    yield _say(node, f"{DCAT}mediaType", ox.NamedNode(_MEDIA_TYPES + entry.content_type))
    if entry.media_type != entry.content_type:
        yield _say(node, f"{DCAT}compressFormat", ox.NamedNode(_MEDIA_TYPES + entry.media_type))
    yield _say(node, f"{DCAT}byteSize", _typed(str(entry.size), "nonNegativeInteger"))
    if entry.statements:
        yield _say(node, f"{VOID}triples", _typed(str(entry.statements), "integer"))
    yield _say(node, f"{SPDX}checksum", checksum)
    yield _say(checksum, f"{RDF}type", ox.NamedNode(f"{SPDX}Checksum"))
    yield _say(checksum, f"{SPDX}algorithm", _HASH_ALGORITHM)
    yield _say(checksum, f"{SPDX}checksumValue", _typed(entry.sha256, "hexBinary"))


def _part(kind: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{DATASET}#{kind}.{name}")


def _typed(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def _say(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)

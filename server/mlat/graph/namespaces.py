"""Prefixes and namespaces, each written once."""

from __future__ import annotations

BASE = "https://w3id.org/mlat/"
ONTOLOGY = f"{BASE}ontology#"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
SHACL = "http://www.w3.org/ns/shacl#"
PROV = "http://www.w3.org/ns/prov#"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
#: Partitions by datatype, which VoID doesn't have; editors read them for completion.
VOID_EXT = "http://ldf.fi/void-ext#"
SPDX = "http://spdx.org/rdf/terms#"
FOAF = "http://xmlns.com/foaf/0.1/"
VANN = "http://purl.org/vocab/vann/"

#: Prefixes that the project's own Turtle and queries may use, shortest name first in each file.
PREFIXES: dict[str, str] = {
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "mlat": ONTOLOGY,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SHACL,
    "skos": SKOS,
    "spdx": SPDX,
    "vann": VANN,
    "void": VOID,
    "void-ext": VOID_EXT,
    "xsd": XSD,
}

#: The named graphs of the dataset; the default graph of a query is their union.
GRAPHS: dict[str, str] = {
    name: f"{BASE}graph/{name}"
    for name in ("ontology", "schemes", "jurisdictions", "instruments", "derived", "dataset", "catalogue")
}

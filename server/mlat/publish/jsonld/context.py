"""The published JSON-LD context: ``/context.jsonld``."""

from __future__ import annotations

import json

from mlat.graph import iris
from mlat.graph.namespaces import BASE, PREFIXES
from mlat.publish.jsonld.terms import EMBEDDED, PARTS, Part, Term, Terms, read_terms

#: Where documents say that their context is.
CONTEXT_ADDRESS = f"{BASE}context.jsonld"
CONTEXT_TYPE = "application/ld+json"

Json = dict[str, object]


def context_document() -> Json:
    """The context, as a document of its own."""
    terms = read_terms()
    context: Json = {
        "@version": 1.1,
        "id": "@id",
        "type": {"@id": "@type", "@container": "@set"},
        "included": {"@id": "@included", "@container": "@set"},
        **PREFIXES,
        **{key: compact(iri) for iri, key in terms.classes.items()},
        **{term.key: _definition(term, terms) for term in terms.properties},
        **{part.key: _reverse(part) for part in PARTS},
    }
    return {"@context": context}


def write_context() -> bytes:
    """The context as bytes; the same ontology gives the same."""
    return (json.dumps(context_document(), indent=2, ensure_ascii=False) + "\n").encode()


def compact(iri: str) -> str:
    """An IRI with a prefix of the context, if one fits; else as it is."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and not set(local) & set("/#?:"):
            return f"{prefix}:{local}"
    return iri


def _definition(term: Term, terms: Terms) -> Json:
    definition: Json = {"@id": compact(term.iri)}
    if term.text:
        return definition | {"@container": ["@language", "@set"] if term.several else "@language"}
    if term.scheme:
        # A slug that is also a key would mean what the key does, were it not given its own meaning here.
        shared = {slug: iris.concept(term.scheme, slug) for slug in terms.shared_slugs(term.scheme)}
        scoped = {"@vocab": f"{iris.scheme(term.scheme)}/", **shared}
        definition |= {"@type": "@vocab", "@context": scoped}
    elif term.type and not term.native:
        definition["@type"] = term.type if term.type == "@id" else compact(term.type)
    if term.several or term.iri in EMBEDDED:
        definition["@container"] = "@set"
    return definition


def _reverse(part: Part) -> Json:
    return {"@reverse": compact(part.property), "@type": "@id", "@container": "@set"}

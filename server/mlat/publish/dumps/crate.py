"""``ro-crate-metadata.json``: a release described as RO-Crate 1.1 asks, for archives of research data."""

from __future__ import annotations

import json

from mlat.graph.namespaces import BASE
from mlat.publish.dumps.manifest import Entry, Manifest

NAME = "ro-crate-metadata.json"

_VERSION = "https://w3id.org/ro/crate/1.1"


def write_crate(manifest: Manifest) -> bytes:
    """The description of a release and of all its files."""
    graph = [
        {
            "@id": NAME,
            "@type": "CreativeWork",
            "conformsTo": {"@id": _VERSION},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": manifest.title,
            "description": manifest.description,
            "identifier": f"{BASE}dataset",
            "url": f"{BASE}dataset",
            "version": manifest.date,
            "datePublished": manifest.date,
            "dateModified": manifest.modified,
            "license": {"@id": manifest.licence},
            "author": {"@id": "#contributors"},
            "hasPart": [{"@id": entry.name} for entry in manifest.files],
        },
        {"@id": "#contributors", "@type": "Organization", "name": manifest.author},
        {"@id": manifest.licence, "@type": "CreativeWork", "name": "CC0 1.0 Universal"},
        *map(_file, manifest.files),
    ]
    content = {"@context": f"{_VERSION}/context", "@graph": graph}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _file(entry: Entry) -> dict[str, object]:
    return {
        "@id": entry.name,
        "@type": "File",
        "name": entry.name,
        "description": entry.title,
        "encodingFormat": entry.media_type,
        "contentSize": str(entry.size),
        "sha256": entry.sha256,
    }

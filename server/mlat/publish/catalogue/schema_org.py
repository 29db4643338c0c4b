"""The data set in schema.org's words, for search engines of data sets."""

from __future__ import annotations

from mlat.publish.catalogue.places import DATASET, Places
from mlat.publish.catalogue.summary import Summary
from mlat.publish.dumps.manifest import Entry, Manifest


def markup(summary: Summary, places: Places, manifest: Manifest | None = None) -> dict[str, object]:
    """The data set as a ``schema:Dataset``, to be written as JSON-LD into its page."""
    found: dict[str, object] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": DATASET,
        "identifier": DATASET,
        "name": summary.title,
        "description": summary.description,
        "url": places.dataset,
        "license": summary.licence,
        "dateModified": summary.modified,
        "isAccessibleForFree": True,
        "keywords": list(summary.keywords),
        "creator": {"@type": "Organization", "name": summary.author},
        "includedInDataCatalog": {"@type": "DataCatalog", "name": "MLAT Graph", "url": places.root},
    }
    if manifest:
        found["distribution"] = [_file(entry, places) for entry in manifest.files]
    return {name: value for name, value in found.items() if value}


def _file(entry: Entry, places: Places) -> dict[str, object]:
    return {
        "@type": "DataDownload",
        "name": entry.name,
        "description": entry.title,
        "encodingFormat": entry.media_type,
        "contentUrl": places.dump(entry.name),
        "contentSize": f"{entry.size} B",
        "sha256": entry.sha256,
    }

"""Signposts (signposting.org) of the page of the data set: its ``Link`` header, and a linkset (RFC 9264)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from mlat.graph.formats import AnswerKind, formats_for
from mlat.publish.catalogue.places import DATASET, Places
from mlat.publish.dumps.manifest import Manifest

LINKSET_TYPE = "application/linkset+json"
#: The formats in which the description comes.
DOCUMENTS = tuple(form for form in formats_for(AnswerKind.GRAPH) if form.iri)

_KINDS = ("https://schema.org/Dataset", "https://schema.org/AboutPage")


@dataclass(frozen=True)
class Link:
    """One link of the page."""

    target: str
    relation: str
    media_type: str = ""


def links_of(places: Places, licence: str, manifest: Manifest | None = None) -> list[Link]:
    """All links of the page of the data set."""
    found = [Link(DATASET, "cite-as"), *(Link(kind, "type") for kind in _KINDS)]
    if licence:
        found.append(Link(licence, "license"))
    found += [Link(places.document(form.suffix), "describedby", form.media_type) for form in DOCUMENTS]
    if manifest:
        found += [Link(places.dump(entry.name), "item", entry.media_type) for entry in manifest.files]
    return found


def link_header(places: Places, links: Sequence[Link]) -> str:
    """The header of the page: all but the single files, which would make it too long, and the linkset."""
    told = [link for link in links if link.relation != "item"]
    return ", ".join(map(_written, [*told, Link(places.linkset, "linkset", LINKSET_TYPE)]))


def linkset(places: Places, links: Sequence[Link]) -> bytes:
    """The links of the page and, back from each file, of the file to the page."""
    page: dict[str, object] = {"anchor": places.dataset}
    for relation in dict.fromkeys(link.relation for link in links):
        page[relation] = [_target(link) for link in links if link.relation == relation]
    back = {"collection": [{"href": places.dataset, "type": "text/html"}]}
    files = [{"anchor": link.target, **back} for link in links if link.relation == "item"]
    return (json.dumps({"linkset": [page, *files]}, indent=2) + "\n").encode()


def _target(link: Link) -> dict[str, str]:
    return {"href": link.target, **({"type": link.media_type} if link.media_type else {})}


def _written(link: Link) -> str:
    kind = f'; type="{link.media_type}"' if link.media_type else ""
    return f'<{link.target}>; rel="{link.relation}"{kind}'

"""From IRIs of the graph to the addresses of their pages on this server. Pure."""

from __future__ import annotations

import datetime
from functools import lru_cache
from urllib.parse import quote, urlencode, urlsplit

from mlat.graph.namespaces import BASE

#: Kinds of records whose parts live on the page of the whole: ``instrument/untoc-2000/party/FRA``.
_WHOLES = ("instrument",)


def is_ours(iri: str) -> bool:
    """Whether an IRI is one of the project, and so has a page here."""
    return iri.startswith(BASE) and len(iri) > len(BASE)


@lru_cache(maxsize=16_384)
def document(iri: str, suffix: str = "html") -> str:
    """The address of the document about a thing, from the root of the server; other IRIs stay as they are.

    A part of an instrument, and a term of the ontology, is a place on the page of the whole.
    """
    if not is_ours(iri):
        return iri
    name, hash_sign, term = iri[len(BASE) :].partition("#")
    whole, part = split(name)
    if part and suffix != "html":
        whole, part = name, ""
    fragment = term if hash_sign else part
    path = f"/{quote(whole)}.{suffix}"
    return f"{path}#{quote(fragment)}" if fragment and suffix == "html" else path


def split(name: str) -> tuple[str, str]:
    """A name after the base, cut into that of the whole and of the part: ``instrument/x``, ``party/FRA``."""
    pieces = name.split("/")
    if pieces[0] in _WHOLES and len(pieces) > 2:
        return "/".join(pieces[:2]), "/".join(pieces[2:])
    return name, ""


def part_name(iri: str) -> str:
    """The part of an IRI that names its place on the page: ``party/FRA``; empty for a whole."""
    return split(iri.removeprefix(BASE))[1]


def last(iri: str) -> str:
    """The last piece of an IRI, to be shown where there is no name."""
    return iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]


def question(requesting: str, requested: str, assistance: str, day: datetime.date) -> str:
    """The address of the answer to a question, by codes."""
    parameters = {"from": requesting, "to": requested, "for": assistance, "on": day.isoformat()}
    return "/find?" + urlencode({name: value for name, value in parameters.items() if value})


def host(iri: str) -> str:
    """The host of an address, without www, to be shown for it; the address itself where it has none."""
    return urlsplit(iri).netloc.removeprefix("www.") or iri


def is_web(iri: str) -> bool:
    """Whether a browser may follow an IRI; other schemes, such as ``javascript:``, stay text."""
    return iri.lower().startswith(("https://", "http://"))

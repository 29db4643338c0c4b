"""Headers of every answer, errors included: any site may read them, none may guess their type."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from typing import NamedTuple

from mlat.web.compression import CODINGS, IDENTITY
from mlat.web.protocol import METHODS

#: The header of an answer that tells of a term which looks misspelt.
HINT = "MLAT-Hint"

_EXPOSED = f"ETag, Link, Retry-After, {HINT}"


class Identity(NamedTuple):
    """What the bytes of an answer follow from, before they are coded."""

    release: str
    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    media_type: str


def entity_tag(identity: Identity, coding: str = IDENTITY) -> str:
    """The strong entity tag of an answer: a hash of everything that its bytes follow from."""
    release, query, default_graphs, named_graphs, media_type = identity
    parts = (release, query, media_type, coding, *default_graphs, *named_graphs)
    # With their lengths, so that no two lists of parts make the same text.
    counts = (len(default_graphs), *map(len, parts))
    text = f"{counts}{''.join(parts)}".encode("utf-8", "surrogatepass")
    return f'"{hashlib.blake2b(text, digest_size=16).hexdigest()}"'


def held_tag(if_none_match: str | None, identity: Identity) -> str | None:
    """The tag, among those that a client holds, of the answer in any coding; None if it holds none of them.

    ``*`` isn't looked at: whether there is an answer at all is only known once there is one.
    """
    if not if_none_match:
        return None
    held = set(_tags(if_none_match))
    return next((tag for tag in _all_tags(identity) if tag in held), None) if held else None


def _all_tags(identity: Identity) -> Iterable[str]:
    return (entity_tag(identity, coding) for coding in (IDENTITY, *CODINGS))


def _tags(if_none_match: str) -> Iterable[str]:
    """The entity tags of a header, compared weakly as RFC 9110 asks here; ours hold no comma."""
    return (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))


def answer_headers(identity: Identity, coding: str, max_age: int) -> dict[str, str]:
    """The headers by which an answer may be kept and found again; they go with its 304 as well."""
    return {"ETag": entity_tag(identity, coding), "Cache-Control": cache_control(max_age)}


def cache_control(max_age: int) -> str:
    """That anyone may keep an answer, for so many seconds without asking again."""
    return f"public, max-age={max_age}"


def common_headers() -> dict[str, str]:
    """The headers of every answer, whatever it is."""
    return {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": _EXPOSED,
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept, Accept-Encoding",
    }


def listed(methods: Collection[str]) -> str:
    """Methods as ``Allow`` lists them, always in the same order."""
    return ", ".join(sorted(methods, key=(*METHODS, *methods).index))

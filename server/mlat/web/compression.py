"""Content codings after RFC 9110, section 12.5.3: which one an answer gets, and the coded bytes. Pure."""

from __future__ import annotations

import gzip
from functools import lru_cache

import zstandard

from mlat.graph.negotiation import weights

IDENTITY = ""

#: The codings on offer, the preferred one first: zstd takes half the time of gzip for fewer bytes.
CODINGS = ("zstd", "gzip")

#: Shorter bodies stay as they are: with its headers such an answer fits into one packet anyway.
SMALLEST = 1000

_LONGEST_CACHED = 200
_ALIASES = {"x-gzip": "gzip"}


def choose_coding(accept_encoding: str | None) -> str:
    """The coding that a client likes best: one of ``CODINGS``, or ``IDENTITY`` (the empty string).

    A body without any coding is always on offer, so this never fails: clients that exclude it get it too,
    as the alternative would be no answer at all.
    """
    if not accept_encoding:
        return IDENTITY
    if len(accept_encoding) <= _LONGEST_CACHED:
        return _remembered(accept_encoding)
    return _choose(accept_encoding)


def _choose(accept_encoding: str) -> str:
    given = {_ALIASES.get(name, name): weight for name, weight in weights(accept_encoding)}
    other = given.get("*", 0.0)
    best, wanted = IDENTITY, given.get("identity", 0.0)
    for coding in CODINGS:
        weight = given.get(coding, other)
        if weight > 0 and (weight > wanted or (best == IDENTITY and weight == wanted)):
            best, wanted = coding, weight
    return best


_remembered = lru_cache(maxsize=256)(_choose)


def compress(body: bytes, coding: str) -> bytes:
    """A body in a coding; the same body gives the same bytes, as a strong entity tag promises."""
    if coding == "gzip":
        return gzip.compress(body, compresslevel=5, mtime=0)
    if coding == "zstd":
        return zstandard.ZstdCompressor(level=3).compress(body)
    return body


def coding_for(body: bytes, coding: str) -> str:
    """The coding that a body really gets: none for a short one."""
    return coding if len(body) >= SMALLEST else IDENTITY

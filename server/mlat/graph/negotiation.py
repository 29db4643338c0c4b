"""Content negotiation after RFC 9110, section 12.5: which format an answer gets. Pure: no request, no store.

Werkzeug's own matching was tried and isn't used: it lets ``*/*`` bring back what ``;q=0`` excludes, and takes
the quality of the widest range where the most specific one must count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mlat.errors import MlatError
from mlat.graph.formats import AnswerKind, Format, find_format, formats_for


class NotAcceptable(MlatError):
    """No format on offer fits what the client takes; ``offer`` lists the media types that there are."""

    def __init__(self, accept: str, offer: Sequence[str]) -> None:
        """Keep what is on offer."""
        self.offer = tuple(offer)
        super().__init__(f"nothing here fits 'Accept: {accept}'; on offer are {', '.join(self.offer)}")


class Choice(NamedTuple):
    """A format, and the media type under which the client asked for it."""

    format: Format
    media_type: str


class _Range(NamedTuple):
    media_type: str
    parameters: int
    quality: float


_PART = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*+")+')
_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$")


def _ranges(accept: str) -> list[_Range]:
    return [found for part in _PART.findall(accept) if (found := _range(part))]


def _range(part: str) -> _Range | None:
    """One element of ``Accept``; None if it isn't a media range."""
    media_type, *parameters = [piece.strip().lower() for piece in part.split(";")]
    quality, counted = 1.0, 0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            quality = float(value) if _QUALITY.match(value.strip()) else 1.0
            break
        counted += bool(name) and name.strip() != "charset"
    media_type = "*/*" if media_type == "*" else media_type
    return _Range(media_type, counted, quality) if media_type.count("/") == 1 else None


def quality(accept: str, media_type: str, *, by_name: bool = False) -> float:
    """How much a client wants a media type, from 0 (not at all) to 1; the most specific range decides.

    With ``by_name``, ranges with ``*`` don't count.
    """
    return _quality(_ranges(accept), media_type, by_name=by_name)


def _quality(ranges: Iterable[_Range], media_type: str, *, by_name: bool = False) -> float:
    wide = {} if by_name else {media_type.split("/")[0] + "/*": 2, "*/*": 1}
    best, found = 0, 0.0
    for item in ranges:
        specific = {media_type: 3, **wide}.get(item.media_type, 0)
        # A parameter, as in profile=..., asks for more than is on offer, so it comes after the bare type.
        specific = specific * 2 - bool(item.parameters) if specific else 0
        if specific > best:
            best, found = specific, item.quality
    return found


def choose(kind: AnswerKind, accept: str | None, names: Iterable[str] = ()) -> Choice:
    """The format for a kind of answer.

    ``names`` are what the client gave as ``format``, ``output`` or ``results``: the first that is known for
    this kind wins over ``Accept``; others are left aside, as clients send them by habit.

    :raises NotAcceptable: when the client takes nothing that is on offer.
    """
    for name in names:
        if named := find_format(kind, name):
            return Choice(named, named.media_type)
    offer = formats_for(kind)
    ranges = _ranges(accept or "*/*")
    best, wanted = None, 0.0
    for form in offer:
        for media_type in form.media_types:
            # Other names of a type are for clients that ask for them, never for "text/*".
            value = _quality(ranges, media_type, by_name=media_type != form.media_type)
            if value > wanted:
                best, wanted = Choice(form, media_type), value
    if best is None:
        raise NotAcceptable(accept or "", [form.media_type for form in offer])
    return best

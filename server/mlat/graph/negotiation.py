"""Content negotiation after RFC 9110, section 12.5: which format an answer gets. Pure: no request, no store.

Werkzeug's own matching was tried and isn't used: it lets ``*/*`` bring back what ``;q=0`` excludes, and takes
the quality of the widest range where the most specific one must count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from mlat.errors import MlatError
from mlat.graph.formats import AnswerKind, Format, find_format, formats_for


class NotAcceptable(MlatError):
    """No format on offer fits what the client takes; ``offer`` lists the media types that there are."""

    def __init__(self, accept: str, offer: Sequence[str]) -> None:
        """Keep what is on offer."""
        self.offer = tuple(offer)
        shown = accept if len(accept) <= 200 else accept[:197] + "..."
        super().__init__(f"nothing here fits 'Accept: {shown}'; on offer are {', '.join(self.offer)}")


class Choice(NamedTuple):
    """A format, and the media type under which the client asked for it."""

    format: Format
    media_type: str


class _Range(NamedTuple):
    media_type: str
    parameters: int
    quality: float


_PART = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*+")+')
_PIECE = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*+")+')
_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$")


#: Clients send up to some 1,000 characters; with the rest of a longer header only time would be lost.
_LONGEST = 4000
_LONGEST_REMEMBERED = 1000


def _ranges(accept: str) -> list[_Range]:
    return [found for part in _PART.findall(_cut(accept)) if (found := _range(part))]


def _cut(header: str) -> str:
    """The whole elements among the first characters of a header."""
    return header if len(header) <= _LONGEST else header[:_LONGEST].rpartition(",")[0]


def weights(header: str) -> list[tuple[str, float]]:
    """The elements of a header such as ``Accept-Encoding``, in small letters, each with its quality."""
    found = []
    for part in _PART.findall(_cut(header)):
        name, *parameters = _pieces(part)
        found += [(name, _read_quality(parameters))] if name else []
    return found


def _pieces(part: str) -> list[str]:
    """An element of a header cut at its semicolons, in small letters; at least one piece."""
    return [piece.strip().lower() for piece in _PIECE.findall(part)] or [""]


def _read_quality(parameters: Iterable[str]) -> float:
    """The quality among some parameters, 1 where there is none or it isn't a number from 0 to 1."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            return float(value) if _QUALITY.match(value.strip()) else 1.0
    return 1.0


def _range(part: str) -> _Range | None:
    """One element of ``Accept``; None if it isn't a media range."""
    media_type, *parameters = _pieces(part)
    names = [parameter.partition("=")[0].strip() for parameter in parameters]
    # What follows "q" belongs to it and not to the media type.
    own = names[: names.index("q")] if "q" in names else names
    counted = [name for name in own if name and name != "charset"]
    media_type = "*/*" if media_type == "*" else media_type
    if media_type.count("/") != 1:
        return None
    return _Range(media_type, len(counted), _read_quality(parameters))


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
    given = tuple(names)
    short = len(accept or "") + sum(map(len, given)) <= _LONGEST_REMEMBERED
    return _remembered(kind, accept, given) if short else _choose(kind, accept, given)


def _choose(kind: AnswerKind, accept: str | None, names: tuple[str, ...]) -> Choice:
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


_remembered = lru_cache(maxsize=1024)(_choose)

"""An answer as it goes out, and as it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

Headers = list[tuple[bytes, bytes]]

# A 304 repeats the headers by which an answer is kept, and none that describe a body.
_OF_A_BODY = frozenset(
    (
        b"content-disposition",
        b"content-encoding",
        b"content-language",
        b"content-length",
        b"content-security-policy",
        b"content-type",
        b"referrer-policy",
    )
)


class Reply:
    """Status, headers (with small names) and bytes of an answer; ``tag`` is empty for one not to be kept.

    ``head`` is what goes before the body, but for the date and the empty line.
    """

    __slots__ = ("_unchanged", "body", "head", "headers", "status", "tag")

    def __init__(
        self, status: int, headers: Headers, body: bytes, tag: bytes = b"", head: bytes = b""
    ) -> None:
        """Keep the parts; ``head`` is made of status and headers unless it is given."""
        self.status, self.headers, self.body, self.tag = status, headers, body, tag
        self.head = head or head_of(status, headers)
        self._unchanged: Reply | None = None

    def unchanged(self) -> Reply:
        """The 304 that tells a client that it holds this answer already."""
        if self._unchanged is None:
            self._unchanged = Reply(304, [pair for pair in self.headers if pair[0] not in _OF_A_BODY], b"")
        return self._unchanged


def headers_of(pairs: Iterable[tuple[str, str]]) -> Headers:
    """Headers as they go out, from names and values as applications write them."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in pairs]


def head_of(status: int, headers: Headers) -> bytes:
    """The status line and the headers of an answer."""
    return _STATUS_LINES[status] + lines_of(headers)


def lines_of(headers: Headers) -> bytes:
    """Headers as they go out."""
    return b"".join([b"%s: %s\r\n" % pair for pair in headers])


_STATUS_LINES = {
    status.value: b"HTTP/1.1 %d %s\r\n" % (status, status.phrase.encode()) for status in HTTPStatus
}


def content_type(media_type: str) -> str:
    """The ``Content-Type`` of a body, which is always UTF-8; only types of text have a charset to name."""
    return media_type + ("; charset=utf-8" if media_type.startswith("text/") else "")

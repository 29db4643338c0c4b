"""An answer as it goes out, and as it is kept."""

from __future__ import annotations

from typing import NamedTuple

Headers = list[tuple[str, str]]

# A 304 repeats the headers by which an answer is kept, and none that describe a body.
_OF_A_BODY = frozenset(
    (
        "content-type",
        "content-length",
        "content-encoding",
        "content-disposition",
        "content-language",
        "content-security-policy",
        "referrer-policy",
    )
)


class Reply(NamedTuple):
    """Status, headers and bytes of an answer; ``tag`` is empty for one that may not be kept."""

    status: str
    headers: Headers
    body: bytes
    tag: str

    def kept_headers(self) -> Headers:
        """The headers of the 304 that tells a client that it holds this answer already."""
        return [(name, value) for name, value in self.headers if name.lower() not in _OF_A_BODY]

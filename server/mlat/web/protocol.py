"""The SPARQL 1.1 Protocol, query operation: from the parts of an HTTP request to a query. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import parse_qsl, quote

from mlat.errors import MlatError, QueryRefused
from mlat.graph.store import Dataset

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

_PRINTABLE = bytes(range(0x21, 0x7F))
_READ_ONLY = "this endpoint is read-only: updates are refused"


class ProtocolError(MlatError):
    """A request that isn't one of the protocol; carries the HTTP status and headers for the answer."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        """Keep status and headers beside the message."""
        self.status = status
        self.headers = dict(headers or {})
        super().__init__(message)


@dataclass(frozen=True)
class SparqlRequest:
    """A query, the dataset that it asks for, and what was given as ``format``, ``output`` and ``results``."""

    query: str
    dataset: Dataset = field(default_factory=Dataset)
    formats: tuple[str, ...] = ()


Parameters = Sequence[tuple[str, str]]


def read_get(query_string: bytes, max_bytes: int) -> SparqlRequest | None:
    """The query of a GET; None if it asks for nothing, and so for the description of the service.

    :raises ProtocolError: 400 or 413.
    """
    parameters = read_parameters(query_string)
    names = {name for name, _ in parameters}
    if "update" in names:
        raise ProtocolError(400, f"{_READ_ONLY}, and would need POST")
    if not names & {"query", "default-graph-uri", "named-graph-uri"}:
        return None
    return _request(parameters, max_bytes)


def read_post(content_type: str | None, query_string: bytes, body: bytes, max_bytes: int) -> SparqlRequest:
    """The query of a POST, either as a form or as it is.

    :raises ProtocolError: 400, 413 or 415.
    :raises QueryRefused: for an update.
    """
    parameters = read_parameters(query_string)
    media_type = _media_type(content_type)
    if media_type == UPDATE:
        raise QueryRefused(_READ_ONLY)
    if media_type == FORM:
        parameters = [*parameters, *read_parameters(body)]
    elif media_type == QUERY:
        parameters = [*parameters, ("query", _decoded(body))]
    else:
        raise _unsupported(f"a body of type {media_type} can't be taken")
    if any(name == "update" for name, _ in parameters):
        raise QueryRefused(_READ_ONLY)
    return _request(parameters, max_bytes)


def read_parameters(encoded: bytes) -> list[tuple[str, str]]:
    """Decode a query string or a form, once; raises ProtocolError for what isn't UTF-8."""
    try:
        return parse_qsl(
            quote(encoded, safe=_PRINTABLE), keep_blank_values=True, errors="strict", max_num_fields=1000
        )
    except UnicodeDecodeError:
        raise ProtocolError(400, "the parameters are not valid UTF-8") from None
    except ValueError:
        raise ProtocolError(400, "there are too many parameters") from None


def _media_type(content_type: str | None) -> str:
    if not content_type:
        raise _unsupported("the body has no Content-Type")
    message = Message()
    message["Content-Type"] = content_type
    charset = message.get_param("charset", "utf-8")
    if str(charset).lower() not in ("utf-8", "utf8", "us-ascii"):
        raise _unsupported(f"the charset {charset} can't be taken, only utf-8")
    return message.get_content_type() if "/" in content_type else content_type


def _unsupported(reason: str) -> ProtocolError:
    message = f"{reason}; send {QUERY}, or {FORM} with the parameter query"
    return ProtocolError(415, message, {"Accept-Post": f"{QUERY}, {FORM}"})


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(
            400, f"the query is not valid UTF-8: byte {error.start} is the first bad one"
        ) from None


def _request(parameters: Parameters, max_bytes: int) -> SparqlRequest:
    def values(*names: str) -> tuple[str, ...]:
        return tuple(value for name, value in parameters if name in names)

    queries = values("query")
    if len(queries) > 1:
        raise ProtocolError(400, f"exactly one query is needed, and {len(queries)} are given")
    if not queries or not queries[0].strip():
        raise ProtocolError(
            400, "the parameter query is empty" if queries else "the parameter query is missing"
        )
    size = len(queries[0].encode())
    if size > max_bytes:
        raise ProtocolError(413, f"the query has {size} bytes; the longest allowed has {max_bytes}")
    dataset = Dataset(values("default-graph-uri"), values("named-graph-uri"))
    return SparqlRequest(queries[0], dataset, values("format", "output", "results"))

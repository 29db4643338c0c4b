"""Messages between processes: a tag of one byte, the length, and the bytes.

Values travel as JSON: a worker that a query has taken over can send nothing that runs in the process that
reads it.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

#: What the zygote is told to do, and how that went.
LOAD, FORK, END = b"l", b"f", b"x"
DONE, FAILED = b"+", b"-"

#: What a worker is told to do, and what it answers with; capitals when it asks to be replaced after that.
EVALUATE = b"q"
ANSWER, LAST_ANSWER, ERROR, LAST_ERROR = b"a", b"A", b"e", b"E"

_HEADER = struct.Struct("!cQ")
_FIRST = 65_536

#: How many bytes a message other than an answer may have.
LONGEST = 1 << 28


class Closed(Exception):
    """The other side has closed the connection, or sends what is no message."""


def send(connection: socket.socket, tag: bytes, body: bytes | bytearray) -> None:
    """Send one message; raises OSError when the other side is gone."""
    header = _HEADER.pack(tag, len(body))
    if len(body) < _FIRST:
        connection.sendall(header + body)
    else:
        connection.sendall(header)
        connection.sendall(body)


def send_value(connection: socket.socket, tag: bytes, value: object) -> None:
    """Send a value as JSON."""
    send(connection, tag, json.dumps(value).encode())


def packed(tag: bytes, value: object) -> bytes:
    """A message with a value, as the bytes that are sent."""
    body = json.dumps(value).encode()
    return _HEADER.pack(tag, len(body)) + body


def unpacked(message: bytes) -> tuple[bytes, bytes]:
    """The tag and the bytes of a message that has come whole; raises Closed for anything else."""
    if len(message) < _HEADER.size:
        raise Closed("the other side has closed the connection")
    tag, length = _HEADER.unpack_from(message)
    if len(message) != _HEADER.size + length:
        raise Closed("a message that isn't whole")
    return tag, message[_HEADER.size :]


def receive(
    connection: socket.socket, deadline: float | None = None, longest: int = LONGEST
) -> tuple[bytes, bytes]:
    """Wait for one message: its tag and its bytes.

    ``deadline`` is a time of :func:`time.monotonic`.

    :raises TimeoutError: when the deadline has passed.
    :raises Closed: when the other side is gone, or sends more than ``longest`` bytes.
    """
    start = bytearray()
    while len(start) < _HEADER.size:
        start += _some(connection, _FIRST, deadline)
    tag, length = _HEADER.unpack_from(start)
    if length > longest:
        raise Closed(f"a message of {length} bytes")
    if len(start) - _HEADER.size >= length:
        return tag, bytes(start[_HEADER.size : _HEADER.size + length])
    body = bytearray(length)
    have = len(start) - _HEADER.size
    body[:have] = start[_HEADER.size :]
    with memoryview(body) as view:
        while have < length:
            have += _some_into(connection, view[have:], deadline)
    return tag, bytes(body)


def value_of(body: bytes) -> Any:
    """The value in a message; raises Closed if it holds none."""
    try:
        return json.loads(body)
    except ValueError as error:
        raise Closed(str(error)) from None


def _some(connection: socket.socket, most: int, deadline: float | None) -> bytes:
    _limit(connection, deadline)
    try:
        found = connection.recv(most)
    except ConnectionError as error:
        raise Closed(str(error)) from None
    if not found:
        raise Closed("the other side has closed the connection")
    return found


def _some_into(connection: socket.socket, view: memoryview, deadline: float | None) -> int:
    _limit(connection, deadline)
    try:
        count = connection.recv_into(view)
    except ConnectionError as error:
        raise Closed(str(error)) from None
    if not count:
        raise Closed("the other side has closed the connection")
    return count


def _limit(connection: socket.socket, deadline: float | None) -> None:
    """Let the next call wait until the deadline and no longer."""
    if deadline is None:
        return
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.settimeout(left)

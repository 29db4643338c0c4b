"""Messages between processes: a tag of one byte, the length, and the bytes.

Values travel as JSON: a worker that a query has taken over can send nothing that runs in the process that
reads it.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

#: What the zygote is told to do, and how that went.
LOAD, FORK, END = b"l", b"f", b"x"
DONE, FAILED = b"+", b"-"

#: What a worker is told to do, and what it answers with; capitals when it asks to be replaced after that.
EVALUATE = b"q"
ANSWER, LAST_ANSWER, ERROR, LAST_ERROR = b"a", b"A", b"e", b"E"

#: What a message begins with: its tag, and the number of bytes that follow.
HEADER = struct.Struct("!cQ")
_FIRST = 65_536

#: How many bytes a message other than an answer may have.
LONGEST = 1 << 28


class Closed(Exception):
    """The other side has closed the connection, or sends what is no message."""


def send(connection: socket.socket, tag: bytes, body: bytes | bytearray) -> None:
    """Send one message; raises OSError when the other side is gone."""
    header = HEADER.pack(tag, len(body))
    if len(body) < _FIRST:
        connection.sendall(header + body)
    else:
        connection.sendall(header)
        connection.sendall(body)


def send_value(connection: socket.socket, tag: bytes, value: object) -> None:
    """Send a value as JSON."""
    connection.sendall(packed_value(tag, value))


def packed(tag: bytes, body: bytes) -> bytes:
    """A message as the bytes that are sent."""
    return HEADER.pack(tag, len(body)) + body


def packed_value(tag: bytes, value: object) -> bytes:
    """A message with a value, as the bytes that are sent."""
    return packed(tag, json.dumps(value).encode())


def unpacked(message: bytes) -> tuple[bytes, bytes]:
    """The tag and the bytes of a message that has come whole; raises Closed for anything else."""
    if len(message) < HEADER.size:
        raise Closed("the other side has closed the connection")
    tag, length = HEADER.unpack_from(message)
    if len(message) != HEADER.size + length:
        raise Closed("a message that isn't whole")
    return tag, message[HEADER.size :]


def limit(connection: socket.socket, seconds: float) -> None:
    """Let no call on a connection wait longer; by the kernel, as a timeout of Python's costs a call more."""
    span = struct.pack("@ll", int(seconds), int(seconds % 1 * 1_000_000))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, span)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, span)


def receive(connection: socket.socket) -> tuple[bytes, bytes]:
    """Wait for one message: its tag and its bytes; how long to wait is for :func:`limit`.

    :raises TimeoutError: when nothing comes for too long.
    :raises Closed: when the other side is gone, or sends more than ``LONGEST`` bytes.
    """
    start = _some(connection, _FIRST)
    while len(start) < HEADER.size:
        start += _some(connection, _FIRST)
    tag, length = HEADER.unpack_from(start)
    if length > LONGEST:
        raise Closed(f"a message of {length} bytes")
    pieces, have = [start[HEADER.size :]], len(start) - HEADER.size
    while have < length:
        pieces.append(_some(connection, length - have))
        have += len(pieces[-1])
    return tag, pieces[0] if len(pieces) == 1 else b"".join(pieces)


def value_of(body: bytes) -> Any:
    """The value in a message; raises Closed if it holds none."""
    try:
        return json.loads(body)
    except ValueError as error:
        raise Closed(str(error)) from None


def _some(connection: socket.socket, most: int) -> bytes:
    """Some bytes, at best as many as there may be."""
    try:
        found = connection.recv(most, socket.MSG_WAITALL if most > _FIRST else 0)
    except BlockingIOError:
        raise TimeoutError from None
    except ConnectionError as error:
        raise Closed(str(error)) from None
    if not found:
        raise Closed("the other side has closed the connection")
    return found

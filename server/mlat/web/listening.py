"""The socket that the server listens at: had before anything else is imported or loaded."""

from __future__ import annotations

import socket

BACKLOG = 2048
#: How long a client may leave what was sent to it unread before it is cut off, in milliseconds.
_UNREAD_MILLISECONDS = 30_000


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    # Connections inherit these from the socket that they came in by.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNREAD_MILLISECONDS)
    listener.setblocking(False)
    return listener

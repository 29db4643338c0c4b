"""Whom a request is from: the unit among which the workers are shared."""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Request

#: Providers give each customer at least so many bits of IPv6 addresses for himself.
_CUSTOMER_BITS = 64


def client_of(request: Request) -> str:
    """The client of a request."""
    return client_key(request.remote_addr)


@lru_cache(maxsize=4096)
def client_key(address: str | None) -> str:
    """What stands for a client with an address: the address, or for IPv6 its network.

    Whoever has one IPv6 address has as many as he likes in its network.
    """
    try:
        parsed = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.IPv6Network((parsed, _CUSTOMER_BITS), strict=False))
    return str(parsed)

"""A map of the site for search engines (sitemaps.org 0.9), cut into several where it would be too long."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

#: As many addresses as the protocol allows in one file.
LONGEST = 50_000

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def pages_of(addresses: Sequence[str], number: int) -> Sequence[str]:
    """The addresses of one file, counted from 1; none for a file that there isn't."""
    return addresses[(number - 1) * LONGEST : number * LONGEST] if number > 0 else ()


def write_sitemap(addresses: Sequence[str]) -> bytes:
    """A list of pages."""
    lines = [f"<url><loc>{escape(address)}</loc></url>" for address in addresses]
    return _written("urlset", lines)


def write_index(addresses: Sequence[str]) -> bytes:
    """A list of sitemaps."""
    lines = [f"<sitemap><loc>{escape(address)}</loc></sitemap>" for address in addresses]
    return _written("sitemapindex", lines)


def _written(element: str, lines: Sequence[str]) -> bytes:
    body = "\n".join(lines)
    return f'{_HEAD}<{element} xmlns="{_SCHEMA}">\n{body}\n</{element}>\n'.encode()

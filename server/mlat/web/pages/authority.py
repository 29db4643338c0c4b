"""Authorities with what they are named for, and the page of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from flask import Response

from mlat.finder.asking import Given, iri
from mlat.finder.rows import Row
from mlat.graph.binding import Term
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site


@dataclass(frozen=True)
class Designation:
    """The naming of an authority for a role; no instruments means that the source names none."""

    row: Row
    instruments: tuple[str, ...]
    languages: tuple[str, ...]
    channels: tuple[str, ...]


@dataclass(frozen=True)
class Authority:
    """An authority, its names in each language, and its designations."""

    row: Row
    names: tuple[str, ...]
    designations: tuple[Designation, ...] = field(default=())


def authority(site: Site, name: str) -> Response:
    """The page of an authority by its IRI."""
    return page("authority.html", iri=name, authorities=read_authorities(site, authority=iri(name)))


def read_authorities(site: Site, **which: Given | Sequence[Term]) -> list[Authority]:
    """The authorities of a ``jurisdiction``, or one ``authority``; central authorities first."""
    designations = {
        str(key): [_designation(list(rows)) for _, rows in groupby(some, lambda row: row["designation"])]
        for key, some in groupby(site.ask("designations", **which), lambda row: row["authority"])
    }
    found = []
    for key, rows in groupby(site.ask("authorities", **which), lambda row: row["authority"]):
        same = list(rows)
        named = tuple(row["name"] for row in same)
        found.append(Authority(same[0], named, tuple(designations.get(str(key), ()))))  # type: ignore[arg-type]
    return found


def _designation(rows: list[Row]) -> Designation:
    def all_of(column: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(row[column]) for row in rows if row[column]))

    return Designation(rows[0], all_of("instrument"), all_of("language"), all_of("channel"))

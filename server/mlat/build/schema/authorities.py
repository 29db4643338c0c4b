"""The tables of authorities and of what they are named for."""

from __future__ import annotations

from mlat.build.schema.model import NOTE, SOURCE, Table, columns

AUTHORITIES = Table(
    "authorities",
    "an authority that sends, receives or executes requests",
    "code in lower case and a short form of the English name (che-federal-office-of-justice)",
    columns(
        ("id", "id!", "given once"),
        ("jurisdiction", "ref:jurisdictions!", "whose authority it is"),
        ("name_en", "text!", "English name"),
        ("name_local", "text", "name in its own language"),
        ("parent", "text", "body to which it belongs"),
        ("address", "text", "postal address"),
        ("phone", "text", "telephone"),
        ("email", "text", "e-mail"),
        ("website", "iri", "website"),
        *SOURCE,
        NOTE,
    ),
)


DESIGNATIONS = Table(
    "designations",
    "the naming of an authority for a role, under named instruments or in general",
    "the authority's id and a number",
    columns(
        ("id", "id!", "authority id, slash, number"),
        ("authority_id", "ref:authorities!", "the authority"),
        ("role", "concept:role!", "what it is named for"),
        ("role_note", "text", "the source's own words on the role, its stage or its territory"),
        (
            "instruments",
            "refs:instruments",
            "instruments under which it is named; blank: the source names none",
        ),
        ("languages", "language", "languages in which requests are accepted"),
        ("language_note", "text", "the source's own words on languages"),
        ("channels", "concepts:channel", "channels by which requests are sent"),
        ("channel_note", "text", "the source's own words on channels"),
        ("since", "date", "day from which it holds"),
        *SOURCE,
        NOTE,
    ),
)

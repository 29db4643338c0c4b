"""The tables of jurisdictions and of their laws."""

from __future__ import annotations

from mlat.build.schema.model import NOTE, SOURCE, Table, columns

JURISDICTIONS = Table(
    "jurisdictions",
    "a state or other jurisdiction, with its names and identifiers",
    "ISO 3166-1 alpha-3 (ISO 3166-3's former alpha-3 for former states); EUE European Union, XKX Kosovo",
    columns(
        ("id", "id!", "alpha-3 code"),
        ("alpha2", "text!", "ISO 3166-1 alpha-2 code"),
        ("m49", "text", "UN M49 number, three digits"),
        ("alpha4", "text", "ISO 3166-3 code of a former state"),
        (
            "kind",
            "text!",
            "state, historic-state, dependent-territory, special-administrative-region, "
            "supranational-organisation, or other where no view on status is taken",
        ),
        ("un_member", "flag", "member of the United Nations"),
        ("part_of", "ref:jurisdictions", "the state that the territory belongs to"),
        ("territory_status", "text", "the source's own words on the territory's status"),
        ("successors", "refs:jurisdictions", "states that followed a former state"),
        ("code_withdrawn", "date", "day on which ISO withdrew a former state's code"),
        ("name_en", "text!", "English short name"),
        ("official_name_en", "text", "English official name"),
        *(
            (f"name_{lang}", "text", f"short name in {lang.replace('_', '-')}")
            for lang in ("fr", "es", "pt", "de", "it", "nl", "ru", "ar", "zh_hans", "zh_hant", "ja", "ko")
        ),
        ("other_names", "titles", "other names in use, each with its language"),
        ("wikidata", "text", "Wikidata item"),
        ("geonames", "text", "GeoNames number"),
        ("eu_authority", "iri", "address in the EU country authority table"),
        ("region", "text", "UN M49 region"),
        ("subregion", "text", "UN M49 subregion"),
        ("member_of", "list", "organisations of which it is a member today (undated, for filters only)"),
        ("sources", "refs:sources!", "the data sets from which the row was put together"),
        NOTE,
    ),
)


LAWS = Table(
    "laws",
    "a domestic law that gives effect to instruments or allows assistance without one",
    "code in lower case and the law's citation",
    columns(
        ("id", "id!", "given once"),
        ("jurisdiction", "ref:jurisdictions!", "whose law it is"),
        ("title", "titles!", "title, with its language"),
        ("citation", "text", "citation as printed"),
        ("implements", "refs:instruments", "instruments to which it gives effect"),
        ("path", "concepts:path", "paths without a treaty that it opens"),
        *SOURCE,
        NOTE,
    ),
)

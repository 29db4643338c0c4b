"""The tables of instruments and of what belongs to one."""

from __future__ import annotations

from mlat.build.schema.model import NOTE, SOURCE, Table, columns

INSTRUMENTS = Table(
    "instruments",
    "a treaty, agreement, EU act or scheme",
    "bilateral: the two alpha-3 codes in alphabetical order and the year of signature, in lower case "
    "(hkg-usa-1997); multilateral: given by hand (untoc-2000, coe-030)",
    columns(
        ("id", "id!", "given once; stays even where the year proves wrong"),
        ("kind", "concept:instrument-kind!", "kind of instrument"),
        ("title_en", "text!", "English title, or a description where the note says so"),
        ("titles_other", "titles", "titles in other languages and short titles"),
        ("party_a", "ref:jurisdictions", "first party of a bilateral instrument"),
        ("party_b", "ref:jurisdictions", "second party of a bilateral instrument"),
        ("signed", "date", "day of signature; of adoption for a multilateral instrument"),
        ("place_signed", "text", "place of signature or adoption"),
        ("in_force", "date", "day of general entry into force"),
        ("terminated", "date", "day from which the instrument no longer binds"),
        ("status", "concept:status", "what the source says of its state; blank where it says nothing"),
        ("supplements", "refs:instruments", "instruments that it supplements (a protocol's convention)"),
        ("amends", "refs:instruments", "instruments that it amends"),
        ("supersedes", "refs:instruments", "instruments that it replaces"),
        ("citations", "list", "official citations, each as printed"),
        ("depositary", "text", "depositary"),
        ("text_url", "iri", "a page that carries the text"),
        *SOURCE,
        ("recorded", "date!", "day on which the row entered these tables"),
        NOTE,
    ),
)


PARTICIPATION = Table(
    "participation",
    "one party's relation to one instrument: signature, consent, entry into force, end",
    "INSTRUMENT/PARTY; a party that left and returned has a second row INSTRUMENT/PARTY-2",
    columns(
        ("id", "id!", "instrument id, slash, party's code"),
        ("instrument_id", "ref:instruments!", "the instrument"),
        ("party", "ref:jurisdictions!", "the party, or the territory to which the instrument was extended"),
        ("extended_by", "ref:jurisdictions", "the state that extended the instrument to this territory"),
        ("signed", "date", "signature by this party"),
        ("consent_kind", "concept:consent-kind", "how the party consented to be bound"),
        ("consent_date", "date", "day of deposit or notification of that consent"),
        ("in_force", "date", "entry into force for this party, as its source gives it"),
        ("ended", "date", "day from which this party is no longer bound (denunciation, withdrawal)"),
        *SOURCE,
        ("recorded", "date!", "day on which the row entered these tables"),
        NOTE,
    ),
)


SUSPENSIONS = Table(
    "suspensions",
    "a time during which an instrument is not applied",
    "INSTRUMENT/PARTY-DATE of the party that suspended it",
    columns(
        ("id", "id!", "instrument id, slash, suspending party and date"),
        ("instrument_id", "ref:instruments!", "the instrument"),
        ("party", "ref:jurisdictions", "the party that suspended it"),
        (
            "suspended_from",
            "date",
            "first day of the suspension, or day of its notice where that is all the source gives",
        ),
        ("suspended_until", "date", "day of resumption"),
        *SOURCE,
        NOTE,
    ),
)


PROVISIONS = Table(
    "provisions",
    "what an instrument's article provides",
    "INSTRUMENT/KIND-SLUG, with the article behind it where a slug stands under several",
    columns(
        ("id", "id!", "instrument id, slash, provision key"),
        ("instrument_id", "ref:instruments!", "the instrument"),
        ("provision", "text!", "assistance, refusal or procedure"),
        ("slug", "text!", "concept of the scheme assistance, refusal or procedure"),
        ("article", "text", "article as the instrument numbers it"),
        ("modality", "concept:modality", "mandatory, optional, postponement, excluded or outside-scope"),
        ("certainty", "concept:certainty", "how sure the statement is; blank: as sure as its source"),
        *SOURCE,
        NOTE,
    ),
)


DECLARATIONS = Table(
    "declarations",
    "a reservation, declaration or notification by a party",
    "INSTRUMENT/PARTY-KIND-ARTICLE, numbered from the second on",
    columns(
        ("id", "id!", "instrument id, slash, declaration key"),
        ("instrument_id", "ref:instruments!", "the instrument"),
        ("party", "ref:jurisdictions!", "who made it"),
        (
            "kind",
            "concept:declaration-kind!",
            "reservation, declaration, authority, central-authority, language, territorial",
        ),
        ("article", "text", "articles that it concerns"),
        ("summary", "text!", "our own words, not the text: see the source"),
        ("date", "date", "day on which it was made"),
        *SOURCE,
        NOTE,
    ),
)


RULES = Table(
    "rules",
    "an instrument's final clause: when it enters into force, in general and for each later party",
    "the instrument's id",
    columns(
        ("id", "id!", "the instrument's id"),
        ("instrument_id", "ref:instruments!", "the instrument"),
        ("general_in_force", "date", "day of general entry into force"),
        ("threshold", "text", "what it took"),
        ("general_rule_kind", "concept:rule-kind", "how the general date is counted"),
        ("general_rule_value", "text", "days or months; 3m+1d is three months and a day"),
        ("party_rule_kind", "concept:rule-kind", "how a later party's date is counted"),
        ("party_rule_value", "text", "days or months; 3m+1d is three months and a day"),
        ("article_general", "text", "article of the general rule"),
        ("article_party", "text", "article of the rule for later parties"),
        ("exceptions", "refs:jurisdictions", "parties to which the rule is not applied"),
        *SOURCE,
        NOTE,
    ),
)


COVERAGE = Table(
    "coverage",
    "how much of a multilateral instrument's list of parties these tables hold",
    "the instrument's id",
    columns(
        ("id", "id!", "the instrument's id"),
        ("instrument_id", "ref:instruments!", "the instrument"),
        ("coverage", "concept:coverage!", "complete, near-complete, partial or none"),
        ("as_of", "date", "day to which the list is that complete"),
        NOTE,
    ),
)

"""The tables and their columns: one description that import, build, checks and the data dictionary share.

A column's ``kind`` says how a cell is read (``rows.py`` holds the readers):

=================  ==========================================================================
``id``             the record's own id, given once and never changed
``text``           free text
``titles``         ``lang: text | lang: text``; an entry without a language tag is kept without one
``date``           ISO 8601: a day, a month or a year (``2015-10-31``, ``2015-10``, ``2015``)
``integer``        a whole number
``flag``           ``true`` or ``false``
``iri``            an absolute http(s) address
``language``       BCP 47 tags, separated by ``; ``
``list``           texts separated by ``; ``
``ref:TABLE``      the id of a row of another table
``refs:TABLE``     such ids, separated by ``; ``
``concept:SCHEME`` the slug of a concept of ``ontology/schemes/SCHEME.ttl``
``concepts:SCHEME``such slugs, separated by ``; ``
=================  ==========================================================================

A blank cell means that the source does not say: never "none", never "no".
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column: its name, how its cells are read, whether it must be filled, and what it means."""

    name: str
    kind: str
    meaning: str
    required: bool = False


@dataclass(frozen=True)
class Table:
    """A table: its file name without ``.csv``, what a row is, how its id is made, and its columns."""

    name: str
    row: str
    id_rule: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in file order."""
        return tuple(column.name for column in self.columns)


def _columns(*rows: tuple[str, str, str]) -> tuple[Column, ...]:
    """Columns from (name, kind, meaning); a ``!`` after the kind makes a column required."""
    return tuple(Column(name, kind.rstrip("!"), meaning, kind.endswith("!")) for name, kind, meaning in rows)


_SOURCE = (
    ("source_url", "iri!", "the page from which the fact was read"),
    ("source_as_of", "date", "the day to which the source itself says its content is true"),
)
_NOTE = ("note", "text", "remarks of those who read the source")

JURISDICTIONS = Table(
    "jurisdictions",
    "a state or other jurisdiction, with its names and identifiers",
    "ISO 3166-1 alpha-3 (ISO 3166-3's former alpha-3 for former states); EUE European Union, XKX Kosovo",
    _columns(
        ("id", "id!", "alpha-3 code"),
        ("alpha2", "text!", "ISO 3166-1 alpha-2 code"),
        ("m49", "text", "UN M49 number, three digits"),
        ("alpha4", "text", "ISO 3166-3 code of a former state"),
        ("kind", "text!", "state, historic-state, dependent-territory, special-administrative-region, "
                          "supranational-organisation, or other where no view on status is taken"),
        ("un_member", "flag", "member of the United Nations"),
        ("part_of", "ref:jurisdictions", "the state that the territory belongs to"),
        ("territory_status", "text", "the source's own words on the territory's status"),
        ("successors", "refs:jurisdictions", "states that followed a former state"),
        ("code_withdrawn", "date", "day on which ISO withdrew a former state's code"),
        ("name_en", "text!", "English short name"),
        ("official_name_en", "text", "English official name"),
        *((f"name_{lang}", "text", f"short name in {lang.replace('_', '-')}")
          for lang in ("fr", "es", "pt", "de", "it", "nl", "ru", "ar", "zh_hans", "zh_hant", "ja", "ko")),
        ("wikidata", "text", "Wikidata item"),
        ("geonames", "text", "GeoNames number"),
        ("eu_authority", "iri", "address in the EU country authority table"),
        ("region", "text", "UN M49 region"),
        ("subregion", "text", "UN M49 subregion"),
        ("member_of", "list", "organisations of which it is a member today (undated, for filters only)"),
        ("sources", "refs:sources!", "the data sets from which the row was put together"),
        _NOTE,
    ),
)

INSTRUMENTS = Table(
    "instruments",
    "a treaty, agreement, EU act or scheme",
    "bilateral: the two alpha-3 codes in alphabetical order and the year of signature, in lower case "
    "(hkg-usa-1997); multilateral: given by hand (untoc-2000, coe-030)",
    _columns(
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
        *_SOURCE,
        ("recorded", "date!", "day on which the row entered these tables"),
        _NOTE,
    ),
)

PARTICIPATION = Table(
    "participation",
    "one party's relation to one instrument: signature, consent, entry into force, end",
    "INSTRUMENT/PARTY; a party that left and returned has a second row INSTRUMENT/PARTY-2",
    _columns(
        ("id", "id!", "instrument id, slash, party's code"),
        ("instrument_id", "ref:instruments!", "the instrument"),
        ("party", "ref:jurisdictions!", "the party, or the territory to which the instrument was extended"),
        ("extended_by", "ref:jurisdictions", "the state that extended the instrument to this territory"),
        ("signed", "date", "signature by this party"),
        ("consent_kind", "concept:consent-kind", "how the party consented to be bound"),
        ("consent_date", "date", "day of deposit or notification of that consent"),
        ("in_force", "date", "entry into force for this party, as its source gives it"),
        ("ended", "date", "day from which this party is no longer bound (denunciation, withdrawal)"),
        *_SOURCE,
        ("recorded", "date!", "day on which the row entered these tables"),
        _NOTE,
    ),
)

SUSPENSIONS = Table(
    "suspensions",
    "a time during which an instrument is not applied",
    "INSTRUMENT/PARTY-DATE of the party that suspended it",
    _columns(
        ("id", "id!", "instrument id, slash, suspending party and date"),
        ("instrument_id", "ref:instruments!", "the instrument"),
        ("party", "ref:jurisdictions", "the party that suspended it"),
        ("suspended_from", "date", "first day of the suspension, or day of its notice where that is all the source gives"),
        ("suspended_until", "date", "day of resumption"),
        *_SOURCE,
        _NOTE,
    ),
)

PROVISIONS = Table(
    "provisions",
    "what an instrument's article provides",
    "INSTRUMENT/KIND-SLUG, with the article behind it where a slug stands under several",
    _columns(
        ("id", "id!", "instrument id, slash, provision key"),
        ("instrument_id", "ref:instruments!", "the instrument"),
        ("provision", "text!", "assistance, refusal or procedure"),
        ("slug", "text!", "concept of the scheme assistance, refusal or procedure"),
        ("article", "text", "article as the instrument numbers it"),
        ("modality", "concept:modality", "mandatory, optional, postponement or excluded"),
        ("certainty", "concept:certainty", "how sure the statement is; blank: as sure as its source"),
        *_SOURCE,
        _NOTE,
    ),
)

DECLARATIONS = Table(
    "declarations",
    "a reservation, declaration or notification by a party",
    "INSTRUMENT/PARTY-KIND-ARTICLE, numbered from the second on",
    _columns(
        ("id", "id!", "instrument id, slash, declaration key"),
        ("instrument_id", "ref:instruments!", "the instrument"),
        ("party", "ref:jurisdictions!", "who made it"),
        ("kind", "concept:declaration-kind!", "reservation, declaration, authority, central-authority, "
                                              "language, territorial"),
        ("article", "text", "articles that it concerns"),
        ("summary", "text!", "our own words, not the text: see the source"),
        ("date", "date", "day on which it was made"),
        *_SOURCE,
        _NOTE,
    ),
)

AUTHORITIES = Table(
    "authorities",
    "an authority that sends, receives or executes requests",
    "code in lower case and a short form of the English name (che-federal-office-of-justice)",
    _columns(
        ("id", "id!", "given once"),
        ("jurisdiction", "ref:jurisdictions!", "whose authority it is"),
        ("name_en", "text!", "English name"),
        ("name_local", "text", "name in its own language"),
        ("parent", "text", "body to which it belongs"),
        ("address", "text", "postal address"),
        ("phone", "text", "telephone"),
        ("email", "text", "e-mail"),
        ("website", "iri", "website"),
        *_SOURCE,
        _NOTE,
    ),
)

DESIGNATIONS = Table(
    "designations",
    "the naming of an authority for a role, under named instruments or in general",
    "the authority's id and a number",
    _columns(
        ("id", "id!", "authority id, slash, number"),
        ("authority_id", "ref:authorities!", "the authority"),
        ("role", "concept:role!", "what it is named for"),
        ("role_note", "text", "the source's own words on the role, its stage or its territory"),
        ("instruments", "refs:instruments", "instruments under which it is named; blank: the source names none"),
        ("languages", "language", "languages in which requests are accepted"),
        ("language_note", "text", "the source's own words on languages"),
        ("channels", "concepts:channel", "channels by which requests are sent"),
        ("channel_note", "text", "the source's own words on channels"),
        ("since", "date", "day from which it holds"),
        *_SOURCE,
        _NOTE,
    ),
)

LAWS = Table(
    "laws",
    "a domestic law that gives effect to instruments or allows assistance without one",
    "code in lower case and the law's citation",
    _columns(
        ("id", "id!", "given once"),
        ("jurisdiction", "ref:jurisdictions!", "whose law it is"),
        ("title", "titles!", "title, with its language"),
        ("citation", "text", "citation as printed"),
        ("implements", "refs:instruments", "instruments to which it gives effect"),
        ("path", "concepts:path", "paths without a treaty that it opens"),
        *_SOURCE,
        _NOTE,
    ),
)

RULES = Table(
    "rules",
    "an instrument's final clause: when it enters into force, in general and for each later party",
    "the instrument's id",
    _columns(
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
        *_SOURCE,
        _NOTE,
    ),
)

COVERAGE = Table(
    "coverage",
    "how much of a multilateral instrument's list of parties these tables hold",
    "the instrument's id",
    _columns(
        ("id", "id!", "the instrument's id"),
        ("instrument_id", "ref:instruments!", "the instrument"),
        ("coverage", "concept:coverage!", "complete, near-complete, partial or none"),
        ("as_of", "date", "day to which the list is that complete"),
        _NOTE,
    ),
)

STATEMENTS = Table(
    "statements",
    "a value that a second source gives for a record: it completes the record, or disagrees with it",
    "s and a number made from table, record, column, value and source",
    _columns(
        ("id", "id!", "given once"),
        ("table", "text!", "table of the record"),
        ("record", "text!", "id of the record"),
        ("column", "text!", "column that the value is for"),
        ("value", "text!", "the value, written as in that column"),
        ("standing", "concept:standing!", "completes: the record has the value from here; "
                                          "disagrees: the record keeps another"),
        *_SOURCE,
        _NOTE,
    ),
)

SOURCES = Table(
    "sources",
    "a publisher of sources, or a data set: how good its word is",
    "its short name",
    _columns(
        ("id", "id!", "given once"),
        ("title", "text!", "who publishes"),
        ("kind", "concept:source-kind!", "depositary, government, legislation-database, encyclopaedia, "
                                         "press or other"),
        ("prefixes", "list", "beginnings of the addresses that belong to it, without the scheme"),
        _NOTE,
    ),
)

ALIASES = Table(
    "aliases",
    "a retired id and the one that stands for it",
    "the retired id",
    _columns(
        ("id", "id!", "the retired id"),
        ("table", "text!", "table of the record"),
        ("current", "text!", "the id that stands for it"),
        ("reason", "text!", "why"),
    ),
)

TABLES: tuple[Table, ...] = (
    JURISDICTIONS, INSTRUMENTS, PARTICIPATION, SUSPENSIONS, PROVISIONS, DECLARATIONS, AUTHORITIES,
    DESIGNATIONS, LAWS, RULES, COVERAGE, STATEMENTS, SOURCES, ALIASES,
)  # fmt: skip

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}

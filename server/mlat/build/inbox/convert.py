"""Source rows to drafts: one function a family. What a cell says is kept; only its form changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from mlat.build.inbox import authorities, jurisdictions
from mlat.build.inbox.aliases import Aliases
from mlat.build.inbox.batch import SourceRow
from mlat.build.inbox.drafts import Cells, Draft, Journal
from mlat.build.inbox.lists import listed
from mlat.build.inbox.notes import own_words
from mlat.build.inbox.titles import is_hong_kong_order, tagged_titles

_CODES = {"party", "party_a", "party_b", "jurisdiction", "alpha3", "part_of"}
#: Words of a note by which a completing row tells which cells it only repeats from the row it completes.
_CARRIED_OVER = re.compile(r"\(([^()]*) carried over from it\)")
_SUSPENSION = re.compile(
    r"Hong Kong (?:announced|gave notice of) suspension on (\d{4}-\d\d-\d\d) \((https?://[^)\s]+)\)"
)
#: Words of a note to the procedure that they tell of; the first that fits counts.
_PROCEDURES = (
    (r"content of requests", "contents-of-request"),
    (r"direct communication|channel|transmission|agencies", "transmission"),
    (r"central authorit", "central-authority"),
    (r"translation|language", "form-and-language"),
    (r"authentication", "authentication"),
    (r"reasons for refusal|refusals reported", "reasons-for-refusal"),
    (r"use limits|personal data|data protection", "use-limitation"),
    (r"confidentiality", "confidentiality"),
    (r"formalities", "execution"),
)


def convert(rows: Iterable[SourceRow], aliases: Aliases, journal: Journal) -> list[Draft]:
    """The drafts of all rows; retired ids of instruments and jurisdictions become current ones."""
    return [draft for row in rows for draft in _CONVERTERS[row.family](_Reader(row, aliases, journal))]


class _Reader:
    """A source row with the helpers that every converter needs."""

    def __init__(self, row: SourceRow, aliases: Aliases, journal: Journal) -> None:
        self.origin, self.journal, self._aliases = row.origin, journal, aliases
        codes = {
            name: aliases.current("jurisdictions", row.cells[name]) for name in _CODES & row.cells.keys()
        }
        self.cells = row.cells | codes

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def instrument(self, column: str = "instrument_id") -> str:
        """The current id of the instrument that a column names."""
        return self.instrument_id(self[column])

    def instrument_id(self, text: str) -> str:
        """The current id for an id as the batch writes it: bilateral ones have the prefix ``mlat-`` there."""
        return self._aliases.current("instruments", text.strip().removeprefix("mlat-"))

    def copied(self, *columns: str) -> Cells:
        """The named cells as they are."""
        return {column: self[column] for column in columns}

    def sourced(self) -> Cells:
        """The cells that every fact has."""
        return self.copied("source_url", "source_as_of") | {"note": own_words(self["note"])}


def _instruments(row: _Reader) -> Iterable[Draft]:
    identifier = row.instrument("id")
    titles = list(dict.fromkeys(tagged_titles(row["titles_other"])))
    orders = [title for title in titles if is_hong_kong_order(title) and _other_party(row)]
    titles = [title for title in titles if title not in orders]
    cells = row.copied(
        "kind", "title_en", "party_a", "party_b", "signed", "place_signed", "in_force", "terminated",
        "depositary", "text_url",
    )  # fmt: skip
    cells |= row.sourced() | {"titles_other": " | ".join(titles), "citations": listed(row["citations"])}
    cells["status"] = "" if row["status"] == "unknown" else row["status"]
    yield Draft("instruments", cells, row.origin, identifier)
    for title in orders:
        yield _hong_kong_order(row, identifier, title)
    if suspension := _SUSPENSION.search(row["note"]):
        yield _hong_kong_suspension(row, identifier, *suspension.groups())


def _hong_kong_order(row: _Reader, instrument: str, title: str) -> Draft:
    """The Order under section 4 of Cap. 525 that gives effect to an agreement in Hong Kong."""
    citation = next((text.strip() for text in row["citations"].split(";") if "Cap. 525" in text), "")
    identifier = f"hkg-cap-525-{_other_party(row).lower()}"
    cells = {"jurisdiction": "HKG", "title": title, "citation": citation, "implements": instrument}
    cells |= row.copied("source_url", "source_as_of")
    return Draft("laws", cells, row.origin, identifier)


def _other_party(row: _Reader) -> str:
    """The party that isn't Hong Kong, where one of the two is."""
    parties = {row["party_a"], row["party_b"]}
    return "".join(parties - {"HKG"}) if "HKG" in parties else ""


def _hong_kong_suspension(row: _Reader, instrument: str, day: str, url: str) -> Draft:
    identifier = f"{instrument}/HKG-{day}"
    note = "the source gives the day of the announcement or notice"
    cells = {
        "instrument_id": instrument,
        "party": "HKG",
        "suspended_from": day,
        "source_url": url,
        "note": note,
    }
    return Draft("suspensions", cells, row.origin, identifier)


def _participation(row: _Reader) -> Iterable[Draft]:
    identifier = f"{row.instrument()}/{row['party']}"
    cells = row.copied("party", "signed", "consent_kind", "consent_date", "in_force") | row.sourced()
    cells |= {"instrument_id": row.instrument(), "ended": row["denounced"]}
    for column in _carried_over(row["note"]):
        cells[column] = ""
    yield Draft("participation", cells, row.origin, identifier)


def _carried_over(note: str) -> list[str]:
    """Our columns for the words of a note: ``consent kind, denounced`` are ``consent_kind`` and ``ended``."""
    found = _CARRIED_OVER.search(note)
    names = (name.strip().replace(" ", "_") for name in found[1].split(",")) if found else ()
    return ["ended" if name == "denounced" else name for name in names]


def _provisions(row: _Reader) -> Iterable[Draft]:
    slug = row["slug"]
    if row["provision"] == "procedure" and slug == "other-assistance":
        slug = _procedure(row["note"])
    cells = row.copied("provision", "article", "modality") | row.sourced()
    cells |= {"instrument_id": row.instrument(), "slug": slug}
    cells["certainty"] = "low" if "low certainty" in row["note"] else ""
    yield Draft("provisions", cells, row.origin)


def _procedure(note: str) -> str:
    """Batches call every further procedure ``other-assistance`` and say in the note which one it is."""
    return next((slug for words, slug in _PROCEDURES if re.search(words, note)), "other-procedure")


def _declarations(row: _Reader) -> Iterable[Draft]:
    cells = row.copied("party", "kind", "article", "summary", "date") | row.sourced()
    cells["instrument_id"] = row.instrument()
    yield Draft("declarations", cells, row.origin)


def _rules(row: _Reader) -> Iterable[Draft]:
    cells = row.copied(
        "general_in_force", "threshold", "general_rule_kind", "general_rule_value", "party_rule_kind",
        "party_rule_value", "article_general", "article_party",
    )  # fmt: skip
    cells |= row.sourced() | {"instrument_id": row.instrument()}
    yield Draft("rules", cells, row.origin, row.instrument())


def _coverage(row: _Reader) -> Iterable[Draft]:
    cells = row.copied("coverage", "as_of", "note") | {"instrument_id": row.instrument()}
    yield Draft("coverage", cells, row.origin, row.instrument())


_CONVERTERS: Mapping[str, Callable[[_Reader], Iterable[Draft]]] = {
    "instruments": _instruments,
    "participation": _participation,
    "entry-into-force-observed": _participation,
    "declarations": _declarations,
    "provisions": _provisions,
    "entry-into-force-rules": _rules,
    "coverage": _coverage,
    "authorities": lambda row: authorities.convert(row.cells, row.origin, row.instrument_id, row.journal),
    "jurisdictions": lambda row: jurisdictions.convert(row.cells, row.origin),
}

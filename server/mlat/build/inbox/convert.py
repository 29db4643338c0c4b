"""Source rows to drafts: one function a family. What a cell says is kept; only its form changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from mlat.build.inbox import authorities, jurisdictions
from mlat.build.inbox.batch import SourceRow
from mlat.build.inbox.drafts import Cells, Draft, Journal
from mlat.build.inbox.titles import split_orders, tagged_titles

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


def convert(rows: Iterable[SourceRow], aliases: Mapping[str, str], journal: Journal) -> list[Draft]:
    """The drafts of all rows. ``aliases`` maps retired instrument ids to current ones."""
    return [draft for row in rows for draft in _CONVERTERS[row.family](_Reader(row, aliases, journal))]


class _Reader:
    """A source row with the helpers that every converter needs."""

    def __init__(self, row: SourceRow, aliases: Mapping[str, str], journal: Journal) -> None:
        self.cells, self.origin, self.journal = row.cells, row.origin, journal
        self._aliases = aliases

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def instrument(self, column: str = "instrument_id") -> str:
        """A bilateral id without the tables' prefix ``mlat-``; retired ids become current ones."""
        return self.instrument_id(self[column])

    def instrument_id(self, text: str) -> str:
        """The current id for an id as the batch writes it."""
        identifier = text.strip().removeprefix("mlat-")
        return self._aliases.get(identifier, identifier)

    def copied(self, *columns: str) -> Cells:
        """The named cells as they are."""
        return {column: self[column] for column in columns}

    def sourced(self) -> Cells:
        """The cells that every fact has."""
        return self.copied("source_url", "source_as_of", "note")


def _instruments(row: _Reader) -> Iterable[Draft]:
    identifier = row.instrument("id")
    titles, orders = split_orders(tagged_titles(row["titles_other"]))
    cells = row.copied(
        "kind", "title_en", "party_a", "party_b", "signed", "place_signed", "in_force", "terminated",
        "citations", "depositary", "text_url",
    )  # fmt: skip
    cells |= row.sourced() | {"titles_other": " | ".join(titles)}
    cells["status"] = row["status"].replace("unknown", "")
    yield Draft("instruments", (identifier,), cells, row.origin, identifier)
    for title in orders:
        yield _hong_kong_order(row, identifier, title)
    if suspension := _SUSPENSION.search(row["note"]):
        yield _hong_kong_suspension(row, identifier, *suspension.groups())


def _hong_kong_order(row: _Reader, instrument: str, title: str) -> Draft:
    """The Order under section 4 of Cap. 525 that gives effect to an agreement in Hong Kong."""
    other = next(code for code in (row["party_a"], row["party_b"]) if code != "HKG").lower()
    citation = next((text.strip() for text in row["citations"].split(";") if "Cap. 525" in text), "")
    identifier = f"hkg-cap-525-{other}"
    cells = {"jurisdiction": "HKG", "title": title, "citation": citation, "implements": instrument}
    cells |= row.copied("source_url", "source_as_of")
    return Draft("laws", (identifier,), cells, row.origin, identifier)


def _hong_kong_suspension(row: _Reader, instrument: str, day: str, url: str) -> Draft:
    identifier = f"{instrument}/HKG-{day}"
    note = "the source gives the day of the announcement or notice"
    cells = {"instrument_id": instrument, "party": "HKG", "suspended_from": day, "source_url": url, "note": note}
    return Draft("suspensions", (identifier,), cells, row.origin, identifier)


def _participation(row: _Reader) -> Iterable[Draft]:
    identifier = f"{row.instrument()}/{row['party']}"
    cells = row.copied("party", "signed", "consent_kind", "consent_date", "in_force") | row.sourced()
    cells |= {"instrument_id": row.instrument(), "ended": row["denounced"]}
    for column in _carried_over(row["note"]):
        cells[column] = ""
    yield Draft("participation", (identifier,), cells, row.origin, identifier)


def _carried_over(note: str) -> list[str]:
    found = _CARRIED_OVER.search(note)
    names = found.group(1).split(",") if found else []
    return [name.strip().replace(" ", "_") for name in names]


def _provisions(row: _Reader) -> Iterable[Draft]:
    slug = row["slug"]
    if row["provision"] == "procedure" and slug == "other-assistance":
        slug = _procedure(row["note"])
    cells = row.copied("provision", "article", "modality") | row.sourced()
    cells |= {"instrument_id": row.instrument(), "slug": slug}
    cells["certainty"] = "low" if "low certainty" in row["note"] else ""
    key = (row.instrument(), row["provision"], slug, row["article"], cells["certainty"])
    yield Draft("provisions", key, cells, row.origin)


def _procedure(note: str) -> str:
    """Batches call every further procedure ``other-assistance`` and say in the note which one it is."""
    return next((slug for words, slug in _PROCEDURES if re.search(words, note)), "other-procedure")


def _declarations(row: _Reader) -> Iterable[Draft]:
    cells = row.copied("party", "kind", "article", "summary", "date") | row.sourced()
    cells["instrument_id"] = row.instrument()
    key = (row.instrument(), row["party"], row["kind"], row["article"])
    yield Draft("declarations", key, cells, row.origin, distinct_within_file=True)


def _rules(row: _Reader) -> Iterable[Draft]:
    cells = row.copied(
        "general_in_force", "threshold", "general_rule_kind", "general_rule_value", "party_rule_kind",
        "party_rule_value", "article_general", "article_party",
    )  # fmt: skip
    cells |= row.sourced() | {"instrument_id": row.instrument()}
    yield Draft("rules", (row.instrument(),), cells, row.origin, row.instrument())


def _coverage(row: _Reader) -> Iterable[Draft]:
    cells = row.copied("coverage", "as_of", "note") | {"instrument_id": row.instrument()}
    row.journal.note(
        "Cells left out, and why", str(row.origin), "rows: counted from the tables themselves, by `mlat stats`"
    )
    yield Draft("coverage", (row.instrument(),), cells, row.origin, row.instrument())


_CONVERTERS: Mapping[str, Callable[[_Reader], Iterable[Draft]]] = {
    "instruments": _instruments,
    "participation": _participation,
    "entry-into-force-observed": _participation,
    "declarations": _declarations,
    "provisions": _provisions,
    "entry-into-force-rules": _rules,
    "coverage": _coverage,
    "authorities": lambda row: authorities.convert(row.cells, row.origin, row.instrument_id),
    "jurisdictions": lambda row: jurisdictions.convert(row.cells, row.origin),
}

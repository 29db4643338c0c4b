"""Rows of the authority tables: an authority, and what it is designated for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from mlat.build.inbox.drafts import Cells, Draft, Journal, Origin

#: Words of a source to a role; every one that fits counts. Words that fit none name a competent authority.
_ROLES: tuple[tuple[str, str], ...] = (
    (r"24/7", "contact-point-24-7"),
    (r"receiving (?:and transmitting )?agency", "receiving-agency"),
    (r"transmitting agency", "transmitting-agency"),
    (r"foreign liaison", "foreign-liaison-authority"),
    (r"liaison body", "receiving-agency"),
    (r"designated authority", "designated-authority"),
    (r"transfer of proceedings", "transfer-of-proceedings"),
    (r"service of documents", "service-of-documents"),
    (r"extradition requests|; extradition", "extradition"),
    (r"judicial authority", "judicial-authority"),
    (r"central authorit", "central-authority"),
)
_CHANNELS: tuple[tuple[str, str], ...] = (
    (r"central authorit|two authorities|competent authorities", "central-authorities"),
    (r"diplomatic(?! channel not needed)", "diplomatic"),
    (r"judicial authorities|prosecutors and courts", "judicial-authorities"),
    (r"interpol", "interpol"),
    (r"e-mail", "e-mail"),
    (r"\bpost\b", "post"),
    (r"online service", "online-service"),
    (r"\bfax\b", "fax"),
    (r"\borally\b", "oral"),
)
_LANGUAGES = {
    "Albanian": "sq", "Armenian": "hy", "English": "en", "Finnish": "fi", "French": "fr", "German": "de",
    "Hindi": "hi", "Indonesian": "id", "Italian": "it", "Latvian": "lv", "Macedonian": "mk", "Polish": "pl",
    "Portuguese": "pt", "Russian": "ru", "Serbian": "sr", "Slovenian": "sl", "Spanish": "es",
    "Swedish": "sv", "Ukrainian": "uk",
}  # fmt: skip


def convert(
    cells: Cells, origin: Origin, instrument_id: Callable[[str], str], journal: Journal
) -> Iterable[Draft]:
    """The authority, and one designation for each role that its row names."""
    columns = ("jurisdiction", "name_en", "name_local", "parent", "address", "phone", "email")
    website, remark = _first_address(cells["website"])
    record = {column: cells[column] for column in columns} | _sourced(cells)
    record |= {"website": website, "note": "; ".join(filter(None, (cells["note"], remark)))}
    authority = Draft("authorities", record, origin)
    yield authority
    if not cells["role"]:
        journal.note("Cells left out, and why", str(origin), "no designation: the row names no role")
    instruments = {instrument_id(text) for text in re.split(r"[;,]", cells["instrument_ids"]) if text.strip()}
    for role in roles(cells["role"]):
        designation = _sourced(cells) | {
            "role": role,
            "role_note": "" if cells["role"] == role.replace("-", " ") else cells["role"],
            "instruments": "; ".join(sorted(instruments)),
            "languages": "; ".join(languages(cells["languages"])),
            "language_note": cells["languages"],
            "channels": "; ".join(channels(cells["channels"])),
            "channel_note": cells["channels"],
            "since": _since(cells["role"]),
        }
        yield Draft("designations", designation, origin, authority=authority)


def roles(text: str) -> list[str]:
    """The roles that a source's words name, at least one; a stage or a territory stays in ``role_note``."""
    found = [slug for pattern, slug in _ROLES if re.search(pattern, text, re.IGNORECASE)]
    return found or (["competent-authority"] if text else [])


def channels(text: str) -> list[str]:
    """The channels that a source's words name."""
    return [slug for pattern, slug in _CHANNELS if re.search(pattern, text, re.IGNORECASE)]


def languages(text: str) -> list[str]:
    """BCP 47 tags of the languages that a source names, in its order; what else it says stays in a note."""
    if text == "en":
        return ["en"]
    named = re.findall("|".join(_LANGUAGES), text)
    return list(dict.fromkeys(_LANGUAGES[name] for name in named))


def _since(role: str) -> str:
    found = re.search(r"\bfrom (\d{4}-\d\d-\d\d)$", role)
    return found.group(1) if found else ""


def _sourced(cells: Cells) -> Cells:
    return {column: cells[column] for column in ("source_url", "source_as_of", "note")}


def name_key(name: str) -> str:
    """A name without case, brackets and punctuation, so that two spellings of one authority meet."""
    words = re.sub(r"\([^)]*\)|[^\w\s]", " ", name.casefold()).split()
    return " ".join(word for word in words if word != "the")


def _first_address(text: str) -> tuple[str, str]:
    """The first http address of a cell, and what else the cell says."""
    found = re.search(r"https?://\S+", text)
    if not found:
        return "", text
    address = found.group().rstrip(";,")
    return address, text.replace(found.group(), "").strip(" ;,")

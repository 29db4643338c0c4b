"""Ids for rows that come without one: made once, from what the row says, and never made again."""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Container

from mlat.build.inbox.drafts import Cells

_SHORT_NAME = 60


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: ``46(3)(a)`` is ``46-3-a``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def free(candidate: str, taken: Container[str]) -> str:
    """The candidate, or the candidate with the first number, from 2 on, that makes it new."""
    numbered = (f"{candidate}-{number}" for number in itertools.count(2))
    return candidate if candidate not in taken else next(name for name in numbered if name not in taken)


def provision_id(cells: Cells, taken: Container[str]) -> str:
    """``untoc-2000/assistance-taking-evidence``; with the article where the slug stands under several."""
    base = f"{cells['instrument_id']}/{cells['provision']}-{cells['slug']}"
    if base not in taken or not cells["article"]:
        return free(base, taken)
    return free(f"{base}-{slug(cells['article'])}", taken)


def declaration_id(cells: Cells, taken: Container[str]) -> str:
    """``coe-030/ALB-reservation-5``; numbered from the second on."""
    article = f"-{slug(cells['article'])}" if cells["article"] else ""
    return free(f"{cells['instrument_id']}/{cells['party']}-{cells['kind']}{article}", taken)


def authority_id(cells: Cells, taken: Container[str]) -> str:
    """``che-federal-office-of-justice``; cut at a word where the name is long."""
    name = slug(re.sub(r"\([^)]*\)", "", cells["name_en"]))
    if len(name) > _SHORT_NAME:
        name = name[:_SHORT_NAME].rpartition("-")[0]
    return free(f"{cells['jurisdiction'].lower()}-{name or 'authority'}", taken)


def designation_id(cells: Cells, taken: Container[str]) -> str:
    """``che-federal-office-of-justice/1``."""
    numbered = (f"{cells['authority_id']}/{number}" for number in itertools.count(1))
    return next(identifier for identifier in numbered if identifier not in taken)


def statement_id(cells: Cells) -> str:
    """A short hash of what is stated and by whom, so that the same statement always meets itself."""
    parts = (cells[name] for name in ("table", "record", "column", "value", "source_url"))
    return "s" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]

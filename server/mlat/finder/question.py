"""The question: A asks B for assistance, perhaps of a kind, on a day."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from mlat.errors import QuestionError, UnknownName
from mlat.finder.names import Entry, Names

#: The languages that labels are given in; English stands in where one is missing.
LANGUAGES = ("en", "pt", "zh-Hant", "zh-Hans", "fr", "es")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Question:
    """Who asks whom, for which kind of assistance (None for any), on which day; labels in which language."""

    requesting: Entry
    requested: Entry
    assistance: Entry | None
    on: datetime.date
    language: str = "en"


def read_question(
    names: Names,
    *,
    from_: str,
    to: str,
    assistance: str = "",
    on: str = "",
    language: str = "en",
    today: datetime.date | None = None,
) -> Question:
    """Read a question from texts, as people and addresses give them.

    ``from_``, ``to`` and ``assistance`` are codes, IRIs or names in any language of the graph; ``on`` is a
    day such as ``2019-06-30``, or "" or ``today``.

    :raises QuestionError: names the parameter (``from``, ``to``, ``for``, ``on``, ``language``), what is
    wrong
        and the nearest values.
    """
    requesting = _named(names, "from", "jurisdiction", from_)
    requested = _named(names, "to", "jurisdiction", to)
    if requesting == requested:
        raise QuestionError("to", f"{requested.label()} can't ask itself; name two jurisdictions")
    wanted = _named(names, "for", "assistance", assistance) if assistance.strip() else None
    return Question(requesting, requested, wanted, read_day(on, today), _language(language))


def _named(names: Names, parameter: str, kind: str, text: str) -> Entry:
    try:
        return names.resolve(kind, text)
    except UnknownName as error:
        raise QuestionError(parameter, str(error), error.nearest) from None


def read_day(text: str, today: datetime.date | None) -> datetime.date:
    """Read a day such as ``2019-06-30``; "" and ``today`` mean the present one; raises QuestionError."""
    text = text.strip()
    if text in ("", "today"):
        return today or datetime.date.today()
    shown = repr(text if len(text) <= 40 else f"{text[:40]}…")
    if re.fullmatch(r"\d{4}(-\d\d)?", text):
        raise QuestionError("on", f"{shown} is not a day; write one such as {text[:4]}-06-30")
    if not _DAY.fullmatch(text) or not text.isascii():
        raise QuestionError("on", f"{shown} is not a day; write it as 2019-06-30, or 'today'")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise QuestionError("on", f"the calendar has no day {shown}") from None


def _language(text: str) -> str:
    for language in LANGUAGES:
        if text.strip().casefold() == language.casefold():
            return language
    shown = repr(text if len(text) <= 40 else f"{text[:40]}…")
    raise QuestionError("language", f"no labels in {shown}; there are {', '.join(LANGUAGES)}", LANGUAGES)

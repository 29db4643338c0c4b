"""Dates in the words of the reader's language, whole, partial or between bounds; in ISO form for machines.

``2019``, ``2019-06`` and ``2019-06-30`` are dates, ``2001/2002`` and ``../2016`` are bounds of one that is
not known better (ISO 8601-2). Phrases such as "since" differ by which of these follows, as in French and
Spanish a day has an article and a year has none.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from markupsafe import Markup, escape

from mlat.web.languages import gettext as _
from mlat.web.languages import language

_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$")
_LENGTH_OF_A_DAY = len("2019-06-30")


def day(value: object, role: str = "") -> str:
    """A date, whole or partial; anything else stays as it is.

    ``role`` (signed, from or until) tells the timeline what the date is.
    """
    return _element(str(value or ""), role, language().locale)


@lru_cache(maxsize=8192)
def _element(value: str, role: str, locale: str) -> str:
    """A date as HTML; pages show the same ones again and again."""
    shown = _in_words(value, locale)
    if shown is None:
        return escape(value)
    mark = Markup(' data-role="{}"').format(role) if role else ""
    return Markup('<time datetime="{}"{}>{}</time>').format(value, mark, shown)


def span(value: str | None, role: str = "") -> str:
    """A date, or the bounds of one."""
    first, slash, last = (value or "").partition("/")
    if not slash:
        return day(first, role)
    earliest, latest = _shown(first), _shown(last)
    if earliest and latest:
        words = _("between %(first)s and %(last)s", first=earliest, last=latest)
    elif latest:
        words = _("at the latest %(day)s", day=latest)
    else:
        words = _("not before %(day)s", day=earliest) if earliest else _("day not known")
    bounds = Markup(' data-earliest="{}"').format(first) if earliest else Markup("")
    bounds += Markup(' data-latest="{}"').format(last) if latest else Markup("")
    return Markup('<time data-role="{}"{}>{}</time>').format(role, bounds, words)


def since(value: str) -> str:
    """Since a date."""
    if "/" in value:
        return _phrase(_("since: %(bounds)s"), bounds=span(value))
    if _is_day(value):
        return _phrase(_("since %(day)s"), day=day(value))
    return _phrase(_("since %(month)s"), month=day(value))


def until(value: str) -> str:
    """Until a date."""
    if "/" in value:
        return _phrase(_("until: %(bounds)s"), bounds=span(value))
    if _is_day(value):
        return _phrase(_("until %(day)s"), day=day(value))
    return _phrase(_("until %(month)s"), month=day(value))


def as_of(value: str) -> str:
    """As of a date: to then, a source says, it is true."""
    if _is_day(value):
        return _phrase(_("as of %(day)s"), day=day(value))
    return _phrase(_("as of %(month)s"), month=day(value))


#: What templates call them.
FILTERS = {"day": day, "span": span, "since": since, "until": until, "as_of": as_of}


def _phrase(words: str, **values: str) -> str:
    """Words of ours around a date in HTML."""
    return Markup(words) % values


def _is_day(value: str) -> bool:
    return len(value) == _LENGTH_OF_A_DAY


def _shown(value: str) -> str | None:
    """A date in words of the reader's language; None for a text that is none."""
    return _in_words(value, language().locale)


@lru_cache(maxsize=8192)
def _in_words(value: str, locale: str) -> str | None:
    match = _DATE.match(value)
    if match is None:
        return None
    year, month, number = match.groups()
    try:
        first = datetime.date(int(year), int(month or 1), int(number or 1))
    except ValueError:
        return None
    if number:
        shown = format_date(first, "medium", locale=locale)
        # CLDR has no ordinal for the first of a month, which French writes as one: le 1er mars.
        return f"1er {shown[2:]}" if locale == "fr" and number == "01" else shown
    return format_skeleton("yMMM" if month else "y", first, locale=locale)

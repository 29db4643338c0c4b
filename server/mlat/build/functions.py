"""Date functions for the rules of ``ontology/rules`` (SPARQL 1.1, section 17.6, extensible value testing).

SPARQL 1.1 has no arithmetic on dates, and engines differ in what they add to it, so the rules call these:

* ``f:firstDay(?date)`` and ``f:lastDay(?date)``: the bounds of a day, a month or a year, as ``xsd:date``;
* ``f:after(?date, ?duration)``: a day and a duration later, months before days (XML Schema 2, appendix E);
* ``f:firstOfNextMonth(?date)``: the first day of the month after a day's.

A function that can't be computed has no value, which SPARQL treats as an error of that expression alone.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Mapping

from pyoxigraph import Literal, NamedNode

from mlat.graph.namespaces import BASE, XSD

#: The store writes a duration of nothing, ``P0D``, as ``PT0S``.
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T0S)?")


def first_day(date: str) -> str:
    """The first day of a day, month or year: ``2015-02`` -> ``2015-02-01``."""
    return (date + "-01-01")[:10]


def last_day(date: str) -> str:
    """The last day of a day, month or year: ``2016-02`` -> ``2016-02-29``."""
    if len(date) == 10:
        return date
    year, month = int(date[:4]), int(date[5:7] or 12)
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"


def after(date: str, duration: str) -> str:
    """A day and a duration later: ``2004-01-31`` and ``P1M`` -> ``2004-02-29``.

    Months come first and stop at the last day of the month, then days. Raises ValueError for a duration that
    has hours, or is none, and for anything but a day.
    """
    match = _DURATION.fullmatch(duration)
    if match is None or duration == "P":
        raise ValueError(f'"{duration}" is no duration in years, months and days')
    years, months, days = (int(part or 0) for part in match.groups())
    start = datetime.date.fromisoformat(date)
    count = start.year * 12 + start.month - 1 + years * 12 + months
    year, month = count // 12, count % 12 + 1
    moved = datetime.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    return (moved + datetime.timedelta(days=days)).isoformat()


def first_of_next_month(date: str) -> str:
    """The first day of the month after a day's: ``2004-04-15`` -> ``2004-05-01``."""
    return after(date[:7] + "-01", "P1M")


def functions() -> Mapping[NamedNode, Callable[..., Literal | None]]:
    """The functions by IRI, in the form in which the store takes them."""
    named: dict[str, Callable[..., str]] = {
        "firstDay": first_day,
        "lastDay": last_day,
        "after": after,
        "firstOfNextMonth": first_of_next_month,
    }
    return {NamedNode(f"{BASE}function#{name}"): _on_terms(function) for name, function in named.items()}


def _on_terms(function: Callable[..., str]) -> Callable[..., Literal | None]:
    def call(*terms: object) -> Literal | None:
        try:
            texts = [term.value for term in terms if isinstance(term, Literal)]
            return Literal(function(*texts), datatype=NamedNode(f"{XSD}date"))
        except (TypeError, ValueError, OverflowError):
            return None

    return call

"""From a template to an answer: the reader's language, a strong tag, and the helpers of templates."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from flask import Flask, Response, render_template, request, url_for
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from mlat.errors import MlatError
from mlat.web import languages
from mlat.web.answers import keep
from mlat.web.languages import gettext as _
from mlat.web.pages import addresses
from mlat.web.pages.site import Site, today

_STATIC = Path(__file__).parents[1] / "static"
_YEAR = 31_536_000
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$")


def register(app: Flask, site: Site) -> None:
    """Give the helpers to all templates."""
    languages.register(app)
    app.get_send_file_max_age = _static_age  # type: ignore[method-assign]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        address=addresses.document,
        asset=asset,
        here=_here,
        is_ours=addresses.is_ours,
        is_web=addresses.is_web,
        label=site.label,
        last=addresses.last,
        navigation=navigation,
        part_name=addresses.part_name,
        publisher=site.publisher,
        script_messages=_script_messages,
        release=lambda: site.evaluator.release,
        today=today,
    )
    app.jinja_env.filters.update(
        day=day, host=_host, language_name=_language_name, last=addresses.last, span=span
    )


def navigation() -> list[tuple[str, str]]:
    """The pages in the head of every page, by the names of their routes."""
    return [
        ("home.home", _("Find")),
        ("indexes.jurisdictions", _("Jurisdictions")),
        ("indexes.instruments", _("Instruments")),
        ("world.world", _("Map")),
        ("sparql.sparql", _("SPARQL")),
        ("about.about", _("About")),
    ]


def page(
    template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
) -> Response:
    """A page as an answer, in the reader's language."""
    body = render_template(template, **values).encode()
    response = keep(body, "text/html", 0 if status != 200 else 60, status)
    response.headers["Content-Language"] = languages.language().tag
    response.vary.update(languages.VARY)
    response.headers.update(headers or {})
    return response


def asset(name: str) -> str:
    """The address of a static file, with a mark of its content so that it may be kept for a year."""
    return url_for("static", filename=name, v=_mark(name))


@lru_cache
def _mark(name: str) -> str:
    return hashlib.blake2b((_STATIC / name).read_bytes(), digest_size=4).hexdigest()


def _script_messages() -> str:
    """The texts that scripts show, translated, as JSON that may stand in a page; empty in English."""
    if languages.language() is languages.LANGUAGES[0]:
        return ""
    return Markup(htmlsafe_json_dumps({text: _(text) for text in _script_texts()}))


@lru_cache
def _script_texts() -> tuple[str, ...]:
    return tuple(json.loads((_STATIC.parent / "messages.json").read_text(encoding="utf-8")))


def _static_age(filename: str | None) -> int:
    return _YEAR if "v" in request.args else 300


def _here() -> str:
    """The address of this page without its language, to come back to."""
    try:
        kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    except MlatError:
        return "/"
    return request.path + ("?" + urlencode(kept) if kept else "")


def day(value: object, role: str = "") -> str:
    """A date, whole or partial, as the reader's language writes it; with the ISO form for machines.

    ``2019``, ``2019-06`` and ``2019-06-30`` are dates; anything else stays as it is. ``role`` (signed, from,
    until) tells the timeline what the date is.
    """
    shown = _shown(str(value or ""))
    if shown is None:
        return escape(value or "")
    mark = Markup(' data-role="{}"').format(role) if role else ""
    return Markup('<time datetime="{}"{}>{}</time>').format(value, mark, shown)


def span(value: str | None, role: str = "") -> str:
    """A date, or the bounds of one that is not known better: ``2001/2002``, ``../2016`` (ISO 8601-2)."""
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


def _shown(value: str) -> str | None:
    """A date in words; None for a text that is none."""
    match = _DATE.match(value)
    if match is None:
        return None
    year, month, number = match.groups()
    try:
        first = datetime.date(int(year), int(month or 1), int(number or 1))
    except ValueError:
        return None
    locale = languages.language().locale
    if number:
        return format_date(first, "medium", locale=locale)
    return format_skeleton("yMMM" if month else "y", first, locale=locale)


def _language_name(tag: str) -> str:
    """What a language is called in the reader's language; its tag where that is not known."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(languages.language().locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def _host(iri: str) -> str:
    """The host of an address, without www, to be shown for a source."""
    return urlsplit(iri).netloc.removeprefix("www.") or iri

"""From a template to an answer: the reader's language, a strong tag, and the helpers of templates."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, format_percent
from flask import Flask, Response, render_template, request, url_for
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from mlat.errors import MlatError
from mlat.web import languages
from mlat.web.answers import keep
from mlat.web.day import today
from mlat.web.languages import gettext as _
from mlat.web.pages import addresses, dates
from mlat.web.pages.links import Links, lang_of
from mlat.web.pages.regions import region_name
from mlat.web.pages.site import Site
from mlat.web.pages.tags import state_tag
from mlat.web.script_texts import script_texts

_STATIC = Path(__file__).parents[1] / "static"
_YEAR = 31_536_000


def register(app: Flask, site: Site) -> None:
    """Give the helpers to all templates."""
    languages.register(app)
    app.get_send_file_max_age = _static_age  # type: ignore[method-assign]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    links = Links(site)
    app.jinja_env.globals.update(
        address=addresses.document,
        asset=asset,
        certainty_tag=links.certainty_tag,
        here=_here,
        is_ours=addresses.is_ours,
        is_web=addresses.is_web,
        label=site.label,
        lang_of=lang_of,
        last=addresses.last,
        link=links.link,
        named=links.named,
        navigation=navigation,
        part_name=addresses.part_name,
        script_messages=_script_messages,
        release=lambda: site.evaluator.release,
        source=links.source,
        state_tag=state_tag,
        today=today,
    )
    app.jinja_env.filters.update(
        beyond=_beyond,
        host=addresses.host,
        language_name=_language_name,
        last=addresses.last,
        number=_number,
        percent=_percent,
        region=region_name,
    )
    app.jinja_env.filters.update(dates.FILTERS)


def navigation() -> list[tuple[str, str]]:
    """The pages in the head of every page, by the names of their routes."""
    return [
        ("home.home", _("Find")),
        ("indexes.jurisdictions", _("Jurisdictions")),
        ("indexes.instruments", _("Instruments")),
        ("world.world", _("Map")),
        ("sparql.sparql", "SPARQL"),
        ("about.about", _("About")),
    ]


def page(
    template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
) -> Response:
    """A page as an answer, in the reader's language."""
    body = render_template(template, **values).encode()
    response = languages.mark(keep(body, "text/html", 0 if status != 200 else 60, status))
    response.headers.update(headers or {})
    return response


def data(content: object, max_age: int) -> Response:
    """What the scripts of a page fetch, as JSON in the reader's language."""
    response = keep(json.dumps(content, ensure_ascii=False).encode(), "application/json", max_age)
    response.vary.update(languages.VARY)
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
    return Markup(htmlsafe_json_dumps({text: _(text) for text in script_texts()}))


def _static_age(filename: str | None) -> int:
    return _YEAR if "v" in request.args else 300


def _here() -> str:
    """The address of this page without its language, to come back to."""
    try:
        kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    except MlatError:
        return "/"
    return request.path + ("?" + urlencode(kept) if kept else "")


def _number(value: float) -> str:
    """A number as the reader's language writes it: 95,138 or 95 138."""
    return format_decimal(value, locale=languages.language().locale)


def _percent(share: float) -> str:
    """A share of 1 in whole percents, as the reader's language writes it."""
    return format_percent(share, locale=languages.language().locale)


def _language_name(tag: str) -> str:
    """What a language is called in the reader's language; its tag where that is not known."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(languages.language().locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def _beyond(note: str | None, tags: Iterable[str]) -> bool:
    """Whether a note says more of some languages than their names in English."""
    names = {str(Locale.parse(tag, sep="-").get_language_name("en")) for tag in tags}
    return bool({*re.findall(r"\w+", note or "")} - names - {"and", *tags})

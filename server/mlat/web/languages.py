"""The languages of the pages: which one a reader gets, and the words in it.

Words are kept in gettext catalogues, ``translations/TAG.po``, read when they are first needed. The English
words are the keys, so a word without a translation stays English and is never lost.
"""

from __future__ import annotations

import gettext as catalogues
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, Response, g, has_request_context, request

from mlat.errors import MlatError

_FOLDER = Path(__file__).parent / "translations"
#: How long a browser keeps the choice, in seconds: a year.
KEPT = 31_536_000
COOKIE = "language"
#: The headers of a request that a page follows from.
VARY = ("Accept-Language", "Cookie")


@dataclass(frozen=True)
class Language:
    """A language of the pages: its BCP 47 tag, its own name, and what browsers may call it besides.

    ``locale`` is what dates, numbers and names of languages are written in: in English the day comes before
    the month, as everywhere else; in traditional Chinese, as in Hong Kong.
    """

    tag: str
    name: str
    locale: str
    aliases: tuple[str, ...] = ()


LANGUAGES: tuple[Language, ...] = (
    Language("en", "English", "en_GB"),
    Language("fr", "Français", "fr"),
    Language("es", "Español", "es"),
    Language("pt", "Português", "pt"),
    Language("zh-Hant", "繁體中文", "zh_Hant_HK", ("zh-TW", "zh-HK", "zh-MO")),
    Language("zh-Hans", "简体中文", "zh_Hans", ("zh-CN", "zh-SG", "zh")),
)
_BY_NAME = {name.lower(): each for each in LANGUAGES for name in (each.tag, *each.aliases)}


def register(app: Flask) -> None:
    """Give templates the words of the reader's language."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext
    )
    app.jinja_env.globals.update(languages=LANGUAGES, language=language)


def find_language(name: str | None) -> Language | None:
    """The language of a tag or an alias, in any case; None if there is none."""
    return _BY_NAME.get((name or "").strip().lower())


def language() -> Language:
    """The reader's language: asked for in the address, chosen before, or what the browser prefers."""
    try:
        # A page asks some thousand times, so the usual case comes first.
        found: Language = g.language
    except (AttributeError, RuntimeError):
        if not has_request_context():
            return LANGUAGES[0]
        found = g.language = (
            find_language(_asked())
            or find_language(request.cookies.get(COOKIE))
            or _preferred()
            or LANGUAGES[0]
        )
    return found


def _preferred() -> Language | None:
    """What the browser likes best of what there is: "lookup" of RFC 4647, section 3.4.

    A tag stands for the language of its shorter forms too: who likes ``fr-CH`` best gets French, even where
    English is also accepted.
    """
    for tag, quality in request.accept_languages:
        while tag and quality > 0:
            if found := find_language(tag):
                return found
            tag = tag.rpartition("-")[0]
    return None


def _asked() -> str:
    """The language in the address; an address that can't be read asks for none."""
    try:
        return request.args.get("lang", "")
    except MlatError:
        return ""


def mark(response: Response) -> Response:
    """Say in which language a page is, and what this follows from.

    A 304 has no content that could be in a language.
    """
    if response.status_code != 304:
        response.headers["Content-Language"] = language().tag
    response.vary.update(VARY)
    return response


def gettext(message: str, **values: object) -> str:
    """The message in the reader's language, with its ``%(names)s`` replaced by values."""
    found = _catalogue(language().tag).gettext(message)
    return found % values if values else found


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message for a number of things, in the reader's language."""
    return _catalogue(language().tag).ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """The message in the reader's language, where the same English words have two meanings."""
    return _catalogue(language().tag).pgettext(context, message)


@cache
def _catalogue(tag: str) -> catalogues.NullTranslations:
    # Babel takes as long to import as all the rest of this module a hundred times.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    path = _FOLDER / f"{tag}.po"
    if not path.is_file():
        return catalogues.NullTranslations()
    with path.open("rb") as text:
        words = read_po(text, locale=tag.replace("-", "_"))
    compiled = io.BytesIO()
    write_mo(compiled, words)
    compiled.seek(0)
    return catalogues.GNUTranslations(compiled)

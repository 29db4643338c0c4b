"""Links in HTML, made here and not in templates, as a page has some thousand of them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from mlat.web.languages import gettext as _
from mlat.web.languages import language
from mlat.web.pages import addresses, dates
from mlat.web.pages.site import Site

#: A certainty that goes without saying.
_PLAIN = "established"


@dataclass(frozen=True)
class Links:
    """The links of one site."""

    site: Site

    def link(self, iri: str | None, text: str = "") -> str:
        """A thing by its name, or by a text; without a link where no browser can follow its IRI."""
        if not iri:
            return ""
        shown = text or self.site.label(iri)
        if not (addresses.is_ours(iri) or addresses.is_web(iri)):
            return escape(shown)
        # Escaped by hand: Markup's own formatting takes most of the time of a long page.
        return Markup(f'<a href="{escape(addresses.document(iri))}"{lang_of(shown)}>{escape(shown)}</a>')

    def named(self, iri: str | None) -> str:
        """What a thing is called, marked with the language where that is not the page's."""
        label = self.site.label(iri)
        mark = lang_of(label)
        return Markup("<span{}>{}</span>").format(mark, label) if mark else label

    def certainty_tag(self, iri: str | None) -> str:
        """How sure a statement is, where that needs to be said."""
        if not iri or addresses.last(iri) == _PLAIN:
            return ""
        return Markup(f'<span class="tag warn">{escape(self.named(iri))}</span>')

    def source(self, iri: str | None, as_of: str | None = "") -> str:
        """A page that is a source, by the name of who published it, with the day to which it is true."""
        if not iri:
            return ""
        day = Markup(f"{escape(_(', '))}{dates.as_of(as_of)}") if as_of else ""
        return Markup(f'<span class="source">{self._source_link(iri)}{day}</span>')

    def _source_link(self, iri: str) -> str:
        publisher = self.site.publisher(iri)
        if not addresses.is_web(iri):
            return escape(publisher)
        address, title, mark = escape(addresses.document(iri)), escape(iri), lang_of(publisher)
        return Markup(f'<a href="{address}" rel="noreferrer" title="{title}"{mark}>{escape(publisher)}</a>')


def lang_of(text: object) -> str:
    """The attribute ``lang`` for a text whose language is known and is not that of the page (WCAG 3.1.2)."""
    tag = getattr(text, "language", "")
    if not tag or tag.lower() == language().tag.lower():
        return ""
    return Markup(f' lang="{escape(tag)}"')

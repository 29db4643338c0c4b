"""Pages for people: the form of the endpoint, and answers as tables. They need no script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import render_template
from markupsafe import Markup

from mlat.graph.evaluation import Sizes
from mlat.graph.examples import runnable_text
from mlat.graph.formats import FORMATS, AnswerKind, Format, formats_for
from mlat.graph.query_files import QueryFile, find_query
from mlat.publish.catalogue.citation import cite
from mlat.web.day import today
from mlat.web.languages import gettext as _

#: Longer addresses are cut or refused by servers and proxies on the way; a form sends any length.
_LONGEST_LINK = 4000


@dataclass(frozen=True)
class Download:
    """The same answer in another format: as a link, or where that would be too long, by a form."""

    title: str
    name: str
    link: str


def _choices() -> list[tuple[str, str, list[Format]]]:
    """The formats of the form: for people first, then by kind of query, with its name for the editor."""
    graph, results = formats_for(AnswerKind.GRAPH), formats_for(AnswerKind.RESULTS)
    return [
        ("", _("Any query"), [form for form in FORMATS if not form.iri]),
        ("results", "SELECT, ASK", [form for form in results if form.iri]),
        ("graph", "CONSTRUCT, DESCRIBE", [form for form in graph if form.iri]),
    ]


def endpoint_page(examples: Mapping[str, QueryFile], chosen: str, address: str, sizes: Sizes) -> str:
    """The form, with an example in it if one is chosen; raises UnknownName if there is none of that name."""
    query = runnable_text(find_query(examples, chosen)) if chosen else ""
    return render_template(
        "endpoint.html",
        endpoint=address,
        size=sizes.triples,
        examples=examples.values(),
        chosen=examples.get(chosen),
        query=query,
        choices=_choices(),
    )


def answer_page(
    table: bytes,
    kind: AnswerKind,
    parameters: Sequence[tuple[str, str]],
    *,
    query: str = "",
    graph: str = "",
    hints: Iterable[str] = (),
    release: str = "",
) -> str:
    """A table with its query, or the name of its graph, and with links to the same answer in each format.

    ``parameters`` are those of the request, without the format. An answer of a known ``release`` can be
    cited.
    """
    others = [form for form in formats_for(kind) if form.iri]
    downloads = [_download(form, parameters) for form in others]
    return render_template(
        "answer.html",
        table=Markup(table.decode("utf-8")),  # written by graph.html_out, which escapes
        query=query,
        graph=graph,
        hints=list(hints),
        downloads=downloads,
        linked=all(len(download.link) <= _LONGEST_LINK for download in downloads),
        parameters=parameters,
        choices=_choices(),
        citation=cite(query, release, today()) if query and release else None,
    )


def _download(form: Format, parameters: Sequence[tuple[str, str]]) -> Download:
    return Download(form.title, form.suffix, "?" + urlencode([*parameters, ("format", form.suffix)]))

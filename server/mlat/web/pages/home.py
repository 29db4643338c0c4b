"""The first page: who asks whom, for what, on which day; and the answer, to read, link and take away."""

from __future__ import annotations

import re

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from mlat.errors import QuestionError
from mlat.finder.answer import Answer
from mlat.finder.statements import Binding, Given
from mlat.finder.writing import FORMATS, AnswerFormat, named_format
from mlat.graph.negotiation import quality
from mlat.web.answers import keep
from mlat.web.clients import client_of
from mlat.web.day import today
from mlat.web.languages import COOKIE, KEPT, VARY, find_language, language
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site
from mlat.web.pages.world import jurisdictions, kinds_of_assistance

#: What the form asks for, in its order.
PARAMETERS = ("from", "to", "for", "on")
#: A path on this site. Browsers read ``\`` as ``/`` and drop tabs and line ends, so that each of these
#: could lead to ``//another.site`` (WHATWG URL, section 4.4).
_HERE = re.compile(r"/(?![/\\])[^\x00-\x1f\x7f]*")
#: The formats that the page links to, each by its suffix.
_LINKED = ("json", "csv", "ttl", "jsonld")


def blueprint(site: Site) -> Blueprint:
    """The routes of the finder, and the choice of the language."""
    routes = Blueprint("home", __name__)

    @routes.get("/")
    def home() -> Response:
        return _page(site, None, {})

    @routes.get("/find")
    def find() -> Response:
        asked = {name: request.args.get(name, "").strip() for name in PARAMETERS}
        if form := _data_format():
            return _data(site, form)
        if not any(asked.values()):
            return _page(site, None, asked)
        try:
            answer = _answer(site)
        except QuestionError as error:
            return _page(site, None, asked, error)
        return _page(site, answer, asked)

    @routes.get("/find.<suffix>")
    def find_data(suffix: str) -> Response:
        return _data(site, named_format(suffix))

    @routes.get("/language/<tag>")
    def choose_language(tag: str) -> AnyResponse:
        """Keep the language, and go back to where the reader came from on this site."""
        to = request.args.get("to", "/")
        response = redirect(to if _HERE.fullmatch(to) else "/", 303)
        if found := find_language(tag):
            response.set_cookie(COOKIE, found.tag, max_age=KEPT, samesite="Lax")
        response.headers["Cache-Control"] = "no-store"
        return response

    return routes


def _answer(site: Site) -> Answer:
    """The answer to the question in the address; raises QuestionError."""
    given = {name: request.args.get(name, "") for name in PARAMETERS}
    wanted = request.args.get("lang", "") or language().tag
    known = find_language(wanted)
    question = site.finder.question(
        given["from"],
        given["to"],
        given["for"],
        given["on"] or today().isoformat(),
        known.tag if known else wanted,
    )
    return site.finder.find(question, client_of(request))


def _data_format() -> AnswerFormat | None:
    """The format of data that a client likes better than a page; None for a page."""
    accept = request.headers.get("Accept", "")
    best = max(FORMATS, key=lambda form: quality(accept, form.media_type, by_name=True))
    wanted = quality(accept, best.media_type, by_name=True)
    return best if wanted > quality(accept, "text/html") else None


def _data(site: Site, form: AnswerFormat) -> Response:
    """The answer as data; a question that can't be asked is an error with the nearest values."""
    body = form.write(_answer(site), site.asker("finder"))
    response = keep(body, form.media_type, site.settings.max_age)
    response.vary.update(VARY)
    return response


def _page(
    site: Site, answer: Answer | None, asked: dict[str, str], error: QuestionError | None = None
) -> Response:
    response = page(
        "find.html",
        status=400 if error else 200,
        answer=answer,
        asked=asked,
        error=error,
        verdict=_verdict(answer) if answer else "",
        day=answer.question.on if answer else None,
        jurisdictions=jurisdictions(site),
        kinds=kinds_of_assistance(site),
        Binding=Binding,
        Given=Given,
    )
    if answer:
        linked = [form for form in FORMATS if form.suffix in _LINKED]
        links = (f'<{_link(form.suffix)}>; rel="alternate"; type="{form.media_type}"' for form in linked)
        response.headers["Link"] = ", ".join(links)
    return response


def _link(suffix: str) -> str:
    return f"/find.{suffix}?{request.query_string.decode('latin-1')}"


def _verdict(answer: Answer) -> str:
    """What the answer comes to, in one word: yes, bound, excluded, perhaps, unknown or none."""
    bound = [basis for basis in answer.bases if basis.binding is Binding.BOUND]
    if not bound:
        return "perhaps" if answer.bases else "unknown" if answer.not_known else "none"
    if answer.assistance is None:
        return "bound"
    given = {basis.given for basis in bound}
    if Given.YES in given:
        return "yes"
    return "excluded" if given == {Given.EXCLUDED} else "bound"

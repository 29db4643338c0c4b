"""The data set at ``/dataset`` and ``/.well-known/void``: a page, RDF in every format, signposts."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from mlat.errors import PublishError, UnknownName
from mlat.graph.evaluation import Evaluator
from mlat.graph.formats import AnswerKind, Format, find_format
from mlat.graph.negotiation import choose
from mlat.publish.catalogue.description import describe_dataset
from mlat.publish.catalogue.places import Places
from mlat.publish.catalogue.schema_org import markup
from mlat.publish.catalogue.signposting import DOCUMENTS, LINKSET_TYPE, link_header, links_of, linkset
from mlat.publish.catalogue.summary import Summary, summarise
from mlat.publish.dumps.manifest import Manifest, read_manifest
from mlat.publish.dumps.releases import LATEST, is_name
from mlat.publish.dumps.shelf import Shelf
from mlat.settings import Settings
from mlat.web.answers import keep
from mlat.web.catalogue import Catalogue
from mlat.web.pages.rendering import page
from mlat.web.protocol import ProtocolError

_HTML = "html"
#: The formats that the page names; others are there for who asks.
_SHOWN = ("ttl", "nt", "jsonld", "rdf")


def blueprint(evaluator: Evaluator, catalogue: Catalogue, shelf: Shelf, settings: Settings) -> Blueprint:
    """The routes of the data set."""
    routes = Blueprint("dataset", __name__)
    description = _Description(evaluator, catalogue, shelf, settings)

    @routes.get("/dataset")
    @routes.get("/.well-known/void", endpoint="void")
    def dataset() -> Response:
        names = [value for name in ("format", "output") for value in request.args.getlist(name)]
        form = choose(AnswerKind.GRAPH, request.headers.get("Accept"), names).format
        return description.page() if form.suffix == _HTML else description.rdf(form)

    @routes.get("/dataset.<suffix>")
    def document(suffix: str) -> Response:
        form = find_format(AnswerKind.GRAPH, suffix)
        if form is None or form.suffix != suffix:
            offer = ", ".join((_HTML, *(each.suffix for each in DOCUMENTS), "linkset.json"))
            raise UnknownName(f"the data set is described as {offer}, not as {suffix[:20]}")
        return description.page() if suffix == _HTML else description.rdf(form)

    @routes.get("/dataset.linkset.json")
    def links() -> Response:
        return description.linkset()

    @routes.get("/dataset/<release>")
    def release(release: str) -> AnyResponse:
        if not is_name(release):
            raise UnknownName(f"{release[:20]!r} is no release: name latest, or a day such as 2026-11-26")
        return redirect(url_for("dumps.release", release=release), 303)

    return routes


@dataclass(frozen=True)
class _Description:
    """The description of the data set as this server has it; it holds the address of the request."""

    evaluator: Evaluator
    catalogue: Catalogue
    shelf: Shelf
    settings: Settings

    def page(self) -> Response:
        """The description for people."""
        places, manifest = self._places(), self._manifest()
        summary = summarise(self._triples(manifest))
        return page(
            "dataset.html",
            headers=self._signposts(summary, manifest),
            summary=summary,
            manifest=manifest,
            documents=[form for form in DOCUMENTS if form.suffix in _SHOWN],
            markup=markup(summary, places, manifest),
        )

    def rdf(self, form: Format) -> Response:
        """The description for programs."""
        manifest = self._manifest()
        triples = self._triples(manifest)
        response = keep(form.write(triples), form.media_type, 0)
        response.headers.update(self._signposts(summarise(triples), manifest))
        # It holds the address under which it was asked for, so nobody may keep it without asking again.
        response.headers["Cache-Control"] = "no-cache"
        return response

    def linkset(self) -> Response:
        """All links of the page."""
        manifest = self._manifest()
        licence = summarise(self.catalogue.dataset()).licence
        body = linkset(self._places(), links_of(self._places(), licence, manifest))
        response = keep(body, LINKSET_TYPE, 0)
        response.headers["Cache-Control"] = "no-cache"
        return response

    def _triples(self, manifest: Manifest | None) -> list[ox.Triple]:
        about = [*self.catalogue.dataset(), *self.catalogue.holdings()]
        try:
            return describe_dataset(about, self.evaluator.sizes(), self._places(), manifest)
        except ValueError:
            raise ProtocolError(400, "the header Host doesn't hold the name of a host") from None

    def _places(self) -> Places:
        return Places(request.url_root)

    def _signposts(self, summary: Summary, manifest: Manifest | None) -> dict[str, str]:
        places = self._places()
        return {"Link": link_header(places, links_of(places, summary.licence, manifest))}

    def _manifest(self) -> Manifest | None:
        """What the dumps hold; None as long as there are none, which asking for them may change."""
        try:
            return read_manifest(self.shelf.folders(self.evaluator.release)[LATEST])
        except PublishError:
            return None

"""The page of a pair of jurisdictions: all that ever tied them, with the way to ask in each direction."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from mlat.finder.asking import iri
from mlat.web.day import today
from mlat.web.pages.participations import Participation, State, group, suspended_now, weakest
from mlat.web.pages.rendering import page
from mlat.web.pages.site import Site


@dataclass(frozen=True)
class Tie:
    """An instrument to which both have a relation, with the participation of each."""

    instrument: str
    first: Participation
    second: Participation

    @property
    def state(self) -> State:
        """The weaker of the two states: both must be bound."""
        return weakest((self.first.state(today()), self.second.state(today())))


def blueprint(site: Site) -> Blueprint:
    """The route of the page; codes and names are taken for the IRIs of jurisdictions."""
    routes = Blueprint("pair", __name__)

    @routes.get("/pair/<first>/<second>")
    def show(first: str, second: str) -> Response:
        one, other = (site.names.resolve("jurisdiction", name).iri for name in (first, second))
        return pair(site, one, other)

    return routes


def pair(site: Site, first: str, second: str) -> Response:
    """The page of two jurisdictions by their IRIs."""
    ties = sorted(_ties(site, first, second), key=lambda tie: (list(State).index(tie.state), tie.instrument))
    return page("pair.html", first=first, second=second, ties=ties, State=State)


def _ties(site: Site, first: str, second: str) -> list[Tie]:
    stopped = suspended_now(site)
    ones, others = (
        {each.row.text("instrument"): each for each in group(rows, stopped)}
        for rows in (
            site.ask("participations-of-a-jurisdiction", party=iri(name)) for name in (first, second)
        )
    )
    return [Tie(name, ones[name], others[name]) for name in ones.keys() & others.keys()]

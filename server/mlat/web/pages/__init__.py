"""The pages for people: each a view that asks query files and fills a template, complete without scripts."""

from __future__ import annotations

from flask import Flask

from mlat.graph.evaluation import Evaluator
from mlat.settings import Settings
from mlat.web.pages import (
    about,
    charts,
    completions,
    coverage,
    documents,
    home,
    indexes,
    network,
    pair,
    rendering,
    search,
    world,
)
from mlat.web.pages.site import Site


def register(app: Flask, evaluator: Evaluator, settings: Settings) -> None:
    """Add all pages to an application."""
    site = Site.over(evaluator, settings)
    rendering.register(app, site)
    for module in (
        home,
        indexes,
        search,
        pair,
        world,
        network,
        charts,
        coverage,
        about,
        completions,
        documents,
    ):
        app.register_blueprint(module.blueprint(site))

"""Ids to IRIs: the only place that joins strings into IRIs of the project."""

from __future__ import annotations

from mlat.graph.namespaces import BASE, ONTOLOGY


def term(name: str) -> str:
    """The IRI of an ontology term: ``Instrument`` -> ``.../ontology#Instrument``."""
    return f"{ONTOLOGY}{name}"


def concept(scheme: str, slug: str) -> str:
    """The IRI of a concept: ``refusal``, ``political-offence`` -> ``.../refusal/political-offence``."""
    return f"{BASE}{scheme}/{slug}"


def scheme(name: str) -> str:
    """The IRI of a concept scheme: ``refusal`` -> ``.../refusal``."""
    return f"{BASE}{name}"


def jurisdiction(code: str) -> str:
    """The IRI of a jurisdiction by its alpha-3 code."""
    return f"{BASE}jurisdiction/{code}"


def instrument(identifier: str) -> str:
    """The IRI of an instrument by its id."""
    return f"{BASE}instrument/{identifier}"


def part(instrument_id: str, kind: str, key: str) -> str:
    """The IRI of a part of an instrument: ``untoc-2000``, ``party``, ``FRA``."""
    return f"{BASE}instrument/{instrument_id}/{kind}/{key}"


def record(kind: str, identifier: str) -> str:
    """The IRI of any other record: ``authority``, ``designation``, ``law``, ``statement``, ``source``."""
    return f"{BASE}{kind}/{identifier}"

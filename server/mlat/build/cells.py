"""One cell at a time: the values that it holds, by its column's kind, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph

from mlat.build.dates import check_date
from mlat.build.schema import BY_NAME, Column
from mlat.build.tables import nearest
from mlat.errors import Problem
from mlat.graph import iris, namespaces

#: An entry of a ``titles`` cell that names its language; ``~`` before it marks a title that is not official.
TAGGED_TITLE = re.compile(r"~?([a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*): (.+)", re.DOTALL)
#: What a provision may be: the scheme that its slug belongs to.
PROVISION_SCHEMES = ("assistance", "refusal", "procedure")
#: Kinds of jurisdiction, and the class of each beside ``mlat:Jurisdiction``.
JURISDICTION_CLASSES: Mapping[str, str | None] = {
    "state": "State",
    "historic-state": "HistoricState",
    "dependent-territory": "DependentTerritory",
    "special-administrative-region": "SpecialAdministrativeRegion",
    "supranational-organisation": "SupranationalOrganisation",
    "other": None,
}

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NAME = r"[A-Za-z0-9][A-Za-z0-9.()_-]*"
_SEPARATORS = {"list": "; ", "language": "; ", "refs": "; ", "concepts": "; ", "titles": " | "}
_PART = (rf"{_NAME}/{_NAME}", "the instrument's id, a slash and a key")

#: Cells with a form of their own, by table and column: the pattern, and how to say it.
_FORMS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("jurisdictions", "id"): (r"[A-Z]{3}", "three capital letters"),
    ("jurisdictions", "alpha2"): (r"[A-Z]{2}", "two capital letters"),
    ("jurisdictions", "alpha4"): (r"[A-Z]{4}", "four capital letters"),
    ("jurisdictions", "m49"): (r"[0-9]{3}", "three digits"),
    ("jurisdictions", "wikidata"): (r"Q[1-9][0-9]*", "a Wikidata item such as Q8646"),
    ("jurisdictions", "geonames"): (r"[1-9][0-9]*", "a GeoNames number"),
    ("jurisdictions", "kind"): ("|".join(JURISDICTION_CLASSES), f"one of {', '.join(JURISDICTION_CLASSES)}"),
    ("provisions", "provision"): ("|".join(PROVISION_SCHEMES), f"one of {', '.join(PROVISION_SCHEMES)}"),
    # Instruments name files, and some file systems don't tell capital letters from small ones.
    ("instruments", "id"): (r"[a-z0-9][a-z0-9.-]*", "small letters, digits, points and hyphens"),
    ("participation", "id"): _PART,
    ("suspensions", "id"): _PART,
    ("provisions", "id"): _PART,
    ("declarations", "id"): _PART,
    ("designations", "id"): (rf"{_NAME}/[0-9]+", "the authority's id, a slash and a number"),
    ("aliases", "id"): (rf"{_NAME}(/{_NAME})?", "an id"),
    ("aliases", "current"): (rf"{_NAME}(/{_NAME})?", "an id"),
}


@dataclass(frozen=True)
class Known:
    """What cells may refer to: for each table its ids, retired ones included, each with the current id;
    and for each scheme the slugs of its concepts.

    A table or scheme that could not be read is left out: its own fault is told, not every reference to it.
    """

    ids: Mapping[str, Mapping[str, str]]
    schemes: Mapping[str, frozenset[str]]

    @cached_property
    def _advice(self) -> dict[tuple[str, str], str]:
        return {}

    def current_id(self, table: str, identifier: str) -> str:
        """The current id behind an id; raises ValueError where the table has none."""
        choices = self.ids.get(table)
        if choices is None or identifier in choices:
            return identifier if choices is None else choices[identifier]
        raise ValueError(
            f'"{identifier}" is not an id of {table}.csv{self._nearest(table, identifier, choices)}'
        )

    def slug(self, scheme: str, text: str) -> str:
        """The slug itself; raises ValueError where the scheme has no such concept."""
        choices = self.schemes.get(scheme)
        if choices is None or text in choices:
            return text
        file = f"ontology/schemes/{scheme}.ttl"
        raise ValueError(f'"{text}" is not a concept of {file}{self._nearest(scheme, text, choices)}')

    def _nearest(self, where: str, text: str, choices: Mapping[str, str] | frozenset[str]) -> str:
        """Likeness is slow to reckon and one slip is often made many times: each is looked up once."""
        if (where, text) not in self._advice:
            self._advice[where, text] = nearest(text, sorted(choices))
        return self._advice[where, text]


def read_cell(table: str, column: Column, text: str, known: Known) -> tuple[tuple[str, ...], list[str]]:
    """The values in a cell and a message for each fault in it; references come back as current ids."""
    if not text:
        return (), [f"is blank; it must say: {column.meaning}"] if column.required else []
    kind, _, name = column.kind.partition(":")
    separator = _SEPARATORS.get(kind)
    values, faults = [], []
    for item in text.split(separator) if separator else [text]:
        try:
            values.append(_READERS[kind](item, name, known))
            _check_form(table, column.name, item)
            if separator:
                _check_item(item, separator, values)
        except ValueError as error:
            faults.append(str(error))
    return tuple(values), faults


def _check_form(table: str, column: str, text: str) -> None:
    pattern, words = _FORMS.get((table, column), (None, ""))
    if pattern is None and column == "id":
        pattern, words = _NAME, "letters, digits, points and hyphens"
    if pattern is not None and not re.fullmatch(pattern, text):
        raise ValueError(f'"{text}" is not {words}')


def _check_item(item: str, separator: str, values: list[str]) -> None:
    """An item of a list stands there once, without stray separators."""
    sign = separator.strip()
    if not item.strip() or item != item.strip() or sign in item:
        raise ValueError(f'"{item}": separate entries by "{separator}", each once, none empty')
    if values.count(values[-1]) > 1:
        raise ValueError(f'"{item}" is named twice')


def _text(item: str, _name: str, _known: Known) -> str:
    return item


def _date(item: str, _name: str, _known: Known) -> str:
    check_date(item)
    return item


def _integer(item: str, _name: str, _known: Known) -> str:
    if not re.fullmatch(r"-?(0|[1-9][0-9]*)", item):
        raise ValueError(f'"{item}" is not a whole number')
    return item


def _flag(item: str, _name: str, _known: Known) -> str:
    if item not in {"true", "false"}:
        raise ValueError(f'"{item}" is neither true nor false')
    return item


def _iri(item: str, _name: str, _known: Known) -> str:
    if not re.match(r"https?://[^/?#]", item):
        raise ValueError(f'"{item}" is not an absolute address that begins with http:// or https://')
    try:
        return pyoxigraph.NamedNode(item).value
    except ValueError as error:
        raise ValueError(f'"{item}" is not an address: {error}') from None


def _language(item: str, _name: str, _known: Known) -> str:
    if not _LANGUAGE.fullmatch(item):
        raise ValueError(f'"{item}" is not a language tag such as fr or zh-Hant')
    return item


def _reference(item: str, table: str, known: Known) -> str:
    return known.current_id(table, item)


def _concept(item: str, scheme: str, known: Known) -> str:
    return known.slug(scheme, item)


_READERS: Mapping[str, Callable[[str, str, Known], str]] = {
    "id": _text,
    "text": _text,
    "titles": _text,
    "list": _text,
    "date": _date,
    "integer": _integer,
    "flag": _flag,
    "iri": _iri,
    "language": _language,
    "ref": _reference,
    "refs": _reference,
    "concept": _concept,
    "concepts": _concept,
}


def read_schemes(folder: Path) -> tuple[dict[str, frozenset[str]], list[Problem]]:
    """The slugs of the concepts of each scheme that the tables need, and the faults of its file."""
    schemes: dict[str, frozenset[str]] = {}
    problems = []
    for name in sorted(_needed_schemes()):
        file = f"ontology/schemes/{name}.ttl"
        try:
            schemes[name] = _slugs(name, folder / f"{name}.ttl")
        except SyntaxError as error:
            problems.append(Problem(file, error.lineno or 0, "", error.msg))
        except OSError:
            problems.append(Problem(file, 0, "", "missing; the tables use its concepts"))
    return schemes, problems


def _slugs(scheme: str, path: Path) -> frozenset[str]:
    beginning, concept = iris.concept(scheme, ""), f"{namespaces.SKOS}Concept"
    subjects = (
        quad.subject.value
        for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)
        if quad.object == pyoxigraph.NamedNode(concept) and isinstance(quad.subject, pyoxigraph.NamedNode)
    )
    return frozenset(iri.removeprefix(beginning) for iri in subjects if iri.startswith(beginning))


def _needed_schemes() -> set[str]:
    kinds = (column.kind for table in BY_NAME.values() for column in table.columns)
    return {kind.partition(":")[2] for kind in kinds if kind.startswith("concept")} | set(PROVISION_SCHEMES)

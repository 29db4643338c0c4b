"""Each rule against the smallest graphs from which it derives something, or must not.

A case is ``cases/<rule>/<situation>.ttl``, and ``<situation>.expected.ttl`` is all that the rule derives
from it, after the rules before it. A case ``none.<situation>.ttl`` gives nothing and has no such file. Run
with ``WRITE_EXPECTED=1`` to write these files, and read the diff.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from mlat.build.derive import derive
from mlat.graph.namespaces import BASE, ONTOLOGY, XSD
from mlat.layout import find_layout

HERE = Path(__file__).parent
ONTOLOGY_FOLDER = find_layout().ontology
RULES = [re.sub(r"^\d+-", "", path.stem) for path in sorted((ONTOLOGY_FOLDER / "rules").glob("*.rq"))]
CASES = sorted(path for path in HERE.glob("cases/*/*.ttl") if not path.name.endswith(".expected.ttl"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_rule_derives_what_is_expected_and_nothing_else(case: Path) -> None:
    derived = derive({f"instrument/{case.name}": case.read_bytes()}, ONTOLOGY_FOLDER)
    found = _triples(derived[f"derived/{case.parent.name}.ttl"])
    expected = case.with_suffix(".expected.ttl")
    if os.environ.get("WRITE_EXPECTED") and found:
        expected.write_bytes(_written(found))
    assert found == (_triples(expected.read_bytes()) if expected.exists() else set())
    assert bool(found) != case.name.startswith("none.")


def test_every_rule_has_cases_with_and_without_a_result() -> None:
    kinds = {(case.parent.name, case.name.startswith("none.")) for case in CASES}
    assert kinds == {(rule, nothing) for rule in RULES for nothing in (True, False)}


def test_every_expectation_belongs_to_a_case() -> None:
    expected = {path.name.removesuffix(".expected.ttl") for path in HERE.glob("cases/*/*.expected.ttl")}
    assert expected <= {case.stem for case in CASES}


def _triples(turtle: bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}


def _written(triples: set[ox.Triple]) -> bytes:
    prefixes = {"mlat": ONTOLOGY, "xsd": XSD}
    turtle = ox.serialize(
        sorted(triples, key=str), format=ox.RdfFormat.TURTLE, prefixes=prefixes, base_iri=BASE
    )
    return turtle.replace(b"\t", b"    ")

"""Every example has the shapes that it illustrates."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlat.graph.validate import Shapes, read_shapes, validate
from mlat.layout import find_layout

ONTOLOGY = find_layout().ontology
EXAMPLES = sorted((ONTOLOGY / "examples").glob("*.ttl"))
KNOWN = [ONTOLOGY / "mlat.ttl", *sorted((ONTOLOGY / "schemes").glob("*.ttl"))]


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return read_shapes(sorted((ONTOLOGY / "shapes").glob("*.ttl")))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_example_conforms(example: Path, shapes: Shapes) -> None:
    findings = validate([*KNOWN, example], shapes)
    assert [str(finding) for finding in findings if finding.severity == "violation"] == []

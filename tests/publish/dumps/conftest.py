from __future__ import annotations

from pathlib import Path

import pytest

from mlat.build.tree import build, write
from mlat.layout import Layout
from mlat.publish.dumps.writing import write_dump

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """A small copy of the project: its ontology, and the tables of the fixtures."""
    made = Layout(tmp_path_factory.mktemp("project"))
    made.ontology.symlink_to(ROOT / "ontology")
    write(build(ROOT / "tests" / "fixtures" / "tables", made.ontology), made.turtle)
    return made


@pytest.fixture(scope="session")
def dumped(layout: Layout, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump of the small project."""
    folder = tmp_path_factory.mktemp("dumps") / "dump"
    write_dump(layout, folder, lambda line: None)
    return folder

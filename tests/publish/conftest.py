from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mlat.build.tree import build, write
from mlat.graph.namespaces import XSD
from mlat.layout import Layout
from mlat.publish.dumps.releases import write_release
from mlat.publish.dumps.writing import write_dump

ROOT = Path(__file__).parents[2]
FIRST, SECOND = "2026-11-20", "2026-11-26"
NEW = f'<jurisdiction/AAA> <http://www.w3.org/2000/01/rdf-schema#label> "A"@en ; <x:p> "1"^^<{XSD}integer> .'


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


@pytest.fixture(scope="session")
def releases(layout: Layout, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases: in the second, a record is new, one is gone, and one has another name."""
    root = tmp_path_factory.mktemp("releases")
    project = Layout(shutil.copytree(layout.root, root / "project", symlinks=True))
    write_release(project, root / "all", FIRST, lambda line: None)
    folder = project.turtle / "jurisdiction"
    (folder / "AAA.ttl").write_text(NEW)
    changed = folder / "ESP.ttl"
    changed.write_text(changed.read_text().replace('"Spain"@en', '"Iberia"@en'))
    (folder / "AND.ttl").unlink()
    write_release(project, root / "all", SECOND, lambda line: None)
    return root / "all"

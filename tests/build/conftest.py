from __future__ import annotations

import shutil
from pathlib import Path

import hypothesis
import pytest
from desk import FIXTURES, ROOT, Desk

from mlat.build.rows import Records, load_records

# A busy machine must not fail a property test.
hypothesis.settings.register_profile("no-deadline", deadline=None)
hypothesis.settings.load_profile("no-deadline")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(shutil.copytree(FIXTURES, tmp_path / "tables"))


@pytest.fixture(scope="session")
def records() -> Records:
    return load_records(FIXTURES, ROOT / "ontology")


@pytest.fixture(scope="session")
def ontology() -> Path:
    return ROOT / "ontology"

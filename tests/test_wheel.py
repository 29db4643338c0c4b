"""The wheel holds all that the package needs at run time."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "server" / "mlat"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names in a wheel that is built from this checkout, as pip would."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("folder", ["deploy", "queries", "web/static", "web/templates"])
def test_the_wheel_has_every_file_of_a_folder(wheel, folder):
    files = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in (PACKAGE / folder).rglob("*")
        if path.is_file()
    }
    assert files and files <= wheel


def test_the_wheel_brings_ontology_and_data(wheel):
    assert {"mlat/share/ontology/mlat.ttl", "mlat/share/data/tables/instruments.csv"} <= wheel


def test_the_wheel_has_no_sources_of_the_scripts(wheel):
    assert not [name for name in wheel if "node_modules" in name or name.startswith("assets/")]

"""The documents say what is true: commands, queries and the gate."""

from pathlib import Path

import pytest

from mlat.cli import COMMANDS
from mlat.graph.query_files import queries_folder, read_folder

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_gate_runs_the_test_command_of_the_readme():
    command = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest"
    assert command in README
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", read_folder(queries_folder("examples")))
def test_every_example_query_is_in_the_readme(name):
    assert f"| `{name}` |" in README


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name):
    assert f"`mlat {name}" in README

"""Programs that tests use and that a user's machine may lack; a gate has them all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def needs(program: str) -> str:
    """The path of a program; without it the test is skipped, or in a gate (``CI`` is set) fails."""
    found = shutil.which(program)
    if found is None:
        reason = f"{program} is not installed"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return found


def needs_packages(folder: Path) -> None:
    """See that the packages of a folder with a ``package.json`` are installed; else as for :func:`needs`."""
    if not (folder / "node_modules").is_dir():
        reason = f"the packages of {folder} are not installed: npm ci --prefix {folder}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)

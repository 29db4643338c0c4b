"""Programs that tests use and that a user's machine may lack; a gate has them all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def needs(program: str) -> str:
    """The path of a program; without it the test is skipped, or in a gate (``CI`` is set) fails."""
    return shutil.which(program) or _lacking(f"{program} is not installed")


def needs_packages(folder: Path) -> None:
    """See that the packages of a folder with a ``package.json`` are installed; else as for :func:`needs`."""
    if not (folder / "node_modules").is_dir():
        _lacking(f"packages are not installed: npm ci --prefix {folder}")


def _lacking(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)

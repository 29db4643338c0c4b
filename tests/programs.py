"""What tests use and a user's machine may lack; a gate has it all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def needs(program: str) -> str:
    """The path of a program; without it the test is skipped, or in a gate (``CI`` is set) fails."""
    return shutil.which(program) or _lacking(f"{program} is not installed")


def needs_folder(folder: Path, command: str) -> None:
    """That what a command installs is there; without it the test is skipped, or in a gate fails."""
    if not folder.is_dir():
        _lacking(f"not installed: {command}")


def _lacking(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)

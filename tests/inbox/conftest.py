from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest
from office import Office

# A busy machine must not fail a property test.
hypothesis.settings.register_profile("no-deadline", deadline=None)
hypothesis.settings.load_profile("no-deadline")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)

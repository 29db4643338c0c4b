"""The question answered over the project's own data."""

from __future__ import annotations

import pytest

from mlat.finder.find import Finder

pytestmark = pytest.mark.whole_data


def test_brazil_gets_bank_records_from_switzerland_and_the_authority_is_named(finder: Finder):
    question = finder.question("Brazil", "Switzerland", "bank-information", on="2026-11-26")
    answer = finder.find(question)
    giving = {basis.instrument.id for basis in answer.bases if basis.given == "yes"}
    assert giving == {"un-vienna-1988", "uncac-2003", "untoc-2000"}
    assert answer.bases[0].instrument.id == "bra-che-2004"
    assert answer.bases[0].given == "not-known"
    assert [authority.name for authority in answer.authorities] == ["Federal Office of Justice"]

"""The flags of ``mlat serve``; the server itself is tested in ``tests/web``."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlat.cli import main
from mlat.cli.serve import _graph
from mlat.settings import settings_table


def test_help_shows_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    for setting in settings_table():
        assert setting.flag in shown
        assert setting.variable in shown


def test_an_iri_may_hold_an_equals_sign() -> None:
    assert _graph("https://example.org/?a=b=c.ttl") == ("https://example.org/?a=b", Path("c.ttl"))


def test_a_graph_needs_an_iri_and_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--graph", "x.ttl"])
    assert "is not IRI=FILE" in capsys.readouterr().err

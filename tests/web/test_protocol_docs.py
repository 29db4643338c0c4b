"""The page about the protocol says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from mlat.graph.formats import FORMATS
from mlat.settings import Settings
from mlat.web.application import create_app
from mlat.web.failures import STATUS
from mlat.web.protocol import METHODS

PAGE = (Path(__file__).parents[2] / "server" / "PROTOCOL.md").read_text(encoding="utf-8")


def test_every_format_is_in_the_table() -> None:
    rows = [f"| {f.title} | {', '.join(f.names)} | {', '.join(f.media_types)} |" for f in FORMATS]
    assert re.findall(r"^\| .+ \| .+ \| .*/.* \|$", PAGE.split("## Formats")[1], re.MULTILINE) == rows


def test_every_status_of_an_error_is_in_the_table() -> None:
    told = {int(status) for status in re.findall(r"^\| (\d{3}) \|", PAGE, re.MULTILINE)}
    assert {status for _, status in STATUS} <= told


def test_methods_and_settings_that_it_names_exist() -> None:
    assert {"GET", "HEAD", "POST", "QUERY"} == set(METHODS) - {"OPTIONS"}
    for name in ("max-age", "metrics", "proxies"):
        assert f"`{name}`" in PAGE
        assert hasattr(Settings(), name.replace("-", "_"))


def test_addresses_that_it_names_exist(store: object) -> None:
    rules = {rule.rule for rule in create_app(store).url_map.iter_rules()}  # type: ignore[arg-type]
    assert set(re.findall(r"`(/[a-z]+)`", PAGE)) <= rules

"""The scripts of the pages: built from these sources, as locked, light, and asking no other host."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

SERVER = Path(__file__).parents[1] / "server"
SOURCES = SERVER / "assets"
STATIC = SERVER / "mlat" / "web" / "static"
LOCK = json.loads((STATIC / "vendor.lock.json").read_text(encoding="utf-8"))
TEXTS = [path for path in sorted(STATIC.rglob("*")) if path.suffix in {".js", ".css", ".svg"}]

#: What would make a browser ask another host. A namespace or a link that a reader follows is none of these.
OUTSIDE = re.compile(
    r"""@import|url\(\s*["']?https?:|\b(?:src|srcset)\s*=\s*["']https?:|<link\b[^>]*https?:"""
    r"""|\b(?:fetch|import|importScripts|sendBeacon|WebSocket|EventSource|Worker)\(\s*["'`](?:https?|wss?):"""
)
#: What the security policy forbids.
COMPUTED = re.compile(r"\beval\(|new Function\(|\bFunction\(\s*[\"'`]return")

#: The most that a view may load, in kilobytes of gzip, with what it is made of.
BUDGETS = {
    "charts.js": 40,
    "editor.js": 180,
    "map.js": 90,
    "network.js": 30,
    "share.js": 5,
    "suggest.js": 10,
    "tables.js": 10,
    "theme.js": 2,
    "timeline.js": 40,
}
DATA = {"map.js": ("vendor/countries-110m.json", "vendor/places.json")}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files(root: Path, *folders: str) -> dict[str, str]:
    found = [path for folder in folders for path in (root / folder).rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): sha256(path) for path in found}


def loaded(script: Path) -> set[Path]:
    """A script with all that it imports at once; what it imports later, when asked to, is not counted."""
    imports = re.findall(r"""(?:from|import)\s*"(\.[^"]+)\"""", script.read_text(encoding="utf-8"))
    return {script}.union(*(loaded((script.parent / name).resolve()) for name in imports))


def test_built_files_are_as_they_were_locked():
    assert files(STATIC, "scripts", "vendor") == LOCK["built"]


def test_sources_have_not_changed_since_the_build():
    assert files(SOURCES, "build", "scripts", "vendor") == LOCK["sources"], "npm run build, in server/assets"


def test_every_package_has_its_licence_beside_the_bundles():
    licences = (STATIC / "vendor" / "LICENSES.txt").read_text(encoding="utf-8")
    for package in LOCK["packages"]:
        assert f"{package['name']} {package['version']} ({package['licence']})\n" in licences
        assert package["licence"] in {"ISC", "MIT", "BSD-3-Clause"}
        assert package["integrity"].startswith("sha512-")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(STATIC).as_posix())
def test_nothing_asks_another_host_or_computes_code(path):
    text = path.read_text(encoding="utf-8")
    assert not OUTSIDE.search(text)
    assert not COMPUTED.search(text)


@pytest.mark.parametrize(("name", "kilobytes"), BUDGETS.items())
def test_a_view_stays_within_its_budget(name, kilobytes):
    parts = loaded(STATIC / "scripts" / name) | {STATIC / extra for extra in DATA.get(name, ())}
    assert sum(len(gzip.compress(path.read_bytes())) for path in parts) <= kilobytes * 1000


def test_every_script_has_a_budget():
    entries = {path.name for path in (STATIC / "scripts").glob("*.js") if not path.name.startswith("shared-")}
    assert entries == set(BUDGETS)

"""The arrows between the parts of the package, all of which lead to ``graph``; Flask under ``web`` only."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "server" / "mlat"
MODULES = sorted(PACKAGE.rglob("*.py"))
COMMON = {"mlat", "mlat.errors", "mlat.layout", "mlat.settings", "mlat.graph"}
#: What each part may import of the package; ``cli`` and the top level may import everything.
ALLOWED = {
    "graph": COMMON,
    "build": COMMON | {"mlat.build"},
    "finder": COMMON | {"mlat.finder"},
    "publish": COMMON | {"mlat.finder", "mlat.publish"},
    "web": COMMON | {"mlat.finder", "mlat.publish", "mlat.web"},
}
SPARQL = re.compile(r"\b(SELECT|CONSTRUCT|ASK|DESCRIBE)\b[^\n]*\b(WHERE|FROM)\b|\bPREFIX\s+\w*:\s*<")


def imported(module: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def part_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_part_imports_only_what_its_arrow_allows(module):
    allowed = ALLOWED.get(part_of(module))
    if allowed is None:
        return
    own = {".".join(name.split(".")[:2]) for name in imported(module) if name.split(".")[0] == "mlat"}
    assert own <= allowed


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_flask_is_imported_under_web_only(module):
    uses_flask = any(name.split(".")[0] in {"flask", "werkzeug"} for name in imported(module))
    assert not uses_flask or part_of(module) == "web"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_sparql_lies_in_query_files_and_not_in_python(module):
    strings = [
        node.value
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert not [text for text in strings if SPARQL.search(text)]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_stays_under_300_lines(module):
    assert len(module.read_text(encoding="utf-8").splitlines()) < 300

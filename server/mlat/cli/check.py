"""``mlat check``: everything that a change must pass, told at once."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence, Sized
from typing import TypeVar

import pyoxigraph as ox

from mlat.build.tables import read_tables
from mlat.build.tree import build, compare
from mlat.errors import InputError, Problem
from mlat.graph.checks import read_checks, run_check
from mlat.graph.loading import load_project
from mlat.graph.store import Store
from mlat.graph.validate import Finding, count_by_rule, read_shapes, validate
from mlat.layout import Layout, find_layout

_T = TypeVar("_T")

_EXAMPLES = """\
examples:
  mlat check                    tables, build, shapes and checks; lists violations, counts warnings
  mlat check --warnings         lists each warning too
  mlat check 2>/dev/null        without the progress
"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "check",
        description="Check that the tables are well formed, that the Turtle is what they make, that the "
        "graph has the shapes of ontology/shapes, and that it keeps the rules of ontology/checks. Exits with "
        "1 if anything is violated; warnings are advice.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--warnings", action="store_true", help="print each warning, not only their number")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run all checks and print what they find; returns 1 for a violation, else 0."""
    return check(find_layout(), every_warning=options.warnings)


def check(layout: Layout, *, every_warning: bool = False) -> int:
    """Check one copy of the project, findings on standard output; returns 1 for a violation, else 0."""
    problems = _step("tables", lambda: _tables(layout)) or _step("build", lambda: _build(layout))
    _print(problems)
    store = _step("graph", lambda: _graph(layout))
    findings = _step("shapes", lambda: _shapes(store, layout))
    findings += _step("checks", lambda: _checks(store, layout))
    findings.sort(key=lambda finding: finding.rank)
    violations = [finding for finding in findings if finding.severity == "violation"]
    _print(findings if every_warning else violations)
    print(summary(problems, findings))
    return 1 if problems or violations else 0


def summary(problems: Sequence[Problem], findings: Sequence[Finding]) -> str:
    """How much of what was found: a line for each rule that was broken, then the totals."""
    lines = [f"{count:>6}  {severity:<9}  {rule}" for severity, rule, count in count_by_rule(findings)]
    violations = sum(finding.severity == "violation" for finding in findings)
    totals = (
        f"{_number(problems, 'fault')} in tables and build, {_number(range(violations), 'violation')}, "
        f"{_number(range(len(findings) - violations), 'warning')}"
    )
    return "\n".join([*lines, totals])


def _tables(layout: Layout) -> tuple[list[Problem], str]:
    try:
        tables = read_tables(layout.tables)
    except InputError as error:
        return error.problems, _number(error.problems, "fault")
    return [], f"{sum(map(len, tables.values())):,} rows"


def _build(layout: Layout) -> tuple[list[Problem], str]:
    try:
        files = build(layout.tables, layout.ontology)
    except InputError as error:
        return error.problems, _number(error.problems, "fault")
    outdated = compare(files, layout.turtle)
    return outdated, f"{len(files)} files, {len(outdated)} out of date"


def _graph(layout: Layout) -> tuple[Store, str]:
    store = load_project(layout)
    return store, f"{store.size:,} triples"


def _shapes(store: Store, layout: Layout) -> tuple[list[Finding], str]:
    triples = (quad.triple for quad in store.quads() if quad.graph_name == ox.DefaultGraph())
    content = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    shapes = sorted((layout.ontology / "shapes").glob("*.ttl"))
    findings = validate([content or b""], read_shapes(shapes))
    return findings, f"{_number(shapes, 'file')}, {_number(findings, 'finding')}"


def _checks(store: Store, layout: Layout) -> tuple[list[Finding], str]:
    rules = read_checks(layout.ontology / "checks")
    findings = [finding for rule in rules for finding in run_check(store, rule)]
    return findings, f"{_number(rules, 'rule')}, {_number(findings, 'finding')}"


def _step(name: str, work: Callable[[], tuple[_T, str]]) -> _T:
    """Do one step and tell of it on standard error: its name at once, then its outcome and its seconds."""
    started = time.monotonic()
    print(f"{name:<8}", end="", file=sys.stderr, flush=True)
    told = "failed"
    try:
        result, told = work()
    finally:
        print(f"{told:<36}{time.monotonic() - started:6.1f} s", file=sys.stderr)
    return result


def _print(lines: Sequence[object]) -> None:
    for line in lines:
        print(line)


def _number(things: Sized, name: str) -> str:
    return f"{len(things):,} {name}{'' if len(things) == 1 else 's'}"

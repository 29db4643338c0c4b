"""Triples to files: which file holds what, the folder swapped as a whole, and the test for drift."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mlat.build.catalogue import FILE as CATALOGUE
from mlat.build.catalogue import catalogue
from mlat.build.derive import derive
from mlat.build.describe import dataset_facts, newest_day, source_facts, source_problems
from mlat.build.rows import Record, Records, load_records
from mlat.build.tables import shown
from mlat.build.triples import facts_of, with_participations
from mlat.build.triples.columns import record_node
from mlat.build.turtle import Fact, write_turtle
from mlat.errors import InputError, Problem

Plan = dict[str, bytes]

_DATASET = "dataset.ttl"
_IN_DATASET = frozenset({"sources", "aliases"})


@dataclass(frozen=True)
class Changes:
    """How many files a write wrote, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


def build(tables: Path, ontology: Path) -> Plan:
    """Every generated file by its path in ``data/turtle``; raises InputError with all faults found."""
    records = load_records(tables, ontology)
    if problems := list(source_problems(records, f"{shown(tables)}/{{}}.csv")):
        raise InputError(problems)
    files = plan(records)
    files |= derive(files, ontology)
    return {**files, CATALOGUE: catalogue(files, ontology, newest_day(records) or "today")}


def plan(records: Records) -> Plan:
    """The files that the records make, without derived facts."""
    records = with_participations(records)
    homes = {record_node(name, record.id): _home(record, records) for name, record in _located(records)}
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    for record, its_facts in facts_of(records):
        home = _home(record, records)
        for fact in its_facts:
            # A law says of an instrument that it implements it: that is told where the instrument is.
            facts[homes.get(fact[0], home)].append(fact)
    facts[_DATASET] += [*dataset_facts(records), *source_facts(records)]
    return {path: write_turtle(facts[path]) for path in sorted(facts)}


def _located(records: Records) -> Iterator[tuple[str, Record]]:
    for name, rows in records.items():
        yield from ((name, record) for record in rows.values() if name != "aliases")


def _home(record: Record, records: Records) -> str:
    """The file that holds a record."""
    if record.table in _IN_DATASET:
        return _DATASET
    if record.table == "statements":
        return _home(records[record.one("table")][record.one("record")], records)
    if record.table == "jurisdictions":
        return f"jurisdiction/{record.id}.ttl"
    if record.table == "designations":
        return _home(records["authorities"][record.one("authority_id")], records)
    if record.table in {"authorities", "laws"}:
        return f"jurisdiction/{record.one('jurisdiction')}.ttl"
    instrument = (
        record if record.table == "instruments" else records["instruments"][record.one("instrument_id")]
    )
    folder = instrument.one("party_a") if instrument.one("party_b") else "multilateral"
    return f"instrument/{folder}/{instrument.id}.ttl"


def write(plan: Mapping[str, bytes], folder: Path) -> Changes:
    """Make the folder's Turtle files the planned ones.

    The files are written beside the folder, which is then swapped: a failure leaves the last good output.
    A file with the same bytes keeps its time, so that tools see what changed. Files of other kinds stay.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    present = {path.relative_to(folder).as_posix() for path in _turtle_files(folder)}
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        unchanged = sum(_put(name, content, folder, beside / "new") for name, content in plan.items())
        _keep_others(folder, beside / "new")
        _swap(folder, beside)
    finally:
        shutil.rmtree(beside)
    return Changes(len(plan) - unchanged, unchanged, len(present - plan.keys()))


def compare(plan: Mapping[str, bytes], folder: Path) -> list[Problem]:
    """A Problem for each file of the folder that isn't what the tables make; none where it is up to date."""
    problems = []
    for name, content in plan.items():
        path = folder / name
        if not path.is_file():
            problems.append(Problem(shown(path), 0, "", "missing; run `mlat build`"))
        elif (written := path.read_bytes()) != content:
            line = _first_difference(written, content)
            problems.append(Problem(shown(path), line, "", "is not what the tables make; run `mlat build`"))
    for path in _turtle_files(folder):
        if path.relative_to(folder).as_posix() not in plan:
            problems.append(
                Problem(shown(path), 0, "", "no row of the tables makes this file; run `mlat build`")
            )
    return sorted(problems)


def _turtle_files(folder: Path) -> Iterator[Path]:
    return folder.rglob("*.ttl")


def _put(name: str, content: bytes, old: Path, new: Path) -> bool:
    """Write one file under ``new``; True where it is the old one again."""
    path, before = new / PurePosixPath(name), old / PurePosixPath(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if before.is_file() and before.read_bytes() == content:
        shutil.copy2(before, path)
        return True
    path.write_bytes(content)
    return False


def _keep_others(old: Path, new: Path) -> None:
    new.mkdir(exist_ok=True)
    for path in old.rglob("*"):
        if path.is_file() and path.suffix != ".ttl":
            kept = new / path.relative_to(old)
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, kept)


def _swap(folder: Path, beside: Path) -> None:
    """Put ``beside/new`` in the folder's place; the old one goes back if that fails."""
    if not folder.exists():
        (beside / "new").replace(folder)
        return
    folder.replace(beside / "old")
    try:
        (beside / "new").replace(folder)
    except OSError:
        (beside / "old").replace(folder)
        raise


def _first_difference(written: bytes, wanted: bytes) -> int:
    """The first line, from 1, in which two files differ."""
    lines, others = written.split(b"\n"), wanted.split(b"\n")
    pairs = enumerate(zip(lines, others, strict=False), start=1)
    return next((line for line, (a, b) in pairs if a != b), min(len(lines), len(others)) + 1)

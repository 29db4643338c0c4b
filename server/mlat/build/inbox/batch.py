"""Reads a folder of source tables; every fault of form in every file is told at once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mlat.build.inbox.drafts import Cells, Journal, Origin
from mlat.build.inbox.jurisdictions import OPTIONAL_COLUMNS
from mlat.build.tables import nearest, shown
from mlat.errors import InputError, Problem

#: Family (the beginning of a file's name) to the columns that its files must have.
FAMILIES: Mapping[str, str] = {
    "instruments": "id,kind,title_en,titles_other,party_a,party_b,signed,place_signed,in_force,terminated,"
    "status,citations,depositary,text_url,source_url,source_as_of,note",
    "participation": "instrument_id,party,signed,consent_kind,consent_date,in_force,denounced,source_url,"
    "source_as_of,note",
    "declarations": "instrument_id,party,kind,article,summary,date,source_url,note",
    "authorities": "jurisdiction,name_en,name_local,parent,role,instrument_ids,address,phone,email,website,"
    "languages,channels,source_url,source_as_of,note",
    "provisions": "instrument_id,provision,slug,article,modality,source_url,note",
    "jurisdictions": "alpha3,alpha2,m49,kind,un_member,part_of,historic,successors,name_en,wikidata_qid,"
    "source",
    "entry-into-force-rules": "instrument_id,general_in_force,threshold,general_rule_kind,general_rule_value,"
    "party_rule_kind,party_rule_value,article_general,article_party,source_url,note",
    "entry-into-force-observed": "instrument_id,party,consent_kind,consent_date,in_force,source_url,note",
    "coverage": "instrument_id,coverage,as_of,note",
}
#: The columns that they may have. Any other column is left out, and the report says so.
_OPTIONAL: Mapping[str, str] = {
    "declarations": "source_as_of",
    "provisions": "source_as_of",
    "entry-into-force-rules": "source_as_of",
    "entry-into-force-observed": "source_as_of,signed,denounced",
    "jurisdictions": ",".join(OPTIONAL_COLUMNS),
}
_REASONS = {("coverage", "rows"): "counted from the tables themselves, by `mlat stats`"}

#: What the white space rule below leaves of the control characters; XML can't carry them.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


@dataclass(frozen=True)
class SourceRow:
    """One row of a batch, with the family of its file."""

    family: str
    origin: Origin
    cells: Cells


def read_batch(folder: Path, journal: Journal) -> list[SourceRow]:
    """All rows of all CSV files of ``folder``, in order of file name; white space in a cell is one space.

    Raises InputError with every problem: no such folder, no CSV file, a name of no known family, bytes that
    are not UTF-8, a missing column, a row with too many or too few cells, a control character.
    """
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() == ".csv")
    if not files:
        raise InputError([Problem(shown(folder), 0, "", "is not a folder with CSV files to import")])
    problems: list[Problem] = []
    rows = [row for file in files for row in _read_file(file, problems, journal)]
    if problems:
        raise InputError(problems)
    return rows


def family_of(name: str) -> str | None:
    """The family of a file by its name: ``participation-world-2.csv`` is ``participation``."""
    stem = name.lower().removesuffix(".csv")
    return next((family for family in FAMILIES if stem == family or stem.startswith(f"{family}-")), None)


def _read_file(file: Path, problems: list[Problem], journal: Journal) -> Iterator[SourceRow]:
    family = family_of(file.name)
    if family is None:
        known = ", ".join(f"{name}-*.csv" for name in FAMILIES)
        advice = nearest(file.stem, FAMILIES)
        problems.append(
            Problem(
                shown(file), 0, "", f"is of no known kind; files are named {known} (without -* too){advice}"
            )
        )
        return
    text = _read_text(file, problems)
    if text is None:
        return
    records = _records(file, text, problems)
    line, header = next(records, (1, []))
    if not _check_header(file, family, line, header, problems):
        return
    for name in header:
        if name not in _columns(family):
            reason = _REASONS.get((family, name), "no column of the tables is for it")
            journal.note("Columns left out, and why", file.name, f"{name}: {reason}")
    for line, cells in records:
        if len(cells) != len(header):
            problems.append(
                Problem(shown(file), line, "", f"has {len(cells)} cells, the header {len(header)}")
            )
            continue
        row = dict(zip(header, cells, strict=True))
        problems += [
            Problem(shown(file), line, name, f"has the control character U+{ord(found[0]):04X}")
            for name, cell in row.items()
            if (found := _CONTROL.search(cell))
        ]
        yield SourceRow(family, Origin(file.name, line), row)


def _read_text(file: Path, problems: list[Problem]) -> str | None:
    """The text of a file, with or without a byte order mark; None where the bytes aren't UTF-8."""
    content = file.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(Problem(shown(file), line, "", f"is not UTF-8 at byte {error.start}"))
        return None


def _records(file: Path, text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Each record that isn't blank, with the line on which it starts: a quoted cell may run over lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            trimmed = [" ".join(cell.split()) for cell in cells]
            if any(trimmed):
                yield start, trimmed
            start = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(shown(file), start, "", f"can't be read as CSV from here on: {error}"))


def _check_header(file: Path, family: str, line: int, header: list[str], problems: list[Problem]) -> bool:
    """Whether the rows can be read by this header; adds a problem for each column missing or repeated."""
    missing = [name for name in FAMILIES[family].split(",") if name not in header]
    repeated = sorted({name for name in header if header.count(name) > 1})
    problems += [Problem(shown(file), line, name, "is missing from the header") for name in missing]
    problems += [Problem(shown(file), line, name, "stands in the header twice") for name in repeated]
    return not missing and not repeated


def _columns(family: str) -> list[str]:
    return FAMILIES[family].split(",") + _OPTIONAL.get(family, "").split(",")

"""Reads a folder of source tables; every fault of every file is told at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mlat.build.inbox.drafts import Cells, Origin
from mlat.errors import InputError, Problem

_INSTRUMENT = (
    "id,kind,title_en,titles_other,party_a,party_b,signed,place_signed,in_force,terminated,status,citations,"
    "depositary,text_url,source_url,source_as_of,note"
)
#: Family (the beginning of a file's name) to the columns it must have.
FAMILIES: dict[str, str] = {
    "instruments": _INSTRUMENT,
    "participation": "instrument_id,party,signed,consent_kind,consent_date,in_force,denounced,source_url,"
    "source_as_of,note",
    "declarations": "instrument_id,party,kind,article,summary,date,source_url,note",
    "authorities": "jurisdiction,name_en,name_local,parent,role,instrument_ids,address,phone,email,website,"
    "languages,channels,source_url,source_as_of,note",
    "provisions": "instrument_id,provision,slug,article,modality,source_url,note",
    "jurisdictions": "alpha3,alpha2,m49,kind,un_member,part_of,historic,successors,name_en,wikidata_qid,source",
    "entry-into-force-rules": "instrument_id,general_in_force,threshold,general_rule_kind,general_rule_value,"
    "party_rule_kind,party_rule_value,article_general,article_party,source_url,note",
    "entry-into-force-observed": "instrument_id,party,consent_kind,consent_date,in_force,source_url,note",
    "coverage": "instrument_id,rows,coverage,as_of,note",
}


@dataclass(frozen=True)
class SourceRow:
    """One row of a batch, with the family of its file."""

    family: str
    origin: Origin
    cells: Cells


def read_batch(folder: Path) -> list[SourceRow]:
    """All rows of all CSV files of ``folder``, in order of file name.

    Raises InputError with every problem: no such folder, no CSV file, a name of no known family, bytes that
    are not UTF-8, a missing column, a row with too many or too few cells.
    """
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    if not files:
        raise InputError([Problem(str(folder), 0, "", "is not a folder with CSV files to import")])
    problems: list[Problem] = []
    rows = [row for file in files for row in _read_file(file, problems)]
    if problems:
        raise InputError(problems)
    return rows


def family_of(name: str) -> str | None:
    """The family of a file by its name: ``participation-world-2.csv`` is ``participation``."""
    fitting = [family for family in FAMILIES if name.startswith(family)]
    return max(fitting, key=len, default=None)


def _read_file(file: Path, problems: list[Problem]) -> Iterator[SourceRow]:
    family = family_of(file.name)
    if family is None:
        known = ", ".join(f"{name}*.csv" for name in FAMILIES)
        problems.append(Problem(str(file), 0, "", f"is of no known kind; files are named {known}"))
        return
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        problems.append(Problem(str(file), line, "", f"is not UTF-8 at byte {error.start}"))
        return
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, [])
    missing = [name for name in FAMILIES[family].split(",") if name not in header]
    if missing:
        problems.append(Problem(str(file), 1, ", ".join(missing), "is missing from the header"))
        return
    line = reader.line_num + 1
    for cells in reader:
        if len(cells) != len(header):
            problems.append(Problem(str(file), line, "", f"has {len(cells)} cells, the header {len(header)}"))
        else:
            stripped = (" ".join(cell.split()) for cell in cells)
            yield SourceRow(family, Origin(file.name, line), dict(zip(header, stripped, strict=True)))
        line = reader.line_num + 1

"""``mlat import``: merge a folder of source tables into ``data/tables``."""

from __future__ import annotations

import argparse
import csv
import datetime
import io
import sys
from collections.abc import Mapping
from pathlib import Path

from mlat.build.inbox.drafts import Cells
from mlat.build.inbox.importer import import_batch
from mlat.build.schema import BY_NAME
from mlat.layout import find_layout

_EXAMPLES = """\
examples:
  mlat import ~/inbox                       merge every CSV file of a folder into data/tables
  mlat import ~/inbox --dry-run             show what would be merged, write nothing
"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "import",
        help="merge a batch of source tables into data/tables",
        description="Merge a batch of source tables into data/tables, by id; the report tells what became of each row.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, help="folder with CSV files (instruments-*.csv, participation-*.csv, ...)")
    parser.add_argument("--tables", type=Path, default=find_layout().tables, help="tables to merge into")
    parser.add_argument("--report", type=Path, help="where the report goes (default: a new file in data/imports)")
    parser.add_argument("--date", default=None, help="day on which new rows are recorded (default: today)")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, print the report")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Merge, then write all tables and the report, or print the report only."""
    today = options.date or datetime.date.today().isoformat()
    print(f"importing {options.folder} into {options.tables}", file=sys.stderr)
    imported = import_batch(options.folder, options.tables, today)
    if options.dry_run:
        print(imported.report)
        return 0
    files = {options.tables / f"{name}.csv": _bytes(name, rows) for name, rows in imported.tables.items()}
    files[options.report or _new_report(options.tables.parent / "imports", f"{today}-{options.folder.resolve().name}")] = (
        imported.report.encode()
    )
    _replace(files)
    print(imported.summary, file=sys.stderr)
    print("now: mlat build && mlat check", file=sys.stderr)
    return 0


def _new_report(folder: Path, stem: str) -> Path:
    """A report of its own for each import; an earlier one of the same day is not overwritten."""
    names = (folder / f"{stem}{suffix}.md" for suffix in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(path for path in names if not path.exists())


def _bytes(name: str, rows: Mapping[str, Cells]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, BY_NAME[name].header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows[key] for key in sorted(rows))
    return out.getvalue().encode()


def _replace(files: Mapping[Path, bytes]) -> None:
    """Write every file beside its place first, then move all: a failure leaves the old files."""
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".new").write_bytes(content)
    for path in files:
        path.with_suffix(".new").replace(path)

"""``mlat import``: merge a folder of source tables into ``data/tables``."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import itertools
import sys
from collections.abc import Mapping
from pathlib import Path

from mlat.build.inbox.importer import import_batch
from mlat.build.schema import BY_NAME
from mlat.build.tables import format_table, shown
from mlat.errors import InputError, Problem
from mlat.layout import find_layout

_EXAMPLES = """\
examples:
  mlat import ~/inbox --dry-run             show what would be merged, write nothing
  mlat import ~/inbox                       merge every CSV file of a folder into data/tables
  mlat import ~/inbox --date 2026-11-20     the same, and record new rows under that day

The form of the files and the rule of merging stand in data/README.md. A batch with faults is refused as a
whole: every fault is told with file, line and column, and the tables stay as they are.
"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "import",
        description="Merge a batch of source tables into data/tables. Importing it twice changes nothing; "
        "the report tells what became of each row.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "folder", type=Path, help="folder with CSV files (instruments-*.csv, participation-*.csv, ...)"
    )
    parser.add_argument(
        "--tables", type=Path, default=find_layout().tables, metavar="DIR", help="folder of the CSV tables"
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="where the report goes (default: a new file in imports, beside the tables)",
    )
    parser.add_argument(
        "--date",
        type=datetime.date.fromisoformat,
        default=None,
        help="day on which new rows are recorded, such as 2026-11-20 (default: today)",
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing, print the report")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Merge, then write all tables and the report, or print the report only; raises InputError."""
    today = (options.date or datetime.date.today()).isoformat()
    print(f"importing {shown(options.folder)} into {shown(options.tables)}", file=sys.stderr)
    imported = import_batch(options.folder, options.tables, find_layout().ontology, today)
    if options.dry_run:
        print(imported.report)
        return 0
    files = {
        options.tables / f"{name}.csv": format_table(BY_NAME[name], rows.values())
        for name, rows in imported.tables.items()
    }
    stem = f"{today}-{options.folder.resolve().name}"
    report = options.report or _new_report(options.tables.parent / "imports", stem)
    _replace(files | {report: imported.report.encode()})
    print(imported.summary, file=sys.stderr)
    print(f"report: {shown(report)}\nnow: mlat build && mlat check", file=sys.stderr)
    return 0


def _new_report(folder: Path, stem: str) -> Path:
    """A report of its own for each import; an earlier one of the same day is not overwritten."""
    names = (folder / f"{stem}-{number}.md" for number in itertools.count(2))
    first = folder / f"{stem}.md"
    return next(path for path in names if not path.exists()) if first.exists() else first


def _replace(files: Mapping[Path, bytes]) -> None:
    """Write what differs beside its place first, then move all; a failure leaves the files as they were."""
    old: dict[Path, bytes | None] = {}
    new: dict[Path, Path] = {}
    moved: list[Path] = []
    try:
        old |= {path: path.read_bytes() if path.exists() else None for path in files}
        new |= {path: path.with_name(f"{path.name}.new") for path in files if files[path] != old[path]}
        for path, beside in new.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(files[path])
        for path, beside in new.items():
            beside.replace(path)
            moved.append(path)
    except OSError as error:
        for path in moved:
            _restore(path, old[path])
        for beside in new.values():
            with contextlib.suppress(OSError):
                beside.unlink()
        message = f"can't be written: {error.strerror}; all tables are as they were"
        raise InputError([Problem(str(error.filename or "data"), 0, "", message)]) from error


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)

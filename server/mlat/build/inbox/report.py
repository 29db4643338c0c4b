"""The import report: what a batch changed, in words, for a file in ``data/imports``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from mlat.build.inbox.batch import SourceRow
from mlat.build.inbox.drafts import Journal

_INTRODUCTION = """\
# Import report

Written by `mlat import`. Every row of the batch is in the tables as a record, as part of a merged record, or
named below with the reason why not. The rule of merging stands in `data/README.md`.
"""


def render(
    rows: Iterable[SourceRow], journal: Journal, before: Mapping[str, int], after: Mapping[str, int]
) -> str:
    """The report in Markdown: rows read by file, records by table, then each remark under its heading."""
    lines = [_INTRODUCTION, "## Rows read", "", "| file | rows |", "| --- | ---: |"]
    lines += [
        f"| {file} | {count} |" for file, count in sorted(Counter(row.origin.file for row in rows).items())
    ]
    lines += ["", "## Records", "", "| table | before | after |", "| --- | ---: | ---: |"]
    lines += [f"| {name} | {before[name]} | {after[name]} |" for name in after]
    for kind in dict.fromkeys(remark.kind for remark in journal.remarks):
        entries = list(dict.fromkeys(f"- {remark.where}: {remark.text}" for remark in journal.of_kind(kind)))
        lines += ["", f"## {kind} ({len(entries)})", "", *entries]
    return "\n".join(lines) + "\n"


def summary(journal: Journal) -> str:
    """One line a heading, for the terminal."""
    counts = Counter(remark.kind for remark in journal.remarks)
    return "\n".join(f"  {count:5} {kind.lower()}" for kind, count in counts.items())

"""What a draft refers to: an instrument that the tables do not hold is told, and made good later."""

from __future__ import annotations

import re
from collections.abc import Container

from mlat.build.inbox.drafts import Draft, Journal, Tables

_REMARK = "names instrument {}, which the tables do not hold"
_REMARKED = re.compile(_REMARK.format(r"(\S+)"))


def hold(draft: Draft, tables: Tables, journal: Journal) -> bool:
    """Whether a draft can be kept; of several instruments named, the unknown ones move to its note."""
    return _is_news(draft, tables) and _hold_instruments(draft, tables["instruments"], journal)


def _is_news(draft: Draft, tables: Tables) -> bool:
    """A statement against a record is none once the record has its value."""
    cells = draft.cells
    if draft.table != "statements":
        return True
    return tables[cells["table"]][cells["record"]][cells["column"]] != cells["value"]


def _hold_instruments(draft: Draft, known: Container[str], journal: Journal) -> bool:
    instrument = draft.cells.get("instrument_id", "")
    if instrument and instrument not in known:
        text = f"{draft.table}: names instrument {instrument}, which the tables do not hold"
        journal.note("Rows left out, and why", str(draft.origin), text)
        return False
    if named := draft.cells.get("instruments", ""):
        missing = [text for text in named.split("; ") if text not in known]
        for text in missing:
            journal.note("References left out, and why", str(draft.origin), f"no instrument {text}")
        draft.cells["instruments"] = "; ".join(text for text in named.split("; ") if text in known)
        remarks = [draft.cells["note"], *map(_REMARK.format, missing)]
        draft.cells["note"] = "; ".join(filter(None, remarks))
    return True


def restore(tables: Tables, journal: Journal) -> None:
    """Move instruments that the tables hold by now from the notes of designations to their own column."""
    for cells in tables["designations"].values():
        found = [text for text in _REMARKED.findall(cells["note"]) if text in tables["instruments"]]
        if found:
            entries = cells["note"].split("; ")
            cells["note"] = "; ".join(text for text in entries if text not in map(_REMARK.format, found))
            named = {*filter(None, cells["instruments"].split("; ")), *found}
            cells["instruments"] = "; ".join(sorted(named))
            journal.note("References restored", f"designations/{cells['id']}", ", ".join(found))

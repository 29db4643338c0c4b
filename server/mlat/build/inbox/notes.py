"""Notes as they go into the tables: without the remarks by which files of a batch speak of each other."""

from __future__ import annotations

import re

_FILE = r"[\w-]+\.csv"
#: What such a remark becomes. The report tells which rows were merged; readers of the tables see no batch.
_REMARKS = (
    (rf"Completes/corrects {_FILE}(?: \([^()]*\))?(?:: |; )?", ""),
    (rf"completes the row of the same id in {_FILE}", "from this source"),
    (rf"row only to carry titles of [^;]*; facts are in {_FILE}(?:; )?", ""),
    (rf"as recorded by another \w+ in {_FILE}", "as recorded with the instrument"),
    (rf"(recorded in|by way of|date from|number from) {_FILE}", r"\1 the instrument's row"),
    (r"New row(?:; |$)", ""),
    (r" and shared with the us-uk file", ""),
    (r"(?:the )?year in the id (?:comes )?from the \w+", "year in the id is provisional"),
    (r"year from the id given to all \w+", "year in the id is provisional"),
    (r"(status page \d+) and the \w+", r"\1"),
    (r"the project seed files|the seed files", "the founding articles"),
    (r"\bseed table\b", "founding table"),
    (r"from the seed\b", "from the founding article"),
)


def own_words(note: str) -> str:
    """A batch's note in words that stand by themselves, each remark once."""
    for pattern, replacement in _REMARKS:
        note = re.sub(pattern, replacement, note)
    return "; ".join(dict.fromkeys(part.strip() for part in note.split("; ") if part.strip(" ;")))

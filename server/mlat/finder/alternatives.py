"""What is left where there is no treaty: paths, and laws of the requested side."""

from __future__ import annotations

from mlat.finder.answer import Law, Path
from mlat.finder.asking import iri
from mlat.finder.case import Case
from mlat.finder.records import IDENTIFIER, LABEL, NOTE, OTHER_LABEL, gather


def find_paths(case: Case) -> tuple[Path, ...]:
    """The paths that need no treaty, with what may stand in their way; raises EvaluationError."""
    describe = case.describe
    return tuple(
        Path(
            describe.concept(way.path),
            way.definition,
            tuple(describe.concept(obstacle) for obstacle in way.obstacles),
        )
        for way in case.background.ways_out
    )


def read_laws(case: Case) -> tuple[Law, ...]:
    """The laws of the requested side that give effect to no particular instrument; raises EvaluationError."""
    rows = case.asker.rows("laws", jurisdiction=iri(case.requested))
    tied = {row.iri("law") for row in rows if row["implements"]}
    language = case.question.language
    return tuple(
        Law(
            iri=law.iri,
            id=law.one(IDENTIFIER) or law.iri,
            title=law.text(LABEL, language) or law.text(OTHER_LABEL, language) or law.iri,
            citation=law.one("citationText"),
            paths=tuple(case.describe.concept(path) for path in law.all("opensPath")),
            note=law.text(NOTE),
            source=law.source,
        )
        for law in gather(rows, "law").values()
        if law.iri not in tied
    )

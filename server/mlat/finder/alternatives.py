"""What is left where there is no treaty: paths, and laws of the requested side."""

from __future__ import annotations

from mlat.finder.answer import Law, Path
from mlat.finder.asking import Asker, iri
from mlat.finder.background import Background
from mlat.finder.describing import Describer
from mlat.finder.records import IDENTIFIER, LABEL, NOTE, OTHER_LABEL, gather


def paths(background: Background, describer: Describer) -> tuple[Path, ...]:
    """The paths that need no treaty; raises EvaluationError."""
    return tuple(
        Path(
            describer.concept(way.path),
            way.definition,
            tuple(describer.concept(obstacle) for obstacle in way.obstacles),
        )
        for way in background.ways_out
    )


def read_laws(asker: Asker, describer: Describer, requested: str) -> tuple[Law, ...]:
    """The laws of a jurisdiction that give effect to no particular instrument; raises EvaluationError."""
    rows = asker.rows("laws", jurisdiction=iri(requested))
    tied = {row.iri("law") for row in rows if row["implements"]}
    return tuple(
        Law(
            law.iri,
            law.one(IDENTIFIER) or law.iri,
            law.text(LABEL, describer.language) or law.text(OTHER_LABEL, describer.language) or law.iri,
            law.one("citationText"),
            tuple(describer.concept(path) for path in law.all("opensPath")),
            law.text(NOTE),
            law.source,
        )
        for law in gather(rows, "law").values()
        if law.iri not in tied
    )

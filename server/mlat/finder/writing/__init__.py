"""An answer in each of the formats that it can be asked for: one table, as for the graph's own formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mlat.errors import UnknownName
from mlat.finder.answer import Answer
from mlat.finder.asking import Asker
from mlat.finder.writing.csv_out import to_csv
from mlat.finder.writing.json_out import NOTICE, as_dictionary, to_json
from mlat.finder.writing.rdf_out import to_rdf
from mlat.finder.writing.text_out import to_text
from mlat.graph.formats import AnswerKind, Format, formats_for

__all__ = ["FORMATS", "NOTICE", "AnswerFormat", "as_dictionary", "named_format"]


@dataclass(frozen=True)
class AnswerFormat:
    """A way to write an answer; names and media types as those of :class:`mlat.graph.formats.Format`."""

    title: str
    names: tuple[str, ...]
    media_types: tuple[str, ...]
    write: Callable[[Answer, Asker], bytes]

    @property
    def suffix(self) -> str:
        """The suffix of addresses and files in this format, without the dot."""
        return self.names[0]

    @property
    def media_type(self) -> str:
        """The canonical media type."""
        return self.media_types[0]


def _rdf(form: Format) -> AnswerFormat:
    return AnswerFormat(
        form.title, form.names, form.media_types, lambda answer, asker: to_rdf(answer, asker, form)
    )


#: In the order of preference; where two share a name or a media type, the first has it.
FORMATS: tuple[AnswerFormat, ...] = (
    AnswerFormat("JSON", ("json",), ("application/json",), lambda answer, asker: to_json(answer)),
    AnswerFormat("CSV", ("csv",), ("text/csv",), lambda answer, asker: to_csv(answer)),
    AnswerFormat("Text", ("text", "txt"), ("text/plain",), lambda answer, asker: to_text(answer).encode()),
    *(_rdf(form) for form in formats_for(AnswerKind.GRAPH) if form.iri),
)


def named_format(name: str) -> AnswerFormat:
    """The format that a short name or a media type means; raises UnknownName with those on offer."""
    wanted = name.strip().lower()
    for form in FORMATS:
        if wanted in form.names or wanted in form.media_types:
            return form
    offer = [form.suffix for form in FORMATS]
    raise UnknownName(f"no format {name!r} for an answer; there are {', '.join(offer)}", offer)

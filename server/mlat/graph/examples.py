"""The example queries as texts that can be run as they are."""

from __future__ import annotations

from mlat.graph.binding import insert_values
from mlat.graph.parameters import Trusting, resolve_all
from mlat.graph.query_files import QueryFile


def runnable_text(query: QueryFile, today: str = "today") -> str:
    """The text without its header, with the values of its example where it has parameters.

    ``today`` is the day that stands for a default of today: an ISO date makes the text the same every day.

    :raises QueryError: for an example that gives a value of the wrong type, or not all that are required.
    """
    lines = [line for line in query.text.splitlines() if not line.startswith("#+")]
    text = "\n".join(lines).strip() + "\n"
    dated = {parameter.name: today for parameter in query.parameters if parameter.default == "today"}
    bindings = resolve_all(query, dated | dict(query.example), Trusting())
    return insert_values(text, bindings) if bindings else text

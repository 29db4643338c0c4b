"""Signatures and acts of consent as QuickStatements, for a person to review before they go to Wikidata.

The form is version 1 of the tool's commands: fields with tabs between them, ``P`` for properties and
qualifiers, ``S`` for the parts of a reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlat.graph.parameters import resolve_all
from mlat.graph.query_files import queries_folder, read_folder
from mlat.graph.store import Store

_ENTITY = "http://www.wikidata.org/entity/"
#: Of the treaty's item: signatory, and "ratified by", which there means accession and the like too.
_PROPERTIES = {"signature": "P1891", "consent": "P6193"}
_POINT_IN_TIME, _REFERENCE_URL, _RETRIEVED = "P585", "S854", "S813"


def quickstatements(store: Store, instrument: str = "") -> Iterator[str]:
    """One line for each dated signature and act of consent whose both sides have an item in Wikidata.

    :raises UnknownName: for an instrument that doesn't exist; names the nearest.
    """
    query = read_folder(queries_folder("wikidata"))["participations"]
    bindings = resolve_all(query, {"instrument": instrument} if instrument else {}, store)
    for row in store.table(query.text, bindings=bindings).rows:
        treaty, act, state, date, page, recorded = (getattr(term, "value", "") for term in row)
        yield "\t".join(
            (
                treaty.removeprefix(_ENTITY),
                _PROPERTIES[act],
                state.removeprefix(_ENTITY),
                _POINT_IN_TIME,
                wikidata_time(date),
                _REFERENCE_URL,
                f'"{page}"',
                _RETRIEVED,
                wikidata_time(recorded),
            )
        )


def wikidata_time(date: str) -> str:
    """A day, a month or a year as Wikidata writes it: unknown parts are 00, and the precision says so."""
    precision = {1: 9, 2: 10, 3: 11}[date.count("-") + 1]
    year, month, day = [*date.split("-"), "00", "00"][:3]
    return f"+{year}-{month}-{day}T00:00:00Z/{precision}"

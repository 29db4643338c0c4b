"""Bilateral, regional or universal: the one place that says how this follows from the data.

An instrument between two parties is bilateral. A multilateral one is universal where its depositary is the
Secretary-General of the United Nations, or where it is cited from the list of treaties deposited there
(MTDSG).
Any other is regional: made within an organisation or a region, though it may be open to others, as the
Convention on Cybercrime is.
"""

from __future__ import annotations

from mlat.finder.dossiers import Dossier
from mlat.finder.statements import Group
from mlat.graph.iris import concept

_UNIVERSAL_DEPOSITARY = "Secretary-General of the United Nations"
_UNIVERSAL_SERIES = concept("citation-scheme", "mtdsg")


def group_of(dossier: Dossier) -> Group:
    """The group of an instrument."""
    if dossier.bilateral:
        return Group.BILATERAL
    deposited = _UNIVERSAL_DEPOSITARY in (dossier.instrument.one("depositary") or "")
    listed = any(citation.one("citationScheme") == _UNIVERSAL_SERIES for citation in dossier.citations)
    return Group.UNIVERSAL if deposited or listed else Group.REGIONAL

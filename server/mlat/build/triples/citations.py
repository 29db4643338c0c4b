"""Official citations: which series a printed citation belongs to, and the IRI that it is given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

#: The first pattern that fits names the scheme; narrower ones stand before wider ones.
_SCHEMES: tuple[tuple[str, str], ...] = (
    ("tias", r"\bTIAS\b"),
    ("treaty-doc", r"\bTreaty Doc\."),
    ("executive-report", r"\bExec\. (Rpt|Rept)\."),
    ("ets", r"\bC?ETS No\."),
    ("unts", r"\bUNTS\b"),
    ("un-registration", r"\bUN registration\b"),
    ("mtdsg", r"\bMTDSG\b"),
    ("united-nations-resolution", r"\bA/RES/|\bUNGA resolution\b"),
    ("oas", r"\bOAS\b"),
    ("cap-525", r"\bCap\. 525"),
    ("statutory-rules", r"\bSR (19|20)\d\d No\."),
    ("select-legislative-instruments", r"\bSLI (19|20)\d\d No\."),
    ("sr", r"\bSR 0\.\d"),
    ("cts", r"\bCTS (19|20)\d\d\b"),
    ("canada-treaty-number", r"\bE10\d{4}\b"),
    ("ats", r"\bATS \d"),
    ("ust", r"\b\d+ UST \d"),
    ("ilm", r"\b\d+ ILM \d"),
    ("uk-treaty-series", r"\b(Cm|Cmd|Cmnd) \d|^Treaty Series No\.|^Country Series "),
    ("oj", r"\bOJ [CL]\b"),
    ("boe", r"\bBOE-"),
    ("bgbl", r"\bBGBl\."),
    ("dof", r"\bDOF \d"),
    ("other", r"\bCouncil Act\b"),
    (
        "national-law",
        r"\b(Act|Law|Ley|Lei|Loi|Legge|Decree|Decreto|Regulations?|Gazette|Gaceta|Moniteur|Notice)\b"
        r"|\bLGBl\.|\bBBl \d|\bL\.N\. \d|[Dd]écret|Resolução|Закон|\bSb\. m\. s\.|\bZ\. z\.|\bDz\.U\.|\bFEK\b"
        r"|\bSÖ \d|\bprop\. \d|\bbet\. \d|\bAS \d{4} \d|\bLR 0\.\d|\bSR \d{4}/\d|[Rr]atification law"
        r"|\bConstitutional Court\b|\bSentencia\b",
    ),
)


def scheme_of(text: str) -> str:
    """The concept of scheme ``citation-scheme`` that a citation as printed belongs to."""
    return next((scheme for scheme, pattern in _SCHEMES if re.search(pattern, text)), "other")


def with_keys(citations: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each citation with the last part of its IRI: its letters and digits, numbered where two are alike."""
    taken: set[str] = set()
    for text in citations:
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "citation"
        numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
        key = next(candidate for candidate in numbered if candidate not in taken)
        taken.add(key)
        yield key, text

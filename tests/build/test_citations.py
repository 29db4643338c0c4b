from __future__ import annotations

import re
from pathlib import Path

import pytest

from mlat.build.cells import read_schemes
from mlat.build.triples.citations import scheme_of, with_keys

PRINTED = {
    "TIAS 10-201.49": "tias",
    "Senate Treaty Doc. 98-25": "treaty-doc",
    "Exec. Rept. 110-13": "executive-report",
    "Exec. Rpt. 105-22": "executive-report",
    "ETS No. 030": "ets",
    "CETS No. 208": "ets",
    "UNTS vol. 472, p. 185": "unts",
    "414 UNTS": "unts",
    "UN registration No. 38493": "un-registration",
    "MTDSG XVIII-12-a": "mtdsg",
    "A/RES/79/243": "united-nations-resolution",
    "UNGA resolution 45/117": "united-nations-resolution",
    "OAS Treaty Series No. 75": "oas",
    "Cap. 525K (Hong Kong)": "cap-525",
    "Australia: SR 1990 No. 311": "statutory-rules",
    "Australia: SLI 2006 No. 292": "select-legislative-instruments",
    "Switzerland: SR 0.351.942.3": "sr",
    "New Zealand: SR 2000/15": "national-law",
    "CTS 1990 No. 3": "cts",
    "E101626": "canada-treaty-number",
    "[1999] ATS 10": "ats",
    "27 UST 2019": "ust",
    "24 ILM 1539": "ilm",
    "Treaty Series No. 66 (1961), Cmnd 1446": "uk-treaty-series",
    "Morocco No. 2 (2013), Cm 8682": "uk-treaty-series",
    "OJ L 39, 12.2.2010, p. 20": "oj",
    "BOE-A-1993-15744": "boe",
    "BGBl. III Nr. 107/1998 (Austria)": "bgbl",
    "DOF 2006-11-29": "dof",
    "LGBl. 2003 Nr. 149": "national-law",
    "Ley 24.034 (Argentina)": "national-law",
    "Décret présidentiel 06-465 of 2006-12-11 (Algeria)": "national-law",
    "Закон 472/96-ВР of 1996-11-01 (Ukraine)": "national-law",
    "Council Act of 29 May 2000": "other",
    "PE/4/2023/REV/1": "other",
}


@pytest.mark.parametrize(("text", "scheme"), PRINTED.items())
def test_a_printed_citation_belongs_to_its_series(text: str, scheme: str) -> None:
    assert scheme_of(text) == scheme


def test_every_series_is_a_concept_and_every_concept_a_series_that_is_tested(ontology: Path) -> None:
    concepts = (ontology / "schemes" / "citation-scheme.ttl").read_text(encoding="utf-8")
    slugs = set(
        re.findall(r"^<https://w3id.org/mlat/citation-scheme/(\S+)> a skos:Concept", concepts, re.MULTILINE)
    )
    assert set(PRINTED.values()) == slugs


def test_two_citations_alike_in_letters_and_digits_get_two_keys() -> None:
    keys = [key for key, _ in with_keys(["TIAS 10-734", "TIAS 10/734", "Закон", "法律"])]
    assert keys == ["tias-10-734", "tias-10-734-2", "citation", "citation-2"]


def test_a_scheme_file_that_is_missing_is_told(tmp_path: Path) -> None:
    _, problems = read_schemes(tmp_path)
    assert "ontology/schemes/status.ttl: missing; the tables use its concepts" in map(str, problems)

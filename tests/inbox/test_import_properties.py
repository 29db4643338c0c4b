"""What holds for any batch: importing it again changes nothing, and the order of files decides little."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import hypothesis.strategies as st
from hypothesis import given, settings
from office import KINDS, Office

DATES = st.sampled_from(["", "2000", "2000-12", "2000-12-12", "2000-12-15", "2001"])
URLS = st.sampled_from(
    [*(f"https://{kind}.example/{page}" for kind in KINDS for page in "12"), "https://new.example"]
)
NOTES = st.sampled_from(["", "one", "one; two", "title is a description; two", "low certainty"])
INSTRUMENTS = st.sampled_from(["untoc-2000", "coe-030", "mlat-hkg-usa-1997", "unheard-of"])
ARTICLES = st.sampled_from(["", "5", "5(1)"])
SOURCED = {"source_url": URLS, "note": NOTES}
ROWS = {
    "instruments": st.fixed_dictionaries(
        SOURCED
        | {
            "title_en": st.sampled_from(["Agreement", "Treaty", "Pact"]),
            "titles_other": st.sampled_from(["", "fr: Accord", "fr: Accord; de: Abkommen"]),
            "signed": DATES,
            "citations": st.sampled_from(["", "A 1", "A 1; B 2", "B 2"]),
        }
    ),
    "participation": st.fixed_dictionaries(
        SOURCED
        | {
            "instrument_id": INSTRUMENTS,
            "party": st.sampled_from(["CHE", "FRA"]),
            "signed": DATES,
            "in_force": DATES,
            "consent_kind": st.sampled_from(["", "ratification", "accession"]),
        }
    ),
    "declarations": st.fixed_dictionaries(
        SOURCED | {"article": ARTICLES, "summary": st.sampled_from(["a", "b", "c"]), "date": DATES}
    ),
    "provisions": st.fixed_dictionaries(
        SOURCED | {"article": ARTICLES, "modality": st.sampled_from(["", "mandatory", "optional"])}
    ),
    "authorities": st.fixed_dictionaries(
        SOURCED
        | {
            "name_en": st.sampled_from(["Office of Justice", "Office of Justice (FOJ)", "Court"]),
            "role": st.sampled_from(["", "central authority", "central authority; judicial authority"]),
            "instrument_ids": st.lists(INSTRUMENTS, max_size=2).map("; ".join),
            "phone": st.sampled_from(["", "1", "2"]),
            "languages": st.sampled_from(["", "French", "German, French"]),
        }
    ),
}
FILES = st.dictionaries(
    st.tuples(st.sampled_from(sorted(ROWS)), st.sampled_from(["a", "b", "a-2"])), st.none(), max_size=5
).flatmap(
    lambda names: st.fixed_dictionaries(
        {f"{family}-{name}.csv": st.lists(ROWS[family], min_size=1, max_size=4) for family, name in names}
    )
)
PARTICIPATION = st.lists(ROWS["participation"], min_size=2, max_size=len(KINDS))


@contextmanager
def new_office() -> Iterator[Office]:
    with tempfile.TemporaryDirectory() as folder:
        yield Office(Path(folder) / "office")


@settings(max_examples=60)
@given(FILES.filter(bool))
def test_importing_twice_is_importing_once(files: dict[str, list[dict[str, str]]]) -> None:
    with new_office() as office:
        for name, rows in files.items():
            office.put(name, *rows)
        office.receive()
        once = office.content()
        office.receive()
        assert office.content() == once


@settings(max_examples=40)
@given(PARTICIPATION, st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter_to_better_sources(
    rows: list[dict[str, str]], random: Random
) -> None:
    results = []
    for shuffled in (False, True):
        names = [f"participation-{letter}.csv" for letter in "abcde"[: len(rows)]]
        if shuffled:
            random.shuffle(names)
        with new_office() as office:
            for name, kind, row in zip(names, KINDS, rows, strict=False):
                office.put(name, row | {"source_url": f"https://{kind}.example/1"})
            office.receive()
            results.append(office.content())
    assert results[0] == results[1]

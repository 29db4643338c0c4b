"""Batches that can't be used: all their faults are told, and the tables stay as they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from office import GOVERNMENT, PRESS, Office

Refusal = Callable[[], list[str]]

HEADER = b"instrument_id,coverage,as_of,note\n"


@pytest.fixture
def refused(office: Office, capsys: pytest.CaptureFixture[str]) -> Refusal:
    """A function that imports a batch, which must be refused, and returns the lines of the complaint."""

    def run() -> list[str]:
        before = office.content()
        capsys.readouterr()
        assert office.run() == 1
        assert office.content() == before
        assert not office.report.exists()
        lines = capsys.readouterr().err.splitlines()[1:]
        return [line.removeprefix(f"{office.batch.as_posix()}/") for line in lines]

    return run


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("covrage.csv", b"", "covrage.csv: is of no known kind; files are named "),
        ("coveragesheet.csv", b"", "coveragesheet.csv: is of no known kind; files are named "),
        ("coverage.csv", b"", "coverage.csv:1:instrument_id: is missing from the header"),
        ("coverage.csv", HEADER + b"x,partial,,\xe9", "coverage.csv:2: is not UTF-8 at byte 45"),
        ("coverage.csv", HEADER + b"\nx,y\n", "coverage.csv:3: has 2 cells, the header 4"),
        ("coverage.csv", b"coverage,note\n", "coverage.csv:1:as_of: is missing from the header"),
        ("coverage.csv", b"note," + HEADER, "coverage.csv:1:note: stands in the header twice"),
        ("coverage.csv", HEADER + b'x,"partial,,\n\n', "coverage.csv:2: can't be read as CSV"),
        ("coverage.csv", HEADER + b"x,partial,,\x00", "coverage.csv:2:note: has the control character"),
        ("coverage.csv", HEADER + b"x,partial,," + b"y" * 200_000, "coverage.csv:2: can't be read as CSV"),
    ],
)  # fmt: skip
def test_faults_of_form(office: Office, refused: Refusal, name: str, content: bytes, message: str) -> None:
    (office.batch / name).write_bytes(content)
    assert any(line.startswith(message) for line in refused())


def test_an_empty_folder_is_no_batch(office: Office, refused: Refusal) -> None:
    (line,) = refused()
    assert line.endswith("batch: is not a folder with CSV files to import")


@pytest.mark.parametrize(
    ("file", "row", "messages"),
    [
        ("participation-a.csv", {"party": "CHX"}, ['party: "CHX" is not an id of jurisdictions.csv']),
        ("participation-a.csv", {"party": "C/H"}, ['party: "C/H" is not an id of jurisdictions.csv']),
        ("participation-a.csv", {"party": ""}, ["party: is blank; it must say: "]),
        ("participation-a.csv", {"denounced": "2020-13"}, ['denounced: "2020-13" is not a date']),
        ("participation-a.csv", {"signed": "12/12/2000"}, ['signed: "12/12/2000" is not a date']),
        ("participation-a.csv", {"consent_kind": "ratified"}, ['consent_kind: "ratified" is not a concept']),
        ("participation-a.csv", {"source_url": ""}, ["source_url: is blank; it must say: "]),
        ("participation-a.csv", {"source_url": "http://[x"}, ['source_url: "http://[x" is not an address']),
        ("participation-a.csv", {"source_url": "https://w3id.org/mlat/source/nobody"},
         ["source_url: no prefix in sources.csv begins"]),
        ("provisions-a.csv", {"slug": "taking-evidnce"}, ['slug: "taking-evidnce" is not a concept']),
        ("provisions-a.csv", {"provision": "right"}, ['provision: "right" is not one of']),
        ("declarations-a.csv", {"kind": "reserve", "summary": ""},
         ['kind: "reserve" is not a concept', "summary: is blank"]),
        ("authorities-a.csv", {"jurisdiction": "XX"}, ['jurisdiction: "XX" is not an id']),
        ("authorities-a.csv", {"name_en": ""}, ["name_en: is blank"]),
        ("entry-into-force-rules.csv",
         {"party_rule_kind": "days-after-deposit", "party_rule_value": "ninety"},
         ['party_rule_value: "ninety" is no number']),
        ("coverage.csv", {"coverage": "all"}, ['coverage: "all" is not a concept']),
        ("instruments-a.csv", {"id": "HKG USA"}, ['id: "HKG USA" is not small letters']),
        ("instruments-a.csv", {"id": ""}, ["id: is blank"]),
        ("instruments-a.csv", {"party_b": ""}, ["party_b: is blank; a bilateral instrument"]),
        ("instruments-a.csv", {"party_a": "HKG", "party_b": "HKG"}, ['party_b: "HKG" is party_a as well']),
        ("jurisdictions.csv", {"alpha3": "deu"}, ['alpha3: "deu" is not three capital letters']),
        ("jurisdictions.csv", {"source": "hearsay"}, ["source: is blank"]),
        ("jurisdictions.csv", {"withdrawn": "never", "qid_sources": "hearsay=Q1"},
         ["qid_sources: is blank", 'withdrawn: "never" is not a date']),
    ],
)  # fmt: skip
def test_impossible_cells_are_told_at_their_place(
    office: Office, refused: Refusal, file: str, row: dict[str, str], messages: list[str]
) -> None:
    office.put(file, {} if file == "instruments-a.csv" and "id" in row else row, row)
    lines = [line for line in refused() if line.startswith(f"{file}:")]
    found = [line.split(":", 2)[2] for line in dict.fromkeys(lines)]
    assert len(found) >= len(messages)
    assert all(any(text.startswith(message) for text in found) for message in messages), found


def test_every_fault_is_told_at_once(office: Office, refused: Refusal) -> None:
    office.put("participation-a.csv", {}, {"party": "FRA", "signed": "soon"}, {"party": "XXX"})
    office.put("provisions-a.csv", {"slug": "nothing", "modality": "never"})
    places = [line.rsplit(": ")[0].partition(": ")[0] for line in refused()]
    assert places == [
        "participation-a.csv:3:signed",
        "participation-a.csv:4:party",
        "provisions-a.csv:2:modality",
        "provisions-a.csv:2:slug",
    ]


@pytest.mark.parametrize("source", [GOVERNMENT, PRESS])
def test_a_value_that_would_not_stand_is_looked_at_too(office: Office, refused: Refusal, source: str) -> None:
    office.put("participation-a.csv", {"consent_date": "2006-10-27"})
    office.put("participation-b.csv", {"consent_date": "2006-10-32", "source_url": source})
    (line,) = refused()
    assert line.startswith('participation-b.csv:2:consent_date: "2006-10-32" is not a date')


def test_faulty_tables_are_told_before_the_batch(office: Office, refused: Refusal) -> None:
    office.edit("instruments", "untoc-2000", status="fine")
    office.put("participation-a.csv", {"party": "XXX"})
    (line,) = refused()
    assert (
        line.endswith(':status: "fine" is not a concept of ontology/schemes/status.ttl') or "nearest" in line
    )
    assert "instruments.csv:3:status" in line


@pytest.mark.parametrize("encode", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(
    office: Office, encode: Callable[[str], str]
) -> None:
    office.put("participation-a.csv", {"note": "a  note\twith spaces"})
    path = office.batch / "participation-a.csv"
    path.write_bytes(encode(path.read_text(encoding="utf-8") + "\n,,,,,,,,,\n").encode())
    path.rename(office.batch / "Participation-A.CSV")
    office.receive()
    assert office.row("participation", "untoc-2000/CHE")["note"] == "a note with spaces"
    assert all(b"\r" not in content for content in office.content().values())

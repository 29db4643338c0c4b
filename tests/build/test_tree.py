from __future__ import annotations

import random
from pathlib import Path

import pytest
from desk import FIXTURES, Desk

from mlat.build.rows import Records
from mlat.build.tree import Changes, build, compare, plan, write
from mlat.errors import InputError

FILE = "instrument/HKG/hkg-usa-1997.ttl"
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def files(records: Records) -> dict[str, bytes]:
    return plan(records)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize(
    "path", sorted(path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.ttl"))
)
def test_a_file_is_as_reviewed(files: dict[str, bytes], path: str) -> None:
    """After a wanted change, copy the new file over the old one; the diff is what to review."""
    assert files[path].decode() == (GOLDEN / path).read_text(encoding="utf-8")


def test_each_record_lies_in_the_file_of_its_instrument_or_jurisdiction(files: dict[str, bytes]) -> None:
    assert {
        FILE,
        "instrument/multilateral/untoc-2000.ttl",
        "instrument/EUE/eu-japan-mla-2009.ttl",
    } <= files.keys()
    assert {"jurisdiction/HKG.ttl", "dataset.ttl"} <= files.keys()
    assert b"<https://w3id.org/mlat/instrument/hkg-usa-1997/suspension/HKG-2020-08-20>\n" in files[FILE]
    assert b"mlat:implementedBy <https://w3id.org/mlat/law/hkg-cap-525-usa>" in files[FILE]
    assert b"<https://w3id.org/mlat/law/hkg-cap-525-usa>\n" in files["jurisdiction/HKG.ttl"]
    assert b"<https://w3id.org/mlat/statement/s0c4590924e29>\n" in files["jurisdiction/SJM.ttl"]


def test_no_subject_lies_in_two_files(files: dict[str, bytes]) -> None:
    subjects = [line for text in files.values() for line in text.splitlines() if line.startswith(b"<")]
    assert len(subjects) == len(set(subjects))


def test_the_order_of_records_changes_no_byte(records: Records, files: dict[str, bytes]) -> None:
    shuffled = {
        name: dict(random.Random(7).sample(list(rows.items()), len(rows))) for name, rows in records.items()
    }
    assert plan(shuffled) == files


def test_a_second_write_touches_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "turtle"
    assert write(files, folder) == Changes(len(files), 0, 0)
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*.ttl")}
    assert write(files, folder) == Changes(0, len(files), 0)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.ttl")} == times
    assert compare(files, folder) == []


def test_files_whose_rows_are_gone_are_removed_and_others_stay(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "turtle"
    write({**files, "instrument/XXX/gone.ttl": b"#\n"}, folder)
    (folder / "README.md").write_text("kept", encoding="utf-8")
    assert write(files, folder) == Changes(0, len(files), 1)
    assert content(folder) == {**files, "README.md": b"kept"}
    assert [path.name for path in tmp_path.iterdir()] == ["turtle"]


def test_a_failing_write_leaves_the_last_good_output(files: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "turtle"
    write(files, folder)
    with pytest.raises(TypeError):
        write({**files, "zzz.ttl": None}, folder)  # type: ignore[dict-item]
    assert content(folder) == files
    assert [path.name for path in tmp_path.iterdir()] == ["turtle"]


def test_a_failing_swap_puts_the_last_good_output_back(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "turtle"
    write(files, folder)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError("no")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="no"):
        write({FILE: b"#\n"}, folder)
    assert content(folder) == files


def test_drift_is_told_file_by_file(files: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "turtle"
    write(files, folder)
    (folder / FILE).write_bytes(files[FILE].replace(b"1997-04-15", b"1997-04-16", 1))
    (folder / "jurisdiction/HKG.ttl").unlink()
    (folder / "stray.ttl").write_bytes(b"")
    told = [str(problem).removeprefix(f"{folder.as_posix()}/") for problem in compare(files, folder)]
    line = files[FILE].split(b"1997-04-15")[0].count(b"\n") + 1
    assert told == [
        f"{FILE}:{line}: is not what the tables make; run `mlat build`",
        "jurisdiction/HKG.ttl: missing; run `mlat build`",
        "stray.ttl: no row of the tables makes this file; run `mlat build`",
    ]


def test_a_source_without_a_publisher_is_told_with_its_row(desk: Desk, ontology: Path) -> None:
    line = desk.line("participation", "untoc-2000/AND")
    desk.set("participation", "untoc-2000/AND", source_url="https://treaties.example.net/1")
    with pytest.raises(InputError) as caught:
        build(desk.folder, ontology)
    (problem,) = caught.value.problems
    assert (Path(problem.file).name, problem.line, problem.column) == (
        "participation.csv",
        line,
        "source_url",
    )
    assert (
        problem.message == 'no prefix in sources.csv begins "treaties.example.net/1"; add its publisher there'
    )


@pytest.mark.parametrize("name", ["source/nobody", "source/nobody/x"])
def test_a_source_may_be_a_publisher_of_the_table_only(desk: Desk, ontology: Path, name: str) -> None:
    desk.set("participation", "untoc-2000/AND", source_url="https://w3id.org/mlat/source/wikipedia")
    build(desk.folder, ontology)
    desk.set("participation", "untoc-2000/AND", source_url=f"https://w3id.org/mlat/{name}")
    with pytest.raises(InputError, match=r"sources\.csv"):
        build(desk.folder, ontology)


def test_the_longest_prefix_names_the_publisher(desk: Desk, ontology: Path) -> None:
    desk.set("sources", "zz-wide", title="Wide", kind="other", prefixes="a.example; b.example")
    desk.set("sources", "zz-narrow", title="Narrow", kind="other", prefixes="a.example/x")
    for row, url in (
        ("AND", "http://a.example/x/1"),
        ("AFG", "http://a.example/xy"),
        ("AGO", "http://b.example?q"),
    ):
        desk.set("participation", f"untoc-2000/{row}", source_url=url)
    text = build(desk.folder, ontology)["dataset.ttl"].decode()
    publishers = {block.split(">")[0]: block for block in text.split("\n<")}
    assert "source/zz-narrow>" in publishers["http://a.example/x/1"]
    assert "source/zz-wide>" in publishers["http://a.example/xy"]
    assert "source/zz-wide>" in publishers["http://b.example?q"]


def test_the_data_set_has_a_licence_and_its_graphs(files: dict[str, bytes]) -> None:
    block = files["dataset.ttl"].split(b"<https://w3id.org/mlat/dataset>\n")[1].split(b"\n.\n")[0].decode()
    assert "dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> ;" in block
    assert 'dcterms:modified "2026-11-20"^^xsd:date ;' in block
    assert block.count("<https://w3id.org/mlat/graph/") == 7


def test_a_build_of_faulty_tables_makes_nothing(desk: Desk, ontology: Path) -> None:
    assert build(FIXTURES, ontology)
    desk.set("participation", "untoc-2000/AND", signed="soon")
    with pytest.raises(InputError):
        build(desk.folder, ontology)

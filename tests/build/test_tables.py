from __future__ import annotations

from pathlib import Path

import pytest
from desk import FIXTURES, Desk
from hypothesis import given
from hypothesis import strategies as some

from mlat.build.schema import ALIASES, BY_NAME
from mlat.build.tables import Row, format_table, read_tables, scan_tables
from mlat.errors import InputError

HEADER = ",".join(ALIASES.header)
ORDER = "the columns stand in another order"
REST = "the lines below were not read"


def aliases(folder: Path, content: str | bytes) -> list[str]:
    """What reading says of an ``aliases.csv`` with this content."""
    (folder / "aliases.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    place = f"{folder.as_posix()}/"
    return [str(problem).removeprefix(place) for problem in scan_tables(folder).problems]


@pytest.mark.parametrize("name", BY_NAME)
def test_the_fixture_tables_are_written_the_one_way(name: str) -> None:
    rows = read_tables(FIXTURES)[name]
    assert format_table(BY_NAME[name], rows) == (FIXTURES / f"{name}.csv").read_bytes()


def test_the_fixture_tables_fill_every_column_that_any_source_fills() -> None:
    tables = read_tables(FIXTURES)
    empty = {
        f"{name}.{column}" for name, rows in tables.items() for column in BY_NAME[name].header
        if not any(row[column] for row in rows)
    }  # fmt: skip
    assert empty <= {
        "participation.ended", "suspensions.suspended_until", "suspensions.source_as_of",
        "provisions.source_as_of", "declarations.source_as_of", "rules.source_as_of",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (f"{HEADER}\na,b,c,\xff\n".encode("latin-1"), f"2:: byte {len(HEADER) + 7} (0xff) is not UTF-8"),
        (f"\ufeff{HEADER}\n", "1:: begins with a byte order mark; write UTF-8 without one"),
        (f"{HEADER}\na,b,c,d\r\n", "2:: has a carriage return; end lines with LF alone"),
        ("id,table,now,reason\n", f"1:: the header must be {HEADER} (missing: current; unknown: now)"),
        ("id,table,reason,current\n", f"1:: the header must be {HEADER} ({ORDER})"),
        ("", f"1:: the header must be {HEADER} (missing: id, table, current, reason)"),
        (f"{HEADER}\na,b,c\n", "2:: the row has 3 cells; the header has 4"),
        (f"{HEADER}\na,b,c,d,e\n", "2:: the row has 5 cells; the header has 4"),
        (f"{HEADER}\n\na,b,c,d\n", "2:: the row is blank; remove it"),
        (f"{HEADER}\na,b,c ,d\n", "2:current: has spaces before or after the text"),
        (f"{HEADER}\na,b,c,d\te\n", "2:reason: has the control character U+0009"),
        (f"{HEADER}\na,b,c,d\na,b,c,d\n", '3:id: "a" is already the id of line 2'),
        (f"{HEADER}\nb,b,c,d\na,b,c,d\n", '3:id: "a" must stand before "b": rows are sorted by id'),
        (f"{HEADER}\na,b,c,d\nb,b,\"c\",d\n", "3:: not written the one way: should be b,b,c,d"),
        (f"{HEADER}\na,b,c,d", "2:: not written the one way: should be LF at the end of the file"),
        (f'{HEADER}\na,b,c,"d\n', f"2:: can't be read as CSV: unexpected end of data; {REST}"),
        (f'{HEADER}\na,b,c,"d"x\n', f"2:: can't be read as CSV: ',' expected after '\"'; {REST}"),
    ],
)  # fmt: skip
def test_a_fault_of_form_is_told_with_its_place(desk: Desk, content: str | bytes, problem: str) -> None:
    place, _, message = problem.partition(": ")
    assert f"aliases.csv:{place.removesuffix(':')}: {message}" in aliases(desk.folder, content)


def test_a_row_is_counted_from_where_it_starts_though_cells_run_over_lines(desk: Desk) -> None:
    content = f'{HEADER}\na,b,c,"first\nsecond\nthird"\nb,b,c ,d\n'
    assert aliases(desk.folder, content) == ["aliases.csv:5:current: has spaces before or after the text"]
    assert [row.line for row in scan_tables(desk.folder).tables["aliases"]] == [2, 5]


def test_a_missing_and_an_unknown_table_are_told(desk: Desk) -> None:
    (desk.folder / "laws.csv").rename(desk.folder / "law.csv")
    assert [fault.partition(":")[0] for fault in desk.faults()] == ["law.csv", "laws.csv"]
    assert "no such table is known; nearest: laws" in desk.faults()[0]


def test_faults_of_all_files_are_told_at_once(desk: Desk) -> None:
    (desk.folder / "laws.csv").write_bytes(b"\xff")
    (desk.folder / "rules.csv").write_bytes(b"id\n")
    with pytest.raises(InputError) as caught:
        read_tables(desk.folder)
    assert [Path(problem.file).name for problem in caught.value.problems] == ["laws.csv", "rules.csv"]


def test_a_file_is_named_from_the_current_folder(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.folder.parent)
    (desk.folder / "laws.csv").unlink()
    assert scan_tables(desk.folder).problems[0].file == "tables/laws.csv"


_CELL = some.text(
    alphabet=some.characters(exclude_categories=["Cc", "Cs"], include_characters="\n"), max_size=20
)
_ROW = some.fixed_dictionaries({name: _CELL.map(str.strip) for name in ALIASES.header})


@given(rows=some.lists(_ROW, unique_by=lambda row: row["id"], max_size=6))
def test_what_is_written_is_read_back(
    rows: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("written")
    (folder / "aliases.csv").write_bytes(format_table(ALIASES, rows))
    scan = scan_tables(folder)
    assert [problem for problem in scan.problems if problem.line] == []
    assert [row.cells for row in scan.tables["aliases"]] == sorted(rows, key=lambda row: row["id"])


@given(
    rows=some.permutations(
        [Row(0, {"id": key, "table": "t", "current": "c", "reason": ""}) for key in "aBcé"]
    )
)
def test_the_order_of_rows_is_that_of_code_points(rows: list[Row]) -> None:
    lines = format_table(ALIASES, rows).decode().splitlines()
    assert [line[0] for line in lines[1:]] == ["B", "a", "c", "é"]

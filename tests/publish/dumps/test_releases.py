"""Dated releases, and what changed from one to the next."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from mlat.errors import PublishError
from mlat.graph.loading import read_quads
from mlat.layout import Layout
from mlat.publish.dumps.manifest import read_manifest
from mlat.publish.dumps.releases import dated_folders, write_release

FIRST, SECOND = "2026-11-20", "2026-11-26"


def quiet(line: str) -> None:
    """Tell nobody."""


def section(releases: Path, record: str) -> str:
    text = (releases / SECOND / "changes.md").read_text()
    return text.split(f"\n## {record}")[1].split("\n## ")[0]


def test_latest_is_the_newest(releases: Path) -> None:
    assert list(dated_folders(releases)) == [SECOND, FIRST]
    assert (releases / "latest").resolve() == (releases / SECOND).resolve()
    assert sorted(path.name for path in releases.iterdir()) == [FIRST, SECOND, "latest"]


def test_a_release_never_changes(releases: Path, layout: Layout) -> None:
    with pytest.raises(PublishError, match="give another --date"):
        write_release(layout, releases, FIRST, quiet)


@pytest.mark.parametrize("date", ["2026-02-30", "today", "20261126", "../2026-11-26", ""])
def test_a_date_is_a_day(tmp_path: Path, layout: Layout, date: str) -> None:
    with pytest.raises(PublishError, match="is not a day"):
        write_release(layout, tmp_path, date, quiet)
    assert list(tmp_path.iterdir()) == []


def test_the_first_release_has_no_changes(releases: Path) -> None:
    names = {entry.name for entry in read_manifest(releases / FIRST).files}
    assert "changes.md" not in names and "ro-crate-metadata.json" in names


def test_a_new_record_is_told(releases: Path) -> None:
    told = section(releases, "jurisdiction/AAA: A\n")
    assert "The record was added." in told
    assert '- added <x:p>: "1"^^xsd:integer' in told


def test_a_record_that_went_is_told(releases: Path) -> None:
    assert "The record was removed." in section(releases, "jurisdiction/AND: Andorra\n")


def test_a_changed_value_is_told(releases: Path) -> None:
    assert '- changed rdfs:label: "Spain"@en -> "Iberia"@en\n' in section(releases, "jurisdiction/ESP: ")


def test_the_patch_makes_the_second_release_of_the_first(releases: Path) -> None:
    quads = {str(quad) for quad in read_quads(releases / FIRST / "mlat.nq")}
    lines = (releases / SECOND / "changes.rdfp").read_text().splitlines()
    assert [line for line in lines if line[0] not in "AD"][2:] == ["TX .", "TC ."]
    for line in lines:
        if line.startswith("D "):
            quads.remove(line[2:-2])
        elif line.startswith("A "):
            assert line[2:-2] not in quads
            quads.add(line[2:-2])
    assert quads == {str(quad) for quad in read_quads(releases / SECOND / "mlat.nq")}


def test_the_patch_holds_quads_that_others_can_read(releases: Path) -> None:
    lines = (releases / SECOND / "changes.rdfp").read_text().splitlines()
    quads = "\n".join(line[2:] for line in lines if line[:2] in ("A ", "D "))
    assert list(ox.parse(quads, format=ox.RdfFormat.N_QUADS))


def test_the_crate_describes_every_other_file(releases: Path) -> None:
    crate = json.loads((releases / SECOND / "ro-crate-metadata.json").read_bytes())
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    assert entities["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    root = entities["./"]
    assert (root["@type"], root["datePublished"]) == ("Dataset", SECOND)
    assert {"name", "description", "license"} <= root.keys()
    files = {entry.name for entry in read_manifest(releases / SECOND).files} - {"ro-crate-metadata.json"}
    assert {part["@id"] for part in root["hasPart"]} == files
    assert all(entities[name]["@type"] == "File" for name in files)

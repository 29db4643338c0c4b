"""What ``mlat dump`` writes: the whole graph, in every format, the same bytes each time."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import canonical
import pyoxigraph as ox
import pytest
import rdflib
import zstandard
from hypothesis import given
from hypothesis import strategies as some

from mlat.errors import PublishError, StoreError
from mlat.graph.loading import load_project, read_quads
from mlat.graph.namespaces import XSD
from mlat.layout import Layout
from mlat.publish.dumps.contents import name_blank_nodes, read_contents
from mlat.publish.dumps.manifest import read_manifest
from mlat.publish.dumps.table import PARTS
from mlat.publish.dumps.writing import write_dump

SERVER = Path(__file__).parents[3] / "server"
OPENERS = {"": bytes, ".gz": gzip.decompress, ".zst": zstandard.decompress}


def quiet(line: str) -> None:
    """Tell nobody."""


def copy_of(layout: Layout, folder: Path) -> Layout:
    shutil.copytree(layout.root, folder, symlinks=True)
    return Layout(folder)


def test_the_manifest_tells_of_every_file(dumped: Path) -> None:
    manifest = read_manifest(dumped)
    assert {entry.name for entry in manifest.files} == {path.name for path in dumped.iterdir()} - {
        "manifest.json"
    }
    for entry in manifest.files:
        content = (dumped / entry.name).read_bytes()
        assert (entry.size, entry.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_the_manifest_counts_what_a_store_counts(dumped: Path, layout: Layout) -> None:
    manifest, store = read_manifest(dumped), load_project(layout)
    assert (manifest.triples, manifest.graphs) == (store.size, store.graph_sizes)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"{part.name}-{part.suffixes[0]}")
def test_a_compressed_file_holds_the_plain_one(dumped: Path, part: object) -> None:
    for suffix in part.suffixes:  # type: ignore[attr-defined]
        name = f"{part.name}.{suffix}"  # type: ignore[attr-defined]
        plain = (dumped / name).read_bytes()
        for compression in part.compressions:  # type: ignore[attr-defined]
            packed = (dumped / f"{name}{compression.suffix}").read_bytes()
            assert OPENERS[compression.suffix](packed) == plain


@pytest.mark.parametrize("name", ["mlat.ttl", "mlat.nt", "mlat.jsonld", "mlat.rdf"])
def test_every_format_of_the_view_holds_the_same(dumped: Path, name: str, layout: Layout) -> None:
    assert canonical.of_files(dumped / name) == canonical.of_triples(read_contents(layout).triples)


@pytest.mark.parametrize("name", ["mlat.trig", "mlat.nq"])
def test_every_format_of_the_data_set_holds_the_same(dumped: Path, name: str, layout: Layout) -> None:
    assert name_blank_nodes(read_quads(dumped / name)) == read_contents(layout).quads


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("name", ["ontology", "shapes"])
@pytest.mark.parametrize(("suffix", "parser"), [("ttl", "turtle"), ("jsonld", "json-ld"), ("rdf", "xml")])
def test_ontology_and_shapes_lie_apart(
    dumped: Path, layout: Layout, name: str, suffix: str, parser: str
) -> None:
    sources = {
        "ontology": [layout.ontology / "mlat.ttl"],
        "shapes": (layout.ontology / "shapes").glob("*.ttl"),
    }
    found = rdflib.Graph().parse(dumped / f"{name}.{suffix}", format=parser)
    assert canonical.of_rdflib(found) == canonical.of_files(*sources[name])


def test_the_same_graph_gives_the_same_bytes_in_another_process(
    dumped: Path, layout: Layout, tmp_path: Path
) -> None:
    program = (
        "import sys; from pathlib import Path; from mlat.layout import Layout;"
        "from mlat.publish.dumps.writing import write_dump;"
        "write_dump(Layout(Path(sys.argv[1])), Path(sys.argv[2]), lambda line: None)"
    )
    command = [sys.executable, "-c", program, str(layout.root), str(tmp_path / "again")]
    environment = {**os.environ, "PYTHONPATH": str(SERVER), "PYTHONHASHSEED": "77"}
    subprocess.run(command, env=environment, check=True, timeout=120)
    for path in dumped.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def test_literals_keep_the_form_that_a_store_would_change(layout: Layout, tmp_path: Path) -> None:
    project = copy_of(layout, tmp_path / "project")
    forms = [
        '"01"',
        '"1.50"^^xsd:decimal',
        '"P0D"^^xsd:dayTimeDuration',
        '"007"^^xsd:integer',
        '"2018"^^xsd:gYear',
    ]
    text = f"@prefix xsd: <{XSD}> .\n<jurisdiction/X> <x:p> {', '.join(forms)} ."
    (project.turtle / "jurisdiction" / "X.ttl").write_text(text)
    write_dump(project, tmp_path / "dump", quiet)
    for name in ("mlat.nt", "mlat.nq", "mlat.ttl", "mlat.rdf", "mlat.jsonld"):
        quads = read_quads(tmp_path / "dump" / name)
        found = {
            q.object.value for q in quads if q.predicate.value == "x:p" and isinstance(q.object, ox.Literal)
        }
        assert found == {"01", "1.50", "P0D", "007", "2018"}


def test_an_earlier_dump_gives_way(layout: Layout, tmp_path: Path) -> None:
    project = copy_of(layout, tmp_path / "project")
    first = write_dump(project, tmp_path / "dump", quiet)
    (project.turtle / "jurisdiction" / "X.ttl").write_text("<jurisdiction/X> <x:p> 1 .")
    second = write_dump(project, tmp_path / "dump", quiet)
    assert second.triples == first.triples + 1
    assert read_manifest(tmp_path / "dump") == second


def test_a_failure_leaves_the_earlier_dump(layout: Layout, tmp_path: Path) -> None:
    project = copy_of(layout, tmp_path / "project")
    first = write_dump(project, tmp_path / "dump", quiet)
    (project.turtle / "jurisdiction" / "X.ttl").write_text("<jurisdiction/X> <x:p> .")
    with pytest.raises(StoreError, match=r"X\.ttl:1"):
        write_dump(project, tmp_path / "dump", quiet)
    assert read_manifest(tmp_path / "dump") == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dump", "project"]


def test_a_folder_with_other_things_is_left_alone(layout: Layout, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(PublishError, match="holds other things than a dump"):
        write_dump(layout, tmp_path, quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@given(some.permutations("abcd"))
def test_blank_nodes_get_their_names_from_the_graph_alone(labels: list[str]) -> None:
    names = dict(zip("wxyz", labels, strict=True))
    chain = [("w", "x"), ("x", "y"), ("y", "z"), ("w", "z")]
    quads = {ox.Quad(ox.BlankNode(names[s]), ox.NamedNode("x:p"), ox.BlankNode(names[o])) for s, o in chain}
    plain = {ox.Quad(ox.BlankNode(s), ox.NamedNode("x:p"), ox.BlankNode(o)) for s, o in chain}
    assert name_blank_nodes(quads) == name_blank_nodes(plain)

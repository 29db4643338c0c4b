"""Every dump, loaded into engines that nobody here wrote, is the same graph there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import canonical
import pyoxigraph as ox
import pytest
import rdflib
from engines import Oxigraph, Virtuoso, start_oxigraph, start_virtuoso

from mlat.graph.loading import read_quads
from mlat.graph.namespaces import GRAPHS, XSD
from mlat.layout import find_layout
from mlat.publish.dumps.contents import name_blank_nodes, read_contents
from mlat.publish.dumps.table import PARTS

VIEWS = ["mlat.ttl", "mlat.nt", "mlat.jsonld", "mlat.rdf"]
DATASETS = ["mlat.trig", "mlat.nq"]
GRAPH = "https://example.org/dump"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Dumps of the project itself, one as triples and one as quads."""
    folder, contents = tmp_path_factory.mktemp("whole"), read_contents(find_layout())
    dataset, view = PARTS[:2]
    for part, suffix in ((dataset, "nq"), (view, "nt")):
        (folder / f"mlat.{suffix}").write_bytes(part.write(contents, suffix)[0])
    return folder


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize(
    ("name", "parser"), list(zip(VIEWS, ["turtle", "nt", "json-ld", "xml"], strict=True))
)
def test_rdflib_reads_a_view(dumped: Path, name: str, parser: str) -> None:
    found = rdflib.Graph().parse(dumped / name, format=parser)
    assert canonical.of_rdflib(found) == canonical.of_files(dumped / name)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(("name", "parser"), [("mlat.trig", "trig"), ("mlat.nq", "nquads")])
def test_rdflib_reads_a_data_set(dumped: Path, name: str, parser: str) -> None:
    found = rdflib.Dataset()
    found.parse(data=(dumped / name).read_bytes(), format=parser)
    for iri in GRAPHS.values():
        expected = of_graph(read_quads(dumped / name), iri)
        assert canonical.of_rdflib(found.graph(iri)) == canonical.of_triples(expected)


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[Oxigraph]:
    with start_oxigraph() as engine:
        yield engine


def as_a_store_writes_it(path: Path) -> frozenset[ox.Quad]:
    """The quads of a file, numbers and durations in the form that Oxigraph's store gives them."""
    store = ox.Store()
    store.bulk_extend(read_quads(path))
    return name_blank_nodes(store)


@pytest.mark.parametrize("name", [*VIEWS, *DATASETS])
def test_an_oxigraph_server_holds_the_same(oxigraph: Oxigraph, dumped: Path, name: str) -> None:
    oxigraph.hold(dumped / name)
    assert name_blank_nodes(oxigraph.quads()) == as_a_store_writes_it(dumped / name)


@pytest.mark.whole_data
def test_an_oxigraph_server_holds_the_whole_data_set(oxigraph: Oxigraph, whole: Path) -> None:
    oxigraph.hold(whole / "mlat.nq")
    assert name_blank_nodes(oxigraph.quads()) == as_a_store_writes_it(whole / "mlat.nq")


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    with start_virtuoso(tmp_path_factory.mktemp("virtuoso")) as engine:
        yield engine


# Virtuoso has no parser of JSON-LD.
@pytest.mark.parametrize("name", ["mlat.ttl", "mlat.nt", "mlat.rdf"])
def test_virtuoso_holds_the_same(virtuoso: Virtuoso, dumped: Path, name: str) -> None:
    virtuoso.hold(dumped / name, GRAPH)
    found = by_value(virtuoso.triples(GRAPH))
    virtuoso.empty(GRAPH)
    assert found == by_value(read_quads(dumped / name))


@pytest.mark.parametrize("name", DATASETS)
def test_virtuoso_holds_the_same_graphs(virtuoso: Virtuoso, dumped: Path, name: str) -> None:
    virtuoso.hold(dumped / name, GRAPH)
    found = {iri: by_value(virtuoso.triples(iri)) for iri in GRAPHS.values()}
    virtuoso.empty(*GRAPHS.values())
    assert found == {iri: by_value(of_graph(read_quads(dumped / name), iri)) for iri in GRAPHS.values()}


@pytest.mark.whole_data
def test_virtuoso_holds_the_whole_data_set(virtuoso: Virtuoso, whole: Path) -> None:
    virtuoso.hold(whole / "mlat.nt", GRAPH)
    found = by_value(virtuoso.triples(GRAPH))
    virtuoso.empty(GRAPH)
    assert found == by_value(read_quads(whole / "mlat.nt"))


def of_graph(quads: Iterable[ox.Quad], iri: str) -> list[ox.Quad]:
    return [quad for quad in quads if quad.graph_name.value == iri]  # type: ignore[union-attr]


def by_value(quads: Iterable[ox.Quad]) -> frozenset[ox.Quad]:
    """Triples with durations as numbers of days or months, which is how Virtuoso keeps them."""
    return canonical.of_triples(ox.Quad(q.subject, q.predicate, without_form(q.object)) for q in quads)


def without_form(term: ox.Term) -> ox.Term:
    if not isinstance(term, ox.Literal):
        return term
    kind = term.datatype.value.removeprefix(XSD)
    if kind == "dayTimeDuration":
        days = float(term.value[1:-1]) if term.value[0] == "P" else float(term.value) / 86_400
        return ox.Literal(f"{days:g} days")
    if kind == "yearMonthDuration":
        return ox.Literal(f"{float(term.value.strip('PM')):g} months")
    return term

"""Loading files and answering queries."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from mlat.errors import QueryError, StoreError
from mlat.graph.formats import AnswerKind, named_format
from mlat.graph.loading import load_files, load_project
from mlat.graph.namespaces import GRAPHS, RDF
from mlat.graph.store import Dataset, Store
from mlat.layout import Layout

JSON = named_format(AnswerKind.RESULTS, "json")
TRIPLE = "<https://example.org/a> <https://example.org/b> 'c' .\n"
ALL = "SELECT ?o { ?s <https://example.org/p> ?o } ORDER BY ?o"


def values(store: Store, query: str, dataset: Dataset | None = None) -> list[str]:
    return [solution[0].value for solution in store.query(query, dataset=dataset)]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Layout:
    for name in ("ontology/mlat.ttl", "ontology/schemes/x.ttl",
                 "data/turtle/dataset.ttl", "data/turtle/catalogue.ttl"):  # fmt: skip
        write(tmp_path / name, f"<https://example.org/{name}> a <https://example.org/C> .")
    write(tmp_path / "data/turtle/jurisdiction/A.ttl", "<jurisdiction/A> a <https://example.org/C> .")
    write(
        tmp_path / "data/turtle/instrument/A/a-b.ttl", "@prefix e: <https://example.org/> . e:i a e:C, e:D ."
    )
    write(tmp_path / "data/turtle/derived/r.ttl", "@prefix e: <https://example.org/> . e:i a e:D .")
    return Layout(tmp_path)


def test_a_project_has_its_graphs_and_their_union_without_repeats(project: Layout) -> None:
    store = load_project(project)
    assert store.graph_sizes == {
        iri: 2 if name == "instruments" else 1 for name, iri in sorted(GRAPHS.items())
    }
    assert store.size == 7
    assert (store.union, store.virtual) == (True, False)


def test_the_default_graph_is_not_kept_where_no_triple_lies_in_two_graphs(project: Layout) -> None:
    with_repeats = load_project(project)
    write(project.turtle / "derived/r.ttl", "@prefix e: <https://example.org/> . e:i a e:E .")
    store = load_project(project)
    assert (store.union, store.virtual, store.size, len(store.inner)) == (True, True, 8, 8)
    assert len(list(with_repeats.quads())) == len(with_repeats.inner) == 8 + 7
    assert len(set(store.quads())) == 8 + 8


@pytest.mark.parametrize("repeated", [True, False])
def test_a_union_is_asked_in_the_same_way_whether_it_is_kept_or_not(project: Layout, repeated: bool) -> None:
    if not repeated:
        write(project.turtle / "derived/r.ttl", "@prefix e: <https://example.org/> . e:i a e:E .")
    store = load_project(project)
    of_item = "{ <https://example.org/i> a ?o } ORDER BY ?o"
    third = [] if repeated else ["https://example.org/E"]
    both = ["https://example.org/C", "https://example.org/D"]
    assert values(store, f"SELECT ?o {of_item}") == both + third
    assert values(store, f"SELECT ?o FROM <{GRAPHS['instruments']}> {of_item}") == both
    assert values(store, f"SELECT ?o FROM NAMED <{GRAPHS['instruments']}> {of_item}") == []
    assert values(store, f"SELECT ?o {of_item}", Dataset((GRAPHS["instruments"],))) == both
    assert values(store, f"SELECT ?o {of_item}", Dataset((), (GRAPHS["instruments"],))) == []
    assert store.knows("https://example.org/i")
    assert len(list(store.objects("https://example.org/i", f"{RDF}type"))) == 2 + len(third)


def test_a_faulty_generated_file_is_named(project: Layout) -> None:
    write(project.turtle / "instrument/A/a-c.ttl", "<https://example.org/i>\n  a ;\n.")
    with pytest.raises(StoreError, match=r"a-c.ttl:2:5: ; is not a valid RDF object"):
        load_project(project)


def test_a_project_without_data_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="mlat build"):
        load_project(Layout(tmp_path))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.ttl", TRIPLE),
        ("x.nt", TRIPLE.replace("'", '"')),
        ("x.nq", TRIPLE.replace("'", '"')),
        ("x.TRIG", TRIPLE),
        ("x.jsonld", '{"@id": "https://example.org/a", "https://example.org/b": "c"}'),
        ("x.rdf", "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='https://example.org/'>"
         "<rdf:Description rdf:about='https://example.org/a'><e:b>c</e:b></rdf:Description></rdf:RDF>"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("zipped", [False, True])
def test_files_of_every_format_are_loaded(tmp_path: Path, name: str, text: str, zipped: bool) -> None:
    path = tmp_path / (name + ".gz" * zipped)
    path.write_bytes(gzip.compress(text.encode()) if zipped else text.encode())
    assert values(load_files([path]), "SELECT ?o { <https://example.org/a> <https://example.org/b> ?o }") == [
        "c"
    ]


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    write(tmp_path / "a" / "x.ttl", TRIPLE)
    write(tmp_path / "notes.txt", "no RDF")
    assert load_files([tmp_path]).size == 1


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{name}.ttl", f"_:x <https://example.org/b> '{name}' .") for name in "cd"]
    assert len(values(load_files(paths), "SELECT DISTINCT ?s { ?s ?p ?o }")) == 2


def test_a_file_can_be_a_named_graph(tmp_path: Path) -> None:
    path = write(tmp_path / "x.ttl", TRIPLE)
    store = load_files([], [("https://example.org/g", path)])
    assert (store.size, store.graph_sizes) == (0, {"https://example.org/g": 1})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.ttl", b"<https://example.org/a>\n  a ;", r"x.ttl:2:5: "),
        ("x.ttl", b"\xff", r"x.ttl:1:1: Invalid UTF-8"),
        ("x.jsonld", b'{"@context": "http://127.0.0.1:1/"}', "x.jsonld: No LoadDocumentCallback"),
        ("x.gz", b"", "not a suffix of an RDF format"),
        ("x.ttl.gz", b"plain", "x.ttl.gz: Not a gzipped file"),
        ("x.docx", b"", "not a suffix of an RDF format"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_named(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError, match=message):
        load_files([tmp_path / name])


def test_a_missing_file_and_a_bad_graph_name_are_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"gone.ttl: No such file"):
        load_files([tmp_path / "gone.ttl"])
    with pytest.raises(StoreError, match="not an absolute IRI"):
        load_files([], [("g", write(tmp_path / "x.ttl", TRIPLE))])


def test_named_graphs_are_apart_from_the_default_graph(store: Store) -> None:
    assert values(store, ALL) == ["default"]
    assert values(store, "SELECT ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?o") == ["one", "two"]


@pytest.mark.parametrize(
    ("dataset", "default", "named"),
    [
        (Dataset(("https://example.org/g1",)), ["one"], []),
        (Dataset(("https://example.org/g1", "https://example.org/g2")), ["one", "two"], []),
        (Dataset((), ("https://example.org/g2",)), [], ["two"]),
        (Dataset(("https://example.org/g1",), ("https://example.org/g2",)), ["one"], ["two"]),
        (Dataset(("https://example.org/none",)), [], []),
    ],
)
def test_the_dataset_of_the_request_is_all_that_there_is(
    store: Store, dataset: Dataset, default: list[str], named: list[str]
) -> None:
    assert values(store, ALL, dataset) == default
    assert values(store, "SELECT ?o { GRAPH ?g { ?s ?p ?o } }", dataset) == named


def test_the_dataset_of_the_request_wins_over_from(store: Store) -> None:
    query = ALL.replace("{", "FROM <https://example.org/g2> {", 1)
    assert values(store, query) == ["two"]
    assert values(store, query, Dataset(("https://example.org/g1",))) == ["one"]


def test_relative_iris_are_resolved_against_the_base(store: Store) -> None:
    assert store.query("ASK { <instrument/untoc-2000> ?p ?o }")


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT ?z ?a { ?z ?a ?m }", ["z", "a"]),
        ("SELECT * { ?z ?a ?m }", ["z", "a", "m"]),
        ("SELECT DISTINCT * { ?z ?a ?m . MINUS { ?z ?b ?m } }", ["z", "a", "m"]),
        ("SELECT*{ { SELECT ?k { ?z ?a ?k } } VALUES ?b { 1 } }", ["k", "b"]),
        ("SELECT * {}", []),
    ],
)
def test_columns_come_in_the_order_of_the_query(store: Store, query: str, columns: list[str]) -> None:
    assert json.loads(store.evaluate(query, JSON))["head"]["vars"] == columns


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            "SELECT * {\n ?s mlat:party ?o }",
            r"line 2, column 5: the prefix mlat: isn't declared: this graph uses PREFIX",
        ),
        ("SELECT * { ?s x:y ?o }", r"line 1, column 15: the prefix x: isn't declared$"),
        ("SELECT * { ?s ?p", r"line 1, column 10: this \{ isn't closed"),
        ("SELECT * { ?s ?p ?o } }", r"line 1, column 23: unexpected '\}': there is no \{"),
        (
            "SELECT * {\n ?s ?p ?o OPTIONL { ?s ?p ?x } }",
            "line 2, column 11: unexpected 'OPTIONL': did you mean OPTIONAL",
        ),
        ("SELECT * { ?s ?p ?o } LIMIT x", "line 1, column 29: unexpected 'x'"),
        ("SELECT * { ?s ?p <a b> }", "line 1, column 18: not an IRI: '<a b>'"),
        ("SELECT * { FILTER(nothing(?s)) }", "line 1, column 19: unexpected 'nothing'"),
        ("SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c }", "^SELECT names a variable that is neither"),
        ("SELECT * { ?a ?b ?c } GROUP BY ?a", "can't be used with GROUP BY"),
        ("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", r"line 1, column 36: \?x is in use before"),
        ("SELECT * { ?s ?p '''\n''' ?x }", r"line 2, column 5: unexpected '\?x'"),
        ("SELECT * { ?s <#a> 'é' ; FILTR }", "column 26: unexpected 'FILTR': did you mean FILTER"),
        (
            "SELECT (<http://example.org/f>(1) AS ?x) {}",
            "custom function <http://example.org/f> is not supported",
        ),
    ],
)
def test_errors_in_a_query_have_a_place_and_a_hint(store: Store, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        store.evaluate(query, JSON)


def test_errors_in_a_bound_query_keep_their_line(store: Store) -> None:
    with pytest.raises(QueryError, match="line 2, column 2"):
        store.query("SELECT * { #? values\n § }", bindings={"x": ox.Literal("1")})


def test_a_table_has_columns_and_rows(store: Store) -> None:
    table = store.table("SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) } }")
    assert table.columns == ("a", "b")
    assert [[str(term) for term in row] for row in table.rows] == [
        ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>', "None"]
    ]


def test_a_table_needs_a_select(store: Store) -> None:
    with pytest.raises(QueryError, match="SELECT"):
        store.table("ASK {}")


@pytest.mark.whole_data
def test_the_real_graph_loads() -> None:
    store = load_project()
    assert store.graph_sizes.keys() == set(GRAPHS.values())
    assert store.query("ASK { <jurisdiction/HKG> ?p ?o }")

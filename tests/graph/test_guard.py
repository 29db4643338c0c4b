"""What may be evaluated here, and that nothing gets past by the way it is written."""

from __future__ import annotations

import contextlib

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlat.errors import QueryError, QueryRefused
from mlat.graph.formats import AnswerKind
from mlat.graph.guard import Form, admit
from mlat.graph.limits import Limits

#: An address that the engine's HTTP client refuses at once, with an OSError: seen, it would have been asked.
AWAY = "<http://127.0.0.1:1/>"


@pytest.mark.parametrize(
    ("query", "form", "kind"),
    [
        ("SELECT * {}", Form.SELECT, AnswerKind.RESULTS),
        ("select?x{?x ?y ?z}", Form.SELECT, AnswerKind.RESULTS),
        ("PREFIX ask: <http://x/> BASE <http://x/> ASK {}", Form.ASK, AnswerKind.BOOLEAN),
        ("CONSTRUCT WHERE {?s ?p ?o}", Form.CONSTRUCT, AnswerKind.GRAPH),
        ("PREFIX e: <http://x/> DESCRIBEe:x", Form.DESCRIBE, AnswerKind.GRAPH),
        ("ASK { {SELECT * {}} }", Form.ASK, AnswerKind.BOOLEAN),
    ],
)
def test_the_form_is_found(query: str, form: Form, kind: AnswerKind) -> None:
    admitted = admit(query)
    assert (admitted.form, admitted.form.kind) == (form, kind)


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ SERVICE {AWAY} {{}} }}",
        f"ASK {{ service silent {AWAY} {{}} }}",
        f"ASK {{ OPTIONAL {{ {{ SELECT * {{ SERVICE{AWAY}{{}} }} }} }} }}",
        f"ASK {{ ?s ?p ?o FILTER NOT EXISTS {{ SERVICE {AWAY} {{}} }} }}",
        "ASK { SERVICE ?where {} }",
        "PREFIX s: <http://127.0.0.1:1/> ASK { SERVICEs:x {} }",
        "PREFIX s: <http://127.0.0.1:1/> ASK { SERVICESILENTs:x {} }",
        "PREFIX : <http://127.0.0.1:1/> ASK { ?s ?p true.SERVICE:x {} }",
        f"ASK {{ ?s ?p true.SERVICE {AWAY} {{}} }}",
        f"ASK {{ ?s ?p trueSERVICE{AWAY}{{}} }}",
        f"ASK {{ ?s ?p 1.5e3SERVICE{AWAY}{{}} }}",
        f"ASK {{ ?s ?p 'x'@en.SERVICE {AWAY} {{}} }}",
        f"ASK {{ ?s ?p ?o #x\rSERVICE {AWAY} {{}} }}",
        f"ASK {{ \\u0053ERVICE {AWAY} {{}} }}",
        f"ASK {{ FILTER(?a<<http://x#>) SERVICE {AWAY} {{}} }}",
        f"ASK {{ VALUES ?s {{'''a'}} SERVICE {AWAY} {{}} }}",
    ],
)
def test_service_is_refused_wherever_it_stands(query: str) -> None:
    with pytest.raises(QueryRefused, match="SERVICE"):
        admit(query)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p 'SERVICE <http://x> {}' }",
        "ASK { ?s ?p '''\nSERVICE <http://x> {}\n''' }",
        "ASK { # SERVICE <http://x> {}\n }",
        "ASK { ?s <http://x/SERVICE> ?o }",
        "PREFIX x: <http://x/> ASK { ?s x:SERVICE x:service.SERVICE }",
        "PREFIX service: <http://x/> ASK { GRAPH service:x { ?s service:p service:SERVICE } }",
        "ASK { ?SERVICE ?service _:SERVICE }",
        "ASK { ?s ?p 'x'@service }",
    ],
)
def test_the_word_service_elsewhere_is_fine(query: str) -> None:
    admit(query)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA {}",
        "delete where {?s ?p ?o}",
        "LOAD <http://x>",
        "CLEAR ALL",
        "DROP ALL",
        "CREATE GRAPH <x:y>",
        "PREFIX a: <http://x/> WITH a:g DELETE {} WHERE {}",
        "INSERTDATA{}",
        "ADD <a:b> TO <a:c>",
    ],
)
def test_updates_are_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match="read-only"):
        admit(query)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "empty"),
        ("# nothing\n", "empty"),
        ("SELEC * {}", "did you mean SELECT"),
        ("PREFIX a: <http://x/>", "needs SELECT"),
        ("ASK {} ASK {}", "line 1, column 8: one query"),
        ("ASK {};\nSELECT * {}", "line 1, column 7: one query"),
    ],
)
def test_there_must_be_exactly_one_query(query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        admit(query)


@pytest.mark.parametrize(
    "query",
    [
        "ASK {" + "{" * 100 + "}" * 101,
        "ASK { FILTER(" + "STR(" * 100 + "1" + ")" * 101 + "}",
        "PREFIX e: <http://x/> ASK { ?s e:p" + "/e:p" * 101 + " ?o }",
        "ASK { {}" + " UNION {}" * 1001 + "}",
        "ASK { FILTER(" + "!" * 1001 + "true) }",
    ],
)
def test_what_the_engine_would_not_survive_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match=r"line 1, column \d+: .* than the 1000? that|line 1"):
        admit(query)


def test_limits_can_be_set() -> None:
    admit("ASK {{{}}}", Limits(depth=3))
    with pytest.raises(QueryError, match="deeper than the 2"):
        admit("ASK {{{}}}", Limits(depth=2))


def test_long_lists_of_values_are_fine() -> None:
    admit("ASK { VALUES ?x {" + "<http://example.org/a> " * 2000 + "} }")


@pytest.mark.parametrize(
    ("query", "star"),
    [
        ("SELECT * {}", 7),
        ("SELECT DISTINCT* {}", 15),
        ("SELECT ?x { {SELECT * {}} }", None),
        ("ASK {}", None),
    ],
)
def test_the_star_of_the_outermost_select_is_found(query: str, star: int | None) -> None:
    assert admit(query).star == star


def test_short_iris_are_written_so_that_no_comment_can_hide_in_them() -> None:
    query = f"ASK {{ FILTER(?o<?s)#>'''\n SERVICE {AWAY} {{}} #''' \n }}"
    hardened = admit(query).text
    assert r"<?s)\u0023>" in hardened
    with pytest.raises(SyntaxError):
        ox.Store().query(hardened)


def test_hardened_iris_mean_the_same() -> None:
    query = admit("BASE <https://w3id.org/mlat/ontology> SELECT (<#party> AS ?x) {}").text
    (row,) = ox.Store().query(query)
    assert row["x"] == ox.NamedNode("https://w3id.org/mlat/ontology#party")


PIECES = [
    *(
        "SERVICE",
        "SERVICE ",
        "service",
        "SILENT",
        AWAY,
        " ",
        "\n",
        "\r",
        "{",
        "}",
        "(",
        ")",
        ".",
        ";",
        ",",
        "{}",
    ),
    *(
        "?s",
        "?p",
        "?o",
        "?s ?p ?o",
        "FILTER(",
        "BIND(",
        " AS ?x)",
        "?o<",
        "<?o",
        ">",
        "<",
        "<<",
        ">>",
        "1<2",
        "#>",
    ),
    *(
        "#",
        "'",
        "'''",
        '"',
        '"""',
        "\\",
        "\\q",
        "\\u0027",
        "\\'",
        "%41",
        "<x#",
        "<http://x#y>",
        "e:b",
        "e:",
        ":x",
    ),
    *("true", "1", "1.", "1e", "@en", "^^", "_:b", "a", "|", "&&", "||", "-", "--", "é", "OPTIONAL", "UNION"),
    *("VALUES ?v {", "GRAPH", "GRAPH ?g"),
]

#: Ways round an earlier guard; the engine would ask the other server in each if it were given as it is.
ATTACKS = [
    f"FILTER(1<2)#>'''\nSERVICE {AWAY} {{}} #'''\n",
    f"FILTER(1<2)SERVICE#>\n{AWAY} {{}}",
    f"FILTER(1<'>')SERVICE {AWAY} {{}}#'\n",
    f"FILTER(1<<http://x#>) SERVICE {AWAY} {{}}\n",
    f"VALUES ?v {{'''a'}} SERVICE {AWAY} {{}}",
    f"?s ?p ?o #x\rSERVICE {AWAY} {{}}",
    "?s ?p 1.SERVICE:x{}",
    "SERVICE:x{}",
]
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), st.sampled_from(["", *PIECES])), max_size=4)


def _edited(attack: str, edits: list[tuple[float, int, str]]) -> str:
    for where, length, piece in edits:
        start = int(where * len(attack))
        attack = attack[:start] + piece + attack[start + length :]
    return attack


@settings(max_examples=500, deadline=None)
@given(st.builds(_edited, st.sampled_from(ATTACKS), EDITS) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_whatever_is_admitted_asks_no_other_server(body: str) -> None:
    query = f"PREFIX e: <http://e/> PREFIX : <http://127.0.0.1:1/> SELECT * {{ {body} }}"
    with contextlib.suppress(QueryError, QueryRefused, SyntaxError, RuntimeError):
        list(_store().query(admit(query).text, base_iri="http://e/"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_attacks_are_real(attack: str) -> None:
    query = f"PREFIX e: <http://e/> PREFIX : <http://127.0.0.1:1/> SELECT * {{ {attack} }}"
    with pytest.raises(OSError, match="port 1"):
        list(_store().query(query))
    with contextlib.suppress(QueryError, QueryRefused, SyntaxError):
        list(_store().query(admit(query).text))


def _store() -> ox.Store:
    store = ox.Store()
    name = ox.NamedNode("http://e/b")
    for value in (
        name,
        ox.Literal("v"),
        ox.Literal("1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ):
        store.add(ox.Quad(name, ox.NamedNode("http://e/"), value))
    return store

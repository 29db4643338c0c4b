from __future__ import annotations

import random
import subprocess
import sys

import pytest
from desk import ROOT
from hypothesis import given
from hypothesis import strategies as some
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from mlat.build.turtle import Fact, count_facts, language_tag, write_turtle
from mlat.graph.namespaces import DCTERMS, ONTOLOGY, RDF, SKOS, XSD

BASE = "https://w3id.org/mlat/"


def fact(subject: str, predicate: str, value: NamedNode | Literal) -> Fact:
    return NamedNode(BASE + subject), NamedNode(predicate), value


FACTS = [
    fact("b", f"{RDF}type", NamedNode(f"{ONTOLOGY}State")),
    fact("b", f"{SKOS}note", Literal('says "no"\nand\tmore \\', language="en")),
    fact("a/b(1)", f"{DCTERMS}identifier", Literal("a/b(1)")),
    fact("a/b(1)", f"{RDF}type", NamedNode(f"{ONTOLOGY}State")),
    fact("a/b(1)", f"{RDF}type", NamedNode(f"{ONTOLOGY}Jurisdiction")),
    fact("a/b(1)", f"{ONTOLOGY}unMember", Literal("true", datatype=NamedNode(f"{XSD}boolean"))),
    fact("a/b(1)", f"{ONTOLOGY}signed", Literal("2015-10", datatype=NamedNode(f"{XSD}gYearMonth"))),
    fact("a/b(1)", f"{SKOS}altLabel", Literal("香港", language="zh-hant")),
    fact("a/b(1)", f"{ONTOLOGY}not-", NamedNode("https://example.org/é?q=1#x")),
]

WRITTEN = """\
# Generated from data/tables by `mlat build`; edit there.

@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix mlat: <https://w3id.org/mlat/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/mlat/a/b(1)>
    a
        mlat:Jurisdiction ,
        mlat:State ;
    <https://w3id.org/mlat/ontology#not-> <https://example.org/é?q=1#x> ;
    dcterms:identifier "a/b(1)" ;
    mlat:signed "2015-10"^^xsd:gYearMonth ;
    mlat:unMember true ;
    skos:altLabel "香港"@zh-Hant ;
.

<https://w3id.org/mlat/b>
    a mlat:State ;
    skos:note "says \\"no\\"\\nand\\tmore \\\\"@en ;
.
"""


def test_turtle_is_written_in_one_form() -> None:
    assert write_turtle(FACTS).decode() == WRITTEN
    assert count_facts(write_turtle(FACTS)) == len(FACTS)


def test_no_order_and_no_repetition_changes_a_byte() -> None:
    for seed in range(20):
        shuffled = FACTS * 2
        random.Random(seed).shuffle(shuffled)
        assert write_turtle(shuffled).decode() == WRITTEN


def test_no_triples_make_a_header_alone() -> None:
    assert write_turtle([], "# Second line.").decode().splitlines()[1:] == ["# Second line."]


@pytest.mark.parametrize("place", [0, 2])
def test_blank_nodes_are_refused(place: int) -> None:
    terms: list[object] = list(FACTS[0])
    terms[place] = BlankNode("b")
    with pytest.raises(ValueError, match="a blank node can't be written"):
        write_turtle([tuple(terms)])  # type: ignore[list-item]


@pytest.mark.parametrize(
    "tag", ["en", "zh-Hant", "zh-Hant-HK", "pt-BR", "es-419", "de-CH-1901", "en-x-ab-cdef"]
)
def test_language_tags_have_the_usual_capitals(tag: str) -> None:
    assert language_tag(tag.lower()) == tag


#: What an IRI may hold (RFC 3987, section 2.2): no tags and no selectors of variants, from U+E0000 on.
_SIGNS = some.characters(
    max_codepoint=0xDFFFF,
    exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zs"],
    exclude_characters='<>"{}|^`\\%[]#?/@:',
)
_IRIS = some.text(_SIGNS, max_size=12).map(lambda text: f"{BASE}x/{text}")
_NAMES = some.sampled_from(["a", "b-c", "b-", "-b", "1a", "a.b", "é", "a_1", ""]).map(
    lambda name: ONTOLOGY + name
)
_TEXTS = some.text(alphabet=some.characters(exclude_categories=["Cs"]), max_size=30)
_NODES = some.builds(NamedNode, _IRIS | _NAMES)
_LITERALS = some.one_of(
    some.builds(Literal, _TEXTS),
    some.builds(
        lambda text, tag: Literal(text, language=tag), _TEXTS, some.sampled_from(["en", "zh-Hant", "pt-br"])
    ),
    some.builds(
        lambda text, name: Literal(text, datatype=NamedNode(XSD + name)),
        _TEXTS | some.sampled_from(["1", "+01", "-0", "true", "1.50", "2015-02-30", "1e3", "0"]),
        some.sampled_from(["integer", "boolean", "decimal", "date", "double", "string"]),
    ),
)


@given(some.lists(some.tuples(_NODES, _NODES, _NODES | _LITERALS), max_size=8))
def test_what_is_written_parses_back_to_the_same_triples(facts: list[Fact]) -> None:
    written = write_turtle(facts)
    parsed = {(quad.subject, quad.predicate, quad.object) for quad in parse(written, format=RdfFormat.TURTLE)}
    assert parsed == set(facts)
    assert count_facts(written) == len(parsed)
    assert written.count(b"\r") == 0


def test_hash_seeds_change_no_byte_of_the_whole_build() -> None:
    program = (
        "import hashlib; from pathlib import Path; from mlat.build.tree import build;"
        "plan = build(Path('tests/fixtures/tables'), Path('ontology'));"
        "print(hashlib.sha256(repr(list(plan.items())).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env={"PYTHONPATH": "server", "PYTHONHASHSEED": seed},
            capture_output=True, check=True, text=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }  # fmt: skip
    assert len(digests) == 1

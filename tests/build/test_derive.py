from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mlat.build.derive import derive
from mlat.build.rows import Records
from mlat.build.tree import plan
from mlat.errors import InputError

PREFIX = "PREFIX mlat: <https://w3id.org/mlat/ontology#>\n"
PARTIES = PREFIX + "CONSTRUCT { ?p mlat:touches ?i } WHERE { ?p a mlat:Participation ; mlat:instrument ?i }"
AGAIN = PREFIX + "CONSTRUCT { ?i mlat:touches ?p } WHERE { ?p mlat:touches ?i }"


@pytest.fixture
def rules(tmp_path: Path, ontology: Path) -> Path:
    """A copy of the ontology without its own rules."""
    copy = shutil.copytree(ontology, tmp_path / "ontology", ignore=shutil.ignore_patterns("rules"))
    (copy / "rules").mkdir()
    return copy


def run(records: Records, ontology: Path, **rules: str) -> dict[str, bytes]:
    for name, text in rules.items():
        (ontology / "rules" / f"{name.replace('_', '-').lstrip('r')}.rq").write_text(text, encoding="utf-8")
    return derive(plan(records), ontology)


def test_without_rules_nothing_is_derived(records: Records, rules: Path) -> None:
    assert run(records, rules) == {}


def test_a_rule_sees_the_tables_and_what_earlier_rules_derived(records: Records, rules: Path) -> None:
    derived = run(records, rules, r20_again=AGAIN, r10_parties=PARTIES)
    assert list(derived) == ["derived/parties.ttl", "derived/again.ttl"]
    first, second = derived["derived/parties.ttl"].splitlines()[:2]
    assert first == b"# Generated from data/tables by `mlat build`; edit there."
    assert second == b"# Derived by ontology/rules/10-parties.rq."
    party = b"<https://w3id.org/mlat/instrument/hkg-usa-1997/party/HKG>"
    assert party in derived["derived/parties.ttl"]
    assert party in derived["derived/again.ttl"]


def test_a_rule_sees_ontology_and_schemes(records: Records, rules: Path) -> None:
    query = PREFIX + (
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "CONSTRUCT { ?c mlat:touches mlat:State } WHERE { mlat:State a ?x . ?c a skos:Concept }"
    )
    assert (
        b"<https://w3id.org/mlat/refusal/political-offence>"
        in run(records, rules, r10_both=query)["derived/both.ttl"]
    )


def test_deriving_twice_gives_the_same_bytes(records: Records, rules: Path) -> None:
    assert run(records, rules, r10_parties=PARTIES) == run(records, rules)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("CONSTRUC", "ontology/rules/10-bad.rq"),
        ("SELECT * { ?s ?p ?o }", "ontology/rules/10-bad.rq: is not a CONSTRUCT query"),
        (
            "CONSTRUCT { [] ?p ?o } WHERE { ?s ?p ?o }",
            "a derived fact has an IRI for a subject, and no blank node",
        ),
    ],
)
def test_a_rule_that_cannot_be_used_is_told(records: Records, rules: Path, query: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        run(records, rules, r10_bad=query)


def test_two_rules_do_not_write_one_file(records: Records, rules: Path) -> None:
    with pytest.raises(InputError, match=r"another rule writes derived/a\.ttl already"):
        run(records, rules, r10_a=PARTIES, r20_a=AGAIN)

"""What a treaty lawyer looks for, each in the smallest world that has it."""

from __future__ import annotations

import pytest
from world import both, coverage, day, instrument, participation, since, world

from mlat.finder.answer import Answer
from mlat.finder.find import Finder

CONVENTION = {"kind": "multilateral-convention"}


def ask(finder: Finder, on: str, from_: str = "AAA", to: str = "BBB", assistance: str = "") -> Answer:
    return finder.find(finder.question(from_, to, assistance, on=on))


def bindings(answer: Answer) -> dict[str, str]:
    return {basis.instrument.id: basis.binding.value for basis in answer.bases}


def reasons(answer: Answer) -> dict[str, str]:
    return {one.instrument.id: one.reason for one in answer.not_known}


@pytest.mark.parametrize(
    ("on", "expected"),
    [("1999-12-31", {}), ("2000-01-01", {"t": "bound"}), ("2009-12-31", {"t": "bound"}), ("2010-01-01", {})],
)
def test_a_treaty_binds_from_its_first_day_to_the_day_before_its_end(on, expected):
    finder = world(instrument("t"), both("t", since("2000-01-01", until="2010-01-01")))
    assert bindings(ask(finder, on)) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2017-12-31", {}), ("2018-01-01", {"t": "unknown"}), ("2018-12-31", {"t": "bound"})],
)
def test_within_a_year_of_which_the_day_is_not_given_it_is_unknown(on, expected):
    finder = world(instrument("t"), both("t", since("2018")))
    answer = ask(finder, on)
    assert bindings(answer) == expected
    assert all(basis.in_force.text == "2018" for basis in answer.bases)


def test_a_suspended_agreement_has_ended_for_the_time_being_and_says_why():
    suspended = f"""
<instrument/t/suspension/AAA-2020> a mlat:Suspension ; mlat:instrument <instrument/t> ;
    mlat:suspendedBy <jurisdiction/AAA> ; mlat:suspendedFrom {day("2020-07-28")} .
"""
    finder = world(instrument("t", status="suspended"), both("t", since("2002-03-01")), suspended)
    before, after = ask(finder, "2019-06-30"), ask(finder, "2026-11-26")
    assert bindings(before) == {"t": "bound"}
    assert before.bases[0].until.text == "2020-07-28"
    assert not after.bound
    assert [(one.reason, one.until.text, one.suspensions[0].by.code) for one in after.ended] == [
        ("suspended", "2020-07-28", "AAA")
    ]


def test_a_suspended_agreement_binds_again_from_the_day_of_its_resumption():
    suspended = f"""
<instrument/t/suspension/AAA-2020> a mlat:Suspension ; mlat:instrument <instrument/t> ;
    mlat:suspendedBy <jurisdiction/AAA> ; mlat:suspendedFrom {day("2020-01-01")} ;
    mlat:suspendedUntil {day("2022-01-01")} .
"""
    finder = world(instrument("t"), both("t", since("2002-03-01")), suspended)
    assert bindings(ask(finder, "2021-06-01")) == {}
    assert ask(finder, "2022-01-01").bases[0].in_force.text == "2022-01-01"


def test_a_signed_treaty_is_not_in_force_and_after_its_source_was_written_nobody_knows():
    finder = world(
        instrument("t", status="signed", more=f"; mlat:asOf {day('2021-02-26')}"),
        both("t", f"mlat:signed {day('2019-03-15')}"),
    )
    found = {
        on: [(one.instrument.id, one.binding.value) for one in ask(finder, on).signed_not_in_force]
        for on in ("2019-01-01", "2020-01-01", "2026-11-26")
    }
    assert found == {
        "2019-01-01": [],
        "2020-01-01": [("t", "not-in-force")],
        "2026-11-26": [("t", "unknown")],
    }


@pytest.mark.parametrize(
    ("on", "completeness", "expected"),
    [
        ("2013-06-30", "near-complete", "not-in-force"),
        ("2016-06-30", "near-complete", "unknown"),
        ("2016-06-30", "complete", "unknown"),
    ],
)
def test_one_who_had_only_signed_when_the_list_was_made_may_have_joined_since(on, completeness, expected):
    finder = world(
        instrument("c", **CONVENTION),
        coverage("c", completeness, "2014"),
        participation("c", "AAA", since("2000-01-01")),
        participation("c", "BBB", f"mlat:signed {day('2000-06-01')}"),
    )
    answer = ask(finder, on)
    assert answer.bases == ()
    assert [one.binding for one in answer.signed_not_in_force] == [expected]


def test_a_signatory_on_a_complete_list_is_no_party():
    finder = world(
        instrument("c", **CONVENTION),
        coverage("c", "complete"),
        participation("c", "AAA", since("2000-01-01")),
        participation("c", "BBB", f"mlat:signed {day('2000-06-01')}"),
    )
    assert [one.binding for one in ask(finder, "2016-06-30").signed_not_in_force] == ["not-in-force"]


def test_nothing_binds_a_state_that_had_ceased_to_be_and_its_successors_are_named():
    finder = world(
        instrument("c", **CONVENTION),
        coverage("c", "partial"),
        participation("c", "FFF", since("1980-01-01")),
        participation("c", "AAA", since("1980-01-01")),
    )
    then, later = ask(finder, "1985-01-01", to="FFF"), ask(finder, "1995-01-01", to="FFF")
    assert (then.ceased, [one.instrument.id for one in then.bases]) == ((), ["c"])
    assert (later.bases, later.not_known) == ((), ())
    assert [one.instrument.id for one in later.ended] == ["c"]
    assert [[party.code for party in one.successors] for one in later.ceased] == [["BBB"]]


def test_a_date_that_a_rule_gave_is_derived_and_names_rule_and_article():
    rule = f"""
<instrument/c/rule> a mlat:EntryIntoForceRule ; mlat:instrument <instrument/c> ; mlat:articleParty "38(2)" ;
    mlat:generalInForce {day("2003-09-29")} ; mlat:partyRuleDelay "P30D"^^xsd:dayTimeDuration .
"""
    finder = world(
        instrument("c", **CONVENTION),
        rule,
        participation("c", "AAA", f"mlat:consentDate {day('2004-01-01')}"),
        participation("c", "BBB", since("2003-09-29")),
    )
    [basis] = ask(finder, "2010-01-01").bases
    assert (basis.derived, basis.certainty.id, basis.in_force.text) == (True, "derived", "2004-01-31")
    assert [(side.party.code, side.derived, side.rule_article) for side in basis.sides] == [
        ("AAA", True, "38(2)"),
        ("BBB", False, None),
    ]


def test_of_one_who_left_and_came_back_the_time_between_is_free():
    finder = world(
        instrument("c", **CONVENTION),
        coverage("c", "complete"),
        participation("c", "AAA", since("1994-06-15", until="2005-01-01")),
        participation("c", "AAA", since("2012-05-10"), key="AAA-2"),
        participation("c", "BBB", since("1994-01-01")),
    )
    assert bindings(ask(finder, "2004-12-31")) == {"c": "bound"}
    assert bindings(ask(finder, "2008-01-01")) == {}
    assert ask(finder, "2012-05-10").bases[0].in_force.text == "2012-05-10"


def test_a_party_that_left_before_the_other_came_was_never_bound_to_it():
    finder = world(
        instrument("c", **CONVENTION),
        participation("c", "AAA", since("1990-01-01", until="2000-01-01")),
        participation("c", "BBB", since("2005-01-01")),
    )
    answer = ask(finder, "2010-01-01")
    assert (answer.bases, answer.ended, answer.signed_not_in_force) == ((), (), ())
    [left] = answer.without_treaty.conventions
    assert [party.code for party in left.bound] == ["BBB"]


@pytest.mark.parametrize(
    ("completeness", "as_of", "known"),
    [
        ("complete", "", True),
        ("complete", "2026-12", True),
        ("complete", "2015-12", False),
        ("near-complete", "", False),
        ("none", "", False),
    ],
)
def test_one_who_is_not_listed_is_outside_only_where_the_list_is_complete_on_the_day(
    completeness, as_of, known
):
    finder = world(
        instrument("c", **CONVENTION),
        coverage("c", completeness, as_of),
        participation("c", "AAA", since("2000-01-01")),
    )
    answer = ask(finder, "2016-06-30")
    assert [one.instrument.id for one in answer.without_treaty.conventions] == (["c"] if known else [])
    assert reasons(answer) == ({} if known else {"c": "list-incomplete"})


def test_a_convention_in_which_neither_is_listed_is_not_known_either_and_comes_last():
    finder = world(
        instrument("a", **CONVENTION),
        coverage("a", "partial"),
        instrument("b", **CONVENTION),
        coverage("b", "partial"),
        participation("b", "BBB", since("2000-01-01")),
    )
    found = ask(finder, "2016-06-30").not_known
    assert [(one.instrument.id, [party.code for party in one.bound]) for one in found] == [
        ("b", ["BBB"]),
        ("a", []),
    ]


def test_a_convention_that_was_not_yet_made_is_not_mentioned():
    finder = world(
        instrument("c", **CONVENTION, more=f"; mlat:signed {day('2024-12-24')}"), coverage("c", "partial")
    )
    assert reasons(ask(finder, "2019-06-30")) == {}


def test_what_binds_the_state_is_not_known_for_its_territory_unless_it_was_extended():
    finder = world(
        instrument("state"),
        both("state", since("2000-01-01")),
        instrument("c", **CONVENTION),
        participation("c", "TTT", f"{since('2001-01-01')} ; mlat:extendedBy <jurisdiction/AAA>"),
        participation("c", "BBB", since("2000-01-01")),
    )
    answer = ask(finder, "2016-06-30", from_="TTT")
    assert bindings(answer) == {"c": "bound"}
    assert answer.bases[0].sides[0].extended_by.code == "AAA"
    assert [(one.reason, one.through.code) for one in answer.not_known] == [("territory", "AAA")]


def test_what_an_organisation_concluded_is_not_known_for_its_member():
    finder = world(
        instrument("union"),
        participation("union", "OOO", since("2011-01-02")),
        participation("union", "BBB", since("2011-01-02")),
    )
    answer = ask(finder, "2016-06-30")
    assert answer.bases == ()
    assert [(one.reason, one.through.code) for one in answer.not_known] == [("organisation", "OOO")]


def test_being_a_successor_binds_nobody_but_is_not_no():
    finder = world(
        instrument("old"),
        participation("old", "FFF", since("1970-01-01")),
        participation("old", "AAA", since("1970-01-01")),
    )
    assert reasons(ask(finder, "1995-06-30")) == {"old": "predecessor"}
    assert ask(finder, "1995-06-30").bases == ()


def test_a_succession_counts_at_the_latest_from_its_notification():
    succession = f"mlat:consentKind <consent-kind/succession> ; mlat:consentDate {day('1993-05-28')}"
    finder = world(
        instrument("c", **CONVENTION, more=f"; mlat:inForceFrom {day('1983-06-03')}"),
        participation("c", "BBB", succession),
        participation("c", "AAA", since("1983-06-03")),
    )
    assert bindings(ask(finder, "1990-01-01")) == {"c": "unknown"}
    assert bindings(ask(finder, "1993-05-28")) == {"c": "bound"}


def test_an_instrument_called_ended_without_a_day_may_bind_until_its_source_was_written():
    more = f"; mlat:asOf {day('2021-02-26')}"
    finder = world(instrument("t", status="superseded", more=more), both("t", since("2012-10-10")))
    assert bindings(ask(finder, "2015-01-01")) == {"t": "unknown"}
    [ended] = ask(finder, "2022-01-01").ended
    assert (ended.reason, ended.binding, ended.until.text) == (
        "superseded",
        "bound",
        "2012-10-10/2021-02-26",
    )


def test_a_scheme_binds_nobody_and_is_what_is_left():
    finder = world(instrument("s", kind="non-binding-scheme"), both("s", f"mlat:signed {day('1986-01-01')}"))
    answer = ask(finder, "2016-06-30")
    assert (answer.bases, answer.signed_not_in_force) == ((), ())
    assert [one.kind for one in answer.without_treaty.conventions] == ["scheme"]


def provides(name: str, assistance: str, modality: str = "") -> str:
    more = f" ; mlat:modality <modality/{modality}>" if modality else ""
    return f"""
<instrument/{name}/provision/{assistance}> a mlat:Provision ; mlat:instrument <instrument/{name}> ;
    mlat:article "1" ; mlat:providesFor <assistance/{assistance}> ;
    dcterms:source <https://example.org/{name}>{more} .
"""


@pytest.mark.parametrize(
    ("provision", "given", "known"),
    [
        ("", "not-known", False),
        (provides("t", "service-of-documents"), "not-known", True),
        (provides("t", "taking-evidence"), "yes", True),
        (provides("t", "video-conference"), "yes", True),
        (provides("t", "other-assistance"), "perhaps", True),
        (provides("t", "taking-evidence", "excluded"), "excluded", True),
    ],
)
def test_assistance_is_given_or_not_known_and_never_simply_no(provision, given, known):
    finder = world(instrument("t"), both("t", since("2000-01-01")), provision)
    [basis] = ask(finder, "2016-06-30", assistance="taking-evidence").bases
    assert (basis.given, basis.provisions_known) == (given, known)


def test_a_wider_form_may_give_what_is_asked_for():
    finder = world(instrument("t"), both("t", since("2000-01-01")), provides("t", "documents-and-records"))
    [basis] = ask(finder, "2016-06-30", assistance="bank-information").bases
    assert (basis.given, [one.match for one in basis.assistance]) == ("perhaps", ["broader"])


def test_bilateral_comes_before_regional_and_regional_before_universal():
    un = '; mlat:depositary "Secretary-General of the United Nations"'
    finder = world(
        *(
            instrument(name, kind=kind, more=more) + both(name, since("2000-01-01"))
            for name, kind, more in (
                ("a-universal", "multilateral-convention", un),
                ("b-regional", "multilateral-convention", ""),
                ("c-bilateral", "bilateral-agreement", ""),
            )
        )
    )
    found = [(one.instrument.id, one.instrument.group) for one in ask(finder, "2016-06-30").bases]
    assert found == [("c-bilateral", "bilateral"), ("b-regional", "regional"), ("a-universal", "universal")]


def test_an_older_instrument_names_the_one_that_replaces_it_between_both():
    finder = world(
        instrument("old"),
        instrument("new", more="; mlat:supersedes <instrument/old>"),
        both("old", since("1990-01-01")),
        both("new", since("2000-01-01")),
    )
    found = {one.instrument.id: one.superseded_by for one in ask(finder, "2016-06-30").bases}
    assert found == {"new": (), "old": ("https://w3id.org/mlat/instrument/new",)}
    assert [one.superseded_by for one in ask(finder, "1995-01-01").bases] == [()]


def test_where_sources_disagree_on_the_force_the_certainty_says_so():
    statement = f"""
<statement/s1> a mlat:Statement ; mlat:about <instrument/t> ; mlat:standing <standing/disagrees> ;
    mlat:statedProperty mlat:inForceFrom ; mlat:statedValue {day("2001-05-05")} ;
    dcterms:source <https://example.org/other> .
"""
    finder = world(
        instrument("t", more=f"; mlat:inForceFrom {day('2000-01-01')}"),
        both("t", since("2000-01-01")),
        statement,
    )
    [basis] = ask(finder, "2016-06-30").bases
    assert basis.certainty.id == "disputed"
    assert [(one.property, one.value, one.kept) for one in basis.disagreements] == [
        ("inForceFrom", "2001-05-05", "2000-01-01")
    ]


def test_a_declaration_counts_from_its_day_and_matters_where_it_touches_what_is_asked_for():
    declaration = f"""
<instrument/c/declaration/BBB-reservation-1> a mlat:Declaration , mlat:Reservation ;
    mlat:instrument <instrument/c> ; mlat:party <jurisdiction/BBB> ; mlat:summary "No." ; mlat:article "1" ;
    mlat:articleKey "1" ; mlat:withinArticle "1" ; mlat:declared {day("2005-01-01")} ;
    mlat:declarationKind <declaration-kind/reservation> ; dcterms:source <https://example.org/c> .
<instrument/c/provision/taking-evidence> mlat:articleKey "1" ; mlat:withinArticle "1" .
"""
    finder = world(
        instrument("c", **CONVENTION),
        both("c", since("2000-01-01")),
        provides("c", "taking-evidence"),
        declaration,
    )
    assert ask(finder, "2004-12-31").bases[0].declarations == ()
    [found] = ask(finder, "2005-01-01", assistance="taking-evidence").bases[0].declarations
    assert (found.relevant, len(found.touches)) == (True, 1)
    [other] = ask(finder, "2005-01-01", assistance="service-of-documents").bases[0].declarations
    assert not other.relevant


def authority(name: str, whose: str, designation: str = "") -> str:
    named = f"""
<designation/{name}-1> a mlat:Designation ; mlat:authority <authority/{name}> ; {designation} ;
    dcterms:source <https://example.org/{name}> .
"""
    return f"""
<authority/{name}> a mlat:Authority ; rdfs:label "{name}"@en ; dcterms:identifier "{name}" ;
    mlat:jurisdiction <jurisdiction/{whose}> ; dcterms:source <https://example.org/{name}> .
{named if designation else ""}"""


CENTRAL = "mlat:role <role/central-authority>"


def test_the_authority_named_under_the_basis_comes_first_and_those_of_other_treaties_stay_away():
    finder = world(
        instrument("t"),
        both("t", since("2000-01-01")),
        authority("general", "BBB", CENTRAL),
        authority("named", "BBB", f"{CENTRAL} ; mlat:instrument <instrument/t> ; mlat:language 'fr'"),
        authority("elsewhere", "BBB", f"{CENTRAL} ; mlat:instrument <instrument/u>"),
    )
    found = [(one.name, one.scope, one.languages) for one in ask(finder, "2016-06-30").authorities]
    assert found == [("named", "basis", ("fr",)), ("general", "general", ())]


def test_authorities_of_other_treaties_are_better_than_none():
    finder = world(authority("elsewhere", "BBB", f"{CENTRAL} ; mlat:instrument <instrument/u>"))
    assert [(one.name, one.scope) for one in ask(finder, "2016-06-30").authorities] == [
        ("elsewhere", "other")
    ]


def test_a_territory_without_an_authority_gets_that_of_its_state():
    finder = world(authority("ministry", "AAA", CENTRAL))
    answer = ask(finder, "2016-06-30", from_="BBB", to="TTT")
    assert [(one.name, one.scope) for one in answer.authorities] == [("ministry", "state")]


def test_an_authority_that_was_named_later_is_not_named_before():
    finder = world(authority("new", "BBB", f"{CENTRAL} ; mlat:since {day('2020-01-01')}"))
    assert ask(finder, "2019-06-30").authorities == ()
    assert len(ask(finder, "2020-01-01").authorities) == 1


def test_labels_come_in_the_language_asked_for_and_else_in_english():
    finder = world(instrument("t"), both("t", since("2000-01-01")))
    answer = finder.find(finder.question("AAA", "BBB", "taking-evidence", language="fr"))
    assert answer.requesting.name == "Alphalande"
    assert answer.requested.name == "Betaland"
    assert answer.bases[0].instrument.title == "Treaty t"
    assert answer.assistance.label != "Taking of evidence or statements"


def test_paths_without_a_treaty_are_always_named_with_what_hinders_them():
    paths = {one.concept.id: one.obstacles for one in ask(world(), "2016-06-30").without_treaty.paths}
    assert {"reciprocity", "letters-rogatory", "domestic-law"} <= paths.keys()
    assert all(paths.values())

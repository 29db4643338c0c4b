"""The question answered over the project's own data: what a desk officer asks."""

from __future__ import annotations

import datetime

import pytest

from mlat.finder.answer import Answer
from mlat.finder.find import Finder
from mlat.finder.find import find as find_once

pytestmark = pytest.mark.whole_data
TODAY = "2026-11-26"


def ask(finder: Finder, from_: str, to: str, assistance: str = "", on: str = TODAY) -> Answer:
    return finder.find(finder.question(from_, to, assistance, on=on))


def test_brazil_can_get_bank_records_from_switzerland_and_knows_from_whom(finder: Finder):
    answer = ask(finder, "Brazil", "Switzerland", "bank-information")
    giving = {
        basis.instrument.id: [one.article for one in basis.assistance if one.match == "exact"]
        for basis in answer.bases
        if basis.given == "yes"
    }
    assert giving == {
        "un-vienna-1988": ["7(2)(f)"],
        "uncac-2003": ["46(3)(f)"],
        "untoc-2000": ["18(3)(f)"],
    }
    secrecy = {
        basis.instrument.id
        for basis in answer.bases
        for one in basis.refusal
        if one.concept.id == "bank-secrecy-not-a-ground"
    }
    assert {"uncac-2003", "untoc-2000"} <= secrecy
    [office] = answer.authorities
    assert (office.name, office.address, office.languages) == (
        "Federal Office of Justice",
        "Bern",
        ("de", "fr", "it"),
    )


def test_the_bilateral_treaty_comes_first_and_its_uncoded_articles_say_nothing(finder: Finder):
    first = ask(finder, "Brazil", "Switzerland", "bank-information").bases[0]
    assert (first.instrument.id, first.binding, first.in_force.text) == (
        "bra-che-2004",
        "bound",
        "2009-07-27",
    )
    assert (first.given, first.provisions_known) == ("not-known", False)


def test_a_treaty_bound_hong_kong_and_canada_in_2019_and_is_suspended_today(finder: Finder):
    then, now = ask(finder, "HKG", "CAN", on="2019-06-30"), ask(finder, "HKG", "CAN")
    assert [(one.instrument.id, one.binding) for one in then.bases] == [("can-hkg-2001", "bound")]
    assert then.bases[0].until.text == "2020-07-28"
    assert (now.bound, now.bases) == (False, ())
    assert [(one.instrument.id, one.reason) for one in now.ended] == [("can-hkg-2001", "suspended")]
    assert "domestic-law" in {path.concept.id for path in now.without_treaty.paths}


def test_what_china_joined_is_not_known_for_hong_kong(finder: Finder):
    reasons = {one.instrument.id: (one.reason, one.through) for one in ask(finder, "HKG", "CAN").not_known}
    reason, through = reasons["uncac-2003"]
    assert (reason, through.code) == ("territory", "CHN")
    assert reasons["coe-185"] == ("list-incomplete", None)


def test_who_may_refuse_what_under_the_european_convention_of_1959(finder: Finder):
    answer = ask(finder, "FRA", "CHE", "taking-evidence")
    convention = next(basis for basis in answer.bases if basis.instrument.id == "coe-030")
    grounds = {(one.concept.id, one.article, one.modality.id) for one in convention.refusal}
    assert {
        ("political-offence", "2(a)", "optional"),
        ("fiscal-offence", "2(a)", "optional"),
        ("essential-interests", "2(b)", "optional"),
    } <= grounds
    reservations = {
        (one.party.code, one.article)
        for one in convention.declarations
        if one.kind.id == "reservation" and one.relevant
    }
    assert ("CHE", "2") in reservations or any(code == "CHE" for code, _ in reservations)


def test_the_states_that_france_can_reach_for_a_video_hearing(finder: Finder):
    france, hearing = (
        finder.names.resolve("jurisdiction", "France"),
        finder.names.resolve("assistance", "video-conference"),
    )
    partners = finder.partners(france, hearing, datetime.date.fromisoformat(TODAY))
    reached = {
        partner.party.code: partner.best.instrument.id
        for partner in partners
        if (partner.best.binding, partner.best.given) == ("bound", "yes")
    }
    assert reached["JPN"] in ("uncac-2003", "untoc-2000")
    assert {"CHE", "KEN", "BRA", "USA"} <= reached.keys()
    assert not {"FRA", "HKG", "PRK"} & reached.keys()


def test_what_partners_says_of_a_pair_is_what_find_says_of_it(finder: Finder):
    switzerland = finder.names.resolve("jurisdiction", "CHE")
    partners = finder.partners(switzerland, None, datetime.date.fromisoformat(TODAY))
    for partner in partners[::20]:
        bases = ask(finder, "CHE", partner.party.code).bases
        assert {(one.instrument.id, one.binding) for one in bases} <= {
            (link.instrument.id, link.binding) for link in partner.links
        }


def test_france_and_japan_have_the_agreement_of_the_union_as_not_known(finder: Finder):
    found = {one.instrument.id: one for one in ask(finder, "FRA", "JPN", "video-conference").not_known}
    agreement = found["eu-japan-mla-2009"]
    assert (agreement.reason, agreement.through.code, agreement.given) == ("organisation", "EUE", "yes")


def test_a_successor_is_bound_at_the_latest_from_its_notification(finder: Finder):
    bases = {one.instrument.id: one for one in ask(finder, "CZE", "SVK", on="1995-06-30").bases}
    assert bases["un-vienna-1988"].binding == "bound"
    assert bases["un-vienna-1988"].in_force.text == "1990-11-11/1993-12-30"


def test_a_superseded_treaty_whose_last_day_is_not_known_lies_below(finder: Finder):
    [ended] = ask(finder, "AGO", "BRA").ended
    assert (ended.instrument.id, ended.reason) == ("ago-bra-2005", "superseded")
    assert ended.until.text == "2012-10-10/2021-02-26"


def test_a_treaty_that_a_register_of_2021_calls_signed_may_be_in_force_by_now(finder: Finder):
    signed = {one.instrument.id: one.binding for one in ask(finder, "BRA", "ARE").signed_not_in_force}
    assert signed["are-bra-2019"] == "unknown"


def test_a_signatory_on_a_list_of_2014_may_be_a_party_by_now(finder: Finder):
    signed = {one.instrument.id: one.binding for one in ask(finder, "KOR", "USA").signed_not_in_force}
    assert signed["un-nuclear-terrorism-2005"] == "unknown"


def test_the_soviet_union_is_followed_by_fifteen_states(finder: Finder):
    [ceased] = ask(finder, "USSR", "USA").ceased
    assert (ceased.party.code, len(ceased.successors)) == ("SUN", 15)


def test_every_statement_of_a_basis_has_its_source(finder: Finder):
    for basis in ask(finder, "FRA", "DEU").bases:
        parts = (*basis.sides, *basis.assistance, *basis.refusal, *basis.declarations)
        assert all(part.source.page.startswith("http") for part in parts)
        assert basis.sources


def test_no_binding_instrument_is_also_called_not_known_or_ended(finder: Finder):
    for pair in (("FRA", "DEU"), ("HKG", "USA"), ("BMU", "USA"), ("CZE", "RUS"), ("EUE", "USA")):
        answer = ask(finder, *pair)
        groups = (answer.bases, answer.signed_not_in_force, answer.ended, answer.not_known)
        found = [one.instrument.id for group in (*groups, answer.without_treaty.conventions) for one in group]
        assert len(found) == len(set(found))


def test_one_question_can_be_answered_without_keeping_a_finder(finder: Finder):
    question = finder.question("HKG", "USA", on="2019-06-30")
    assert find_once(finder.evaluator, question) == finder.find(question)

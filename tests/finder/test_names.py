"""Names in any language, codes and citations, and what is nearest to a text that is none of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlat.errors import UnknownName
from mlat.finder.names import LONGEST_NAME, Names
from mlat.finder.spelling import exact, folded, words

pytestmark = pytest.mark.whole_data


@pytest.fixture(scope="session")
def names(finder) -> Names:
    return finder.names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("HKG", "HKG"),
        ("hk", "HKG"),
        ("https://w3id.org/mlat/jurisdiction/HKG", "HKG"),
        ("香港", "HKG"),
        ("Brasil", "BRA"),
        ("cote d'ivoire", "CIV"),
        ("CÔTE D’IVOIRE", "CIV"),
        ("南韓", "KOR"),
        ("韩国", "KOR"),
        ("Korea, Rep. of", "KOR"),
        ("Republic of Korea", "KOR"),
        ("USSR", "SUN"),
        ("Soviet Union", "SUN"),
        ("SUHH", "SUN"),
        ("U.S.A.", "USA"),
        ("Estados Unidos", "USA"),
        ("Czech Republic", "CZE"),
        ("  france ", "FRA"),
    ],
)
def test_a_code_or_a_name_in_any_language_is_the_jurisdiction(names, text, code):
    assert names.resolve("jurisdiction", text).id == code


@pytest.mark.parametrize(
    ("kind", "text", "identifier"),
    [
        ("instrument", "untoc-2000", "untoc-2000"),
        ("instrument", "ETS 30", "coe-030"),
        ("instrument", "ETS No. 030", "coe-030"),
        ("instrument", "TIAS 10734", "nld-usa-1981"),
        ("instrument", "Palermo Convention", "untoc-2000"),
        ("law", "Cap. 525", "hkg-cap-525"),
        ("assistance", "video-conference", "video-conference"),
        ("assistance", "Examination of witnesses", "taking-evidence"),
        ("refusal", "political offence", "political-offence"),
    ],
)
def test_instruments_laws_and_concepts_have_ids_titles_and_citations(names, kind, text, identifier):
    assert names.resolve(kind, text).id == identifier


@pytest.mark.parametrize(
    "text", ["Korea, Rep. of", "USSR", "南韓", "Hong Kong", "Ivory Coast", "República Checa", "Grmany"]
)
def test_the_jurisdiction_meant_is_found_first(names, text):
    expected = {"Korea, Rep. of": "KOR", "USSR": "SUN", "南韓": "KOR", "Hong Kong": "HKG"}
    expected |= {"Ivory Coast": "CIV", "República Checa": "CZE", "Grmany": "DEU"}
    assert names.search(text, ("jurisdiction",), 1)[0].entry.id == expected[text]


def test_scores_tell_equal_from_beginning_from_alike(names):
    scores = {
        text: names.search(text, ("jurisdiction",), 1)[0].score for text in ("Germany", "Germ", "Grmany")
    }
    assert scores["Germany"] == 100
    assert 90 <= scores["Germ"] < 99
    assert 50 <= scores["Grmany"] < 80


def test_a_search_is_sorted_and_names_each_record_once(names):
    found = names.search("convention", (), 50)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert len({one.entry.iri for one in found}) == len(found)


def test_kinds_narrow_a_search(names):
    assert {one.entry.kind for one in names.search("hong kong", ("instrument",), 20)} == {"instrument"}


@pytest.mark.parametrize(
    ("kind", "text", "nearest"),
    [
        ("jurisdiction", "Frnce", "FRA"),
        ("jurisdiction", "Korea", "KOR"),
        ("assistance", "bnk", "bank-information"),
        ("assistance", "witness", "taking-evidence"),
        ("instrument", "untoc2000", "untoc-2000"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_ones(names, kind, text, nearest):
    with pytest.raises(UnknownName) as caught:
        names.resolve(kind, text)
    assert nearest in caught.value.nearest
    assert nearest in str(caught.value)


def test_a_name_of_several_records_is_refused_and_names_them(names):
    with pytest.raises(UnknownName, match="may mean"):
        names.resolve("instrument", "Cap. 525 (Hong Kong)")


def test_absurdly_long_names_are_refused_without_being_repeated(names):
    with pytest.raises(UnknownName) as caught:
        names.resolve("jurisdiction", "x" * 1_000_000)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_no_name_is_refused(names, text):
    with pytest.raises(UnknownName):
        names.resolve("jurisdiction", text)


def test_every_name_of_the_graph_leads_to_its_own_record_or_to_an_ambiguity(names):
    astray = []
    for entry in names.entries.values():
        for name in (name for name in entry.names if len(name.text) <= LONGEST_NAME):
            try:
                found = names.resolve(entry.kind, name.text)
            except UnknownName as error:
                astray += [] if "may mean" in str(error) else [(entry.id, name.text, str(error))]
                continue
            astray += [] if found == entry or gives_way(entry, name.text, found) else [(entry.id, name.text)]
    assert astray == []


def gives_way(entry, text, found) -> bool:
    """A former state to the one that has its code or name now; a name to what has it as its id or code."""
    former = any(len(name.text) == 4 for name in entry.names if name.rank == "code")
    codes = {name.text.casefold() for name in found.names if name.rank in ("id", "code")}
    return former or text.casefold() in codes


def test_a_label_falls_back_to_english_and_then_to_any(names):
    hong_kong = names.entries["https://w3id.org/mlat/jurisdiction/HKG"]
    assert hong_kong.label("zh-hant") == hong_kong.label("zh-Hant") == "香港"
    assert hong_kong.label("tlh") == "Hong Kong"
    assert names.label("https://w3id.org/mlat/assistance/nothing-such") == "nothing-such"


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_no_text_breaks_search_or_resolve(names, text):
    scores = [one.score for one in names.search(text, (), 5)]
    assert all(0 <= score <= 100 for score in scores)
    try:
        assert names.resolve("jurisdiction", text).kind == "jurisdiction"
    except UnknownName as error:
        assert str(error)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)
    assert exact(exact(text)) == exact(text)


@given(st.permutations(["korea", "republic", "of", "the"]))
def test_the_order_of_words_and_small_words_do_not_matter(order):
    assert words(" ".join(order)) == ("korea", "republic")

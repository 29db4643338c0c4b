from __future__ import annotations

import re
from pathlib import Path

import pytest
from desk import Desk, describe

from mlat.build.rows import UNSTATED, Records
from mlat.build.schema import BY_NAME
from mlat.build.triples import facts_of, with_participations
from mlat.build.triples.columns import property_of


def test_a_jurisdiction_has_its_names_and_identifiers(records: Records) -> None:
    found = describe(records, "jurisdictions", "HKG")
    assert found["type"] == {"<ontology#Jurisdiction>", "<ontology#SpecialAdministrativeRegion>"}
    assert found["identifier"] == found["isoAlpha3"] == {'"HKG"'}
    assert found["isoNumeric"] == {'"344"'}
    assert found["partOf"] == {"<jurisdiction/CHN>"}
    assert found["unMember"] == {'"false"^^<xsd:boolean>'}
    assert {'"Hong Kong"@en', '"香港"@zh-hant'} <= found["label"]
    assert {"<http://www.wikidata.org/entity/Q8646>", "<https://sws.geonames.org/1819730/>"} <= found[
        "sameAs"
    ]
    assert "<source/iso-codes>" in found["source"]


def test_no_view_is_taken_on_the_status_of_some_jurisdictions(records: Records) -> None:
    assert describe(records, "jurisdictions", "TWN")["type"] == {"<ontology#Jurisdiction>"}


def test_a_former_state_has_successors_and_is_no_state(records: Records) -> None:
    found = describe(records, "jurisdictions", "YUG")
    assert found["type"] == {"<ontology#Jurisdiction>", "<ontology#HistoricState>"}
    assert "<jurisdiction/SVN>" in found["successor"]
    assert found["isoAlpha4"] == {'"YUCS"'}
    assert found["codeWithdrawn"] == {'"2003-07-23"^^<xsd:date>'}


def test_a_bilateral_instrument_has_its_dates_and_relations(records: Records) -> None:
    found = describe(records, "instruments", "hkg-usa-1997")
    assert found["type"] == {"<ontology#Instrument>", "<ontology#BilateralInstrument>"}
    assert found["instrumentKind"] == {"<instrument-kind/bilateral-agreement>"}
    assert found["signed"] == {'"1997-04-15"^^<xsd:date>'}
    assert found["implementedBy"] == {"<law/hkg-cap-525-usa>"}
    assert "<instrument/hkg-usa-1997/citation/treaty-doc-105-6>" in found["citation"]
    assert "party" not in found


def test_an_act_of_the_union_with_two_parties_is_bilateral(records: Records) -> None:
    assert "<ontology#BilateralInstrument>" in describe(records, "instruments", "eu-japan-mla-2009")["type"]
    assert "<ontology#MultilateralInstrument>" in describe(records, "instruments", "eu-mla-2000")["type"]


def test_partial_dates_stay_partial(records: Records) -> None:
    assert describe(records, "instruments", "hkg-sgp-2003")["signed"] == {'"2003-07"^^<xsd:gYearMonth>'}
    assert describe(records, "instruments", "harare-scheme")["signed"] == {'"1986"^^<xsd:gYear>'}


def test_a_title_is_a_label_once_a_language(desk: Desk) -> None:
    desk.set(
        "instruments",
        "coe-099",
        title_en="Protocol",
        titles_other="fr: Protocole | Short | en: First | fr: Acte",
    )
    found = describe(desk.records(), "instruments", "coe-099")
    assert found["label"] == {'"Protocol"@en', '"Protocole"@fr'}
    assert found["altLabel"] == {'"Short"', '"First"@en', '"Acte"@fr'}


def test_a_title_that_is_not_official_is_another_label(desk: Desk) -> None:
    desk.set("instruments", "coe-099", titles_other="~zh: 議定書 | fr: Protocole")
    found = describe(desk.records(), "instruments", "coe-099")
    assert '"Protocole"@fr' in found["label"]
    assert found["altLabel"] == {'"議定書"@zh'}


def test_a_law_whose_titles_lack_a_language_has_the_first_for_its_label(records: Records) -> None:
    assert describe(records, "laws", "mys-act-621")["label"] == {'"Act 621"'}
    found = describe(records, "laws", "hkg-cap-525-usa")
    assert found["jurisdiction"] == {"<jurisdiction/HKG>"}
    (label,) = found["label"]
    assert label.endswith("@zh-hant")


def test_a_bilateral_row_makes_two_participations(records: Records) -> None:
    for party in ("HKG", "USA"):
        found = describe(records, "participation", f"hkg-usa-1997/{party}")
        assert found["party"] == {f"<jurisdiction/{party}>"}
        assert found["inForceFrom"] == {'"2000-01-21"^^<xsd:date>'}
        assert found["source"] == describe(records, "instruments", "hkg-usa-1997")["source"]


def test_a_party_s_own_row_wins_and_the_instrument_fills_its_blanks(desk: Desk) -> None:
    own = {"instrument_id": "hkg-usa-1997", "party": "HKG", "signed": "1997", "recorded": "2026-11-20"}
    desk.set("participation", "hkg-usa-1997/HKG", **own, source_url="https://www.doj.gov.hk/x", note="own")
    found = describe(desk.records(), "participation", "hkg-usa-1997/HKG")
    assert found["signed"] == {'"1997"^^<xsd:gYear>'}
    assert found["inForceFrom"] == {'"2000-01-21"^^<xsd:date>'}
    assert found["note"] == {'"own"@en'}
    assert len(found["source"]) == 2


def test_a_terminated_bilateral_instrument_ends_for_both(records: Records) -> None:
    assert describe(records, "instruments", "aus-hkg-1991")["inForceUntil"]
    assert describe(records, "participation", "aus-hkg-1991/HKG")["inForceUntil"]


def test_an_extension_to_a_territory_names_who_extended(records: Records) -> None:
    found = describe(records, "participation", "gbr-usa-1986/CYM")
    assert found["extendedBy"] == {"<jurisdiction/GBR>"}
    assert found["consentKind"] == {"<consent-kind/territorial-extension>"}


def test_a_suspension_names_who_suspended(records: Records) -> None:
    found = describe(records, "suspensions", "hkg-usa-1997/HKG-2020-08-20")
    assert found["suspendedBy"] == {"<jurisdiction/HKG>"}
    assert found["suspendedFrom"] == {'"2020-08-20"^^<xsd:date>'}


@pytest.mark.parametrize(
    ("provision", "slug", "property_"),
    [
        ("assistance", "taking-evidence", "providesFor"),
        ("refusal", "political-offence", "refusalGround"),
        ("procedure", "costs", "procedure"),
    ],
)
def test_a_provision_names_a_concept_of_its_scheme(
    desk: Desk, provision: str, slug: str, property_: str
) -> None:
    cells = {
        "provision": provision,
        "slug": slug,
        "article": "18(6)-(7)",
        "source_url": "https://en.wikipedia.org/x",
    }
    desk.set("provisions", "untoc-2000/test", instrument_id="untoc-2000", modality="optional", **cells)
    found = describe(desk.records(), "provisions", "untoc-2000/test")
    assert found[property_] == {f"<{provision}/{slug}>"}
    assert found["modality"] == {"<modality/optional>"}
    assert found["article"] == {'"18(6)-(7)"'}
    assert found["articleKey"] == {'"18(6)"', '"18(7)"'}
    assert found["withinArticle"] == {'"18(6)"', '"18(7)"', '"18"'}


def test_a_doubtful_provision_says_so(records: Records) -> None:
    found = describe(records, "provisions", "gbr-usa-1986/refusal-fiscal-offence")
    assert found["certainty"] == {"<certainty/low>"}
    assert "articleKey" not in found


def test_a_reservation_is_a_declaration_too(desk: Desk) -> None:
    cells = {"instrument_id": "untoc-2000", "party": "AND", "kind": "reservation", "summary": "In our words"}
    desk.set(
        "declarations",
        "untoc-2000/AND-test",
        **cells,
        date="2011-09-22",
        source_url="https://en.wikipedia.org/x",
    )
    found = describe(desk.records(), "declarations", "untoc-2000/AND-test")
    assert found["type"] == {"<ontology#Declaration>", "<ontology#Reservation>"}
    assert found["summary"] == {'"In our words"@en'}
    assert found["declared"] == {'"2011-09-22"^^<xsd:date>'}


def test_an_authority_is_central_by_its_designation(records: Records) -> None:
    found = describe(records, "authorities", "che-federal-office-of-justice")
    assert found["type"] == {"<ontology#Authority>", "<ontology#CentralAuthority>"}
    assert describe(records, "authorities", "nor-kripos")["type"] == {"<ontology#Authority>"}
    assert describe(records, "authorities", "nor-kripos")["altLabel"] == {'"Kripos"'}


def test_a_designation_has_role_languages_and_channels(records: Records) -> None:
    found = describe(records, "designations", "aus-international-crime-cooperation-central-authority/1")
    assert found["authority"] == {"<authority/aus-international-crime-cooperation-central-authority>"}
    assert found["role"] == {"<role/central-authority>"}
    assert found["language"] == {'"en"'}
    assert found["channel"] == {"<channel/central-authorities>", "<channel/diplomatic>"}
    assert "<instrument/aus-hkg-1991>" not in found.get("instrument", set())


def test_a_rule_has_a_delay_that_can_be_added_to_a_date(records: Records) -> None:
    found = describe(records, "rules", "coe-062")
    assert found["partyRuleDelay"] == {'"P3M"^^<xsd:yearMonthDuration>'}
    assert found["partyRuleExtraDays"] == {'"1"^^<xsd:integer>'}
    assert describe(records, "rules", "coe-030")["partyRuleDelay"] == {'"P90D"^^<xsd:dayTimeDuration>'}
    assert "<jurisdiction/BGR>" in describe(records, "rules", "eu-mla-2000")["exception"]


def test_coverage_has_the_data_set_for_its_source(records: Records) -> None:
    found = describe(records, "coverage", "untoc-2000")
    assert found["source"] == {"<dataset>"}
    assert found["instrument"] == {"<instrument/untoc-2000>"}


def test_a_statement_quotes_the_value_as_its_column_would_hold_it(records: Records) -> None:
    found = describe(records, "statements", "s0c4590924e29")
    assert found["about"] == {"<jurisdiction/SJM>"}
    assert found["statedProperty"] == {"<https://schema.org/sameAs>"}
    assert found["statedValue"] == {"<http://www.wikidata.org/entity/Q25231>"}
    found = describe(records, "statements", "s64fe20a6c9c6")
    assert found["statedProperty"] == {"<ontology#inForceFrom>"}
    assert found["statedValue"] == {'"2016-10-21"^^<xsd:date>'}
    assert found["standing"] == {"<standing/disagrees>"}


@pytest.mark.parametrize(
    ("about", "property_", "value"),
    [
        ("instruments untoc-2000 kind protocol", "<ontology#instrumentKind>", "<instrument-kind/protocol>"),
        ("instruments hkg-usa-1997 party_a CHN", "<ontology#party>", "<jurisdiction/CHN>"),
        (
            "jurisdictions TWN kind other",
            "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
            "<ontology#Jurisdiction>",
        ),
        (
            "jurisdictions HKG name_zh_hant 香港",
            "<http://www.w3.org/2000/01/rdf-schema#label>",
            '"香港"@zh-hant',
        ),
        ("participation untoc-2000/AND ended 2020", "<ontology#inForceUntil>", '"2020"^^<xsd:gYear>'),
        (
            "instruments untoc-2000 titles_other zh: 公約",
            "<http://www.w3.org/2000/01/rdf-schema#label>",
            '"公約"@zh',
        ),
    ],
)
def test_any_column_can_be_stated(desk: Desk, about: str, property_: str, value: str) -> None:
    names = ("table", "record", "column", "value")
    desk.set("statements", "s0c4590924e29", **dict(zip(names, about.split(" ", 3), strict=True)))
    found = describe(desk.records(), "statements", "s0c4590924e29")
    assert (found["statedProperty"], found["statedValue"]) == ({property_}, {value})


def test_publishers_and_retired_ids_are_described(records: Records) -> None:
    assert describe(records, "sources", "iso-codes")["type"] == {"<ontology#Publisher>", "<ontology#Source>"}
    assert describe(records, "sources", "wikipedia")["sourceKind"] == {"<source-kind/encyclopaedia>"}
    assert describe(records, "instruments", "can-che-1993")["isReplacedBy"] == {
        "<instrument/can-che-cts1995>"
    }


def test_a_blank_cell_makes_no_triple(records: Records) -> None:
    facts = [fact for _, group in facts_of(with_participations(records)) for fact in group]
    assert all(value.value.strip() for _, _, value in facts)


@pytest.mark.parametrize("table", sorted(set(BY_NAME) - {"aliases", "sources", "statements"}))
def test_every_column_that_can_be_stated_is_a_property(records: Records, table: str) -> None:
    record = next(iter(records[table].values()))
    columns = [name for name in BY_NAME[table].header if name not in UNSTATED]
    assert [name for name in columns if property_of(record, name) is None] == []


def test_every_term_is_one_of_the_ontology(records: Records, ontology: Path) -> None:
    text = (ontology / "mlat.ttl").read_text(encoding="utf-8")
    defined = set(re.findall(r"^mlat:(\w+)$", text, re.MULTILINE))
    used = {
        term.value.partition("#")[2]
        for _, facts in facts_of(with_participations(records))
        for fact in facts
        for term in fact
        if term.value.startswith("https://w3id.org/mlat/ontology#")
    }
    assert used <= defined


@pytest.mark.parametrize("table", sorted(set(BY_NAME) - {"aliases"}))
def test_every_record_has_its_id_a_class_and_a_source(records: Records, table: str) -> None:
    for identifier in list(records[table])[:3]:
        found = describe(records, table, identifier)
        assert found["identifier"] == {f'"{identifier}"'}
        assert found["type"]
        assert found.get("source") or table == "sources"

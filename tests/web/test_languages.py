"""The languages of the pages: complete catalogues, the choice of the language, and pages in each."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po
from flask import Flask
from flask.testing import FlaskClient

from mlat.web.languages import COOKIE, LANGUAGES, find_language
from mlat.web.pages import dates

WEB = Path(__file__).parents[2] / "server" / "mlat" / "web"
TRANSLATIONS = WEB / "translations"
TAGS = [each.tag for each in LANGUAGES if each.tag != "en"]
#: Places for values: %(name)s in Python and templates, {name} in scripts.
PLACES = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
#: How many forms a language has for numbers of things.
PLURALS = {"fr": "(n > 1)", "es": "(n != 1)", "pt": "(n != 1)", "zh-Hant": "0", "zh-Hans": "0"}
#: A heading of the first page, and what its jurisdictions and kinds of assistance are called.
WORDS = {
    "en": ("For example", "Switzerland", "Search and seizure"),
    "fr": ("Par exemple", "Suisse", "Perquisition et saisie"),
    "es": ("Por ejemplo", "Suiza", "Registro e incautación"),
    "pt": ("Por exemplo", "Suíça", "Busca e apreensão"),
    "zh-Hant": ("例如", "瑞士", "搜查及檢取"),
    "zh-Hans": ("例如", "瑞士", "搜查和扣押"),
}

#: What a template says in Jinja: comments, translated texts, values and statements.
TEMPLATE = re.compile(r"\{#.*?#\}|\{% trans.*?endtrans %\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
#: Names that are the same in all languages.
NAMES = {"MLAT Graph", "Turtle", "JSON-LD", "N-Triples", "RDF/XML", "CSV", "ISO 3166-1", "SHA-256", "CC0 1.0"}
NAMES |= {"OpenAPI", "manifest.json", "– MLAT Graph"}

Id = tuple[str | None, tuple[str, ...]]


class Words(HTMLParser):
    """The texts and labels of a page that a reader sees, but for code and for what is marked as English."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.inside = ""
        self.english: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        if ("lang", "en") in attrs or tag in self.english:
            self.english.append(tag)
        for name, value in attrs:
            if name in ("aria-label", "alt", "placeholder", "title", "label", "data-label"):
                self.handle_data(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.english:
            self.english.remove(tag)

    def handle_data(self, data: str) -> None:
        seen = self.inside not in ("script", "style", "pre", "code") and not self.english
        if seen and re.search("[A-Za-z]{2}", data):
            self.found.add(data.strip())


def id_of(context: str | None, message: str | tuple[str, ...] | list[str]) -> Id:
    """A message by its context and its English words."""
    return context, (message,) if isinstance(message, str) else tuple(message)


def catalogue(tag: str) -> Catalog:
    return read_po(io.BytesIO((TRANSLATIONS / f"{tag}.po").read_bytes()), locale=tag.replace("-", "_"))


def messages(tag: str) -> list[Message]:
    return [message for message in catalogue(tag) if message.id]


def forms(message: Message) -> tuple[str, ...]:
    """The translation of a message in each of its forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


@pytest.fixture(scope="module")
def wanted() -> set[Id]:
    """Every message of the code, the templates and the scripts."""
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = extract_from_dir(WEB, methods, options)
    return {id_of(context, message) for _, _, message, _, context in found}


@pytest.fixture
def client(project_app: Flask) -> FlaskClient:
    return project_app.test_client()


def test_every_language_but_english_has_a_catalogue() -> None:
    assert sorted(path.stem for path in TRANSLATIONS.glob("*.po")) == sorted(TAGS)


@pytest.mark.parametrize("tag", TAGS)
def test_a_catalogue_has_every_message_and_no_other(tag: str, wanted: set[Id]) -> None:
    known = {id_of(message.context, message.id) for message in messages(tag)}
    assert known - wanted == set()
    assert wanted - known == set()
    assert not catalogue(tag).obsolete


@pytest.mark.parametrize("tag", TAGS)
def test_no_translation_is_empty_or_fuzzy(tag: str) -> None:
    assert [m.id for m in messages(tag) if m.fuzzy or not all(form.strip() for form in forms(m))] == []


@pytest.mark.parametrize("tag", TAGS)
def test_a_translation_has_the_places_for_values_of_its_message(tag: str) -> None:
    def places(text: str) -> list[str]:
        return sorted(PLACES.findall(text))

    wrong = [
        message.id
        for message in messages(tag)
        for form in forms(message)
        if places(form) != places(id_of(None, message.id)[1][-1])
    ]
    assert wrong == []


@pytest.mark.parametrize("tag", TAGS)
def test_a_message_with_a_number_has_the_forms_of_the_language(tag: str) -> None:
    kept = catalogue(tag)
    assert kept.plural_expr == PLURALS[tag]
    assert {len(forms(message)) for message in messages(tag) if message.pluralizable} == {kept.num_plurals}


@pytest.mark.parametrize("tag", TAGS)
def test_a_catalogue_is_sorted_and_as_babel_writes_it(tag: str) -> None:
    text = io.BytesIO()
    write_po(text, catalogue(tag), sort_output=True, no_location=True)
    assert text.getvalue() == (TRANSLATIONS / f"{tag}.po").read_bytes()


@pytest.mark.parametrize("template", sorted(WEB.glob("templates/*.html")), ids=lambda path: path.name)
def test_a_template_has_no_words_that_nobody_can_translate(template: Path) -> None:
    words = Words()
    words.feed(TEMPLATE.sub("", template.read_text(encoding="utf-8")))
    assert words.found - NAMES == set()


def test_french_has_no_plain_space_before_high_punctuation() -> None:
    assert [
        form for message in messages("fr") for form in forms(message) if re.search(r" [:;?!»]", form)
    ] == []


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("fr;q=0.5, es;q=0.8, en;q=0.1", "es"),
        ("de, pt;q=0.3", "pt"),
        ("pt-BR", "pt"),
        ("fr-CH, en;q=0.5", "fr"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK, zh;q=0.9", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("zh-CN, en;q=0.7", "zh-Hans"),
        ("de, ja;q=0.5", "en"),
        ("*", "en"),
        ("no language; at=all, ;;", "en"),
        ("", "en"),
    ],
)
def test_a_browser_gets_the_language_that_it_likes_best(
    client: FlaskClient, accepted: str, chosen: str
) -> None:
    page = client.get("/about", headers={"Accept-Language": accepted})
    assert page.headers["Content-Language"] == chosen
    assert f'<html lang="{chosen}">' in page.text


def test_the_address_goes_before_the_cookie_and_the_cookie_before_the_browser(client: FlaskClient) -> None:
    browser = {"Accept-Language": "es"}
    client.set_cookie(COOKIE, "fr")
    assert client.get("/about", headers=browser).headers["Content-Language"] == "fr"
    assert client.get("/about?lang=zh-TW", headers=browser).headers["Content-Language"] == "zh-Hant"
    assert client.get("/about?lang=tlh", headers=browser).headers["Content-Language"] == "fr"


def test_a_tag_may_be_written_in_any_case() -> None:
    assert find_language("ZH-hant") is find_language("zh-TW")
    assert find_language(None) is None


def test_a_choice_is_kept_and_leads_back_to_the_page(client: FlaskClient) -> None:
    chosen = client.get("/language/pt?to=/search?q%3Dhong")
    assert (chosen.status_code, chosen.headers["Location"]) == (303, "/search?q=hong")
    assert "no-store" in chosen.headers["Cache-Control"]
    assert "SameSite=Lax" in chosen.headers["Set-Cookie"]
    assert client.get("/about").headers["Content-Language"] == "pt"


def test_a_language_that_there_is_not_is_not_kept(client: FlaskClient) -> None:
    refused = client.get("/language/xx?to=/about")
    assert refused.headers["Location"] == "/about"
    assert "Set-Cookie" not in refused.headers


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "/\\evil.example", "https://evil.example", "evil.example", "\\/evil.example", ""],
)
def test_a_choice_never_leads_to_another_site(client: FlaskClient, elsewhere: str) -> None:
    answer = client.get("/language/fr", query_string={"to": elsewhere})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("to", ["/\t/evil.example", "/\n/evil.example", "/\r\nSet-Cookie: x=y"])
def test_what_browsers_drop_from_addresses_does_not_help(client: FlaskClient, to: str) -> None:
    answer = client.get("/language/fr", query_string={"to": to})
    assert not re.match(r"/[\s/\\]", answer.headers["Location"])
    assert "x=y" not in answer.headers.get("Set-Cookie", "")


@pytest.mark.parametrize(
    "address",
    ["/", "/about", "/sparql", "/sparql?query=ASK{}&format=html", "/nothing", "/find?from=xx&to=FR"],
)
def test_every_page_says_its_language_and_what_it_follows_from(client: FlaskClient, address: str) -> None:
    page = client.get(address, headers={"Accept": "text/html", "Accept-Language": "es"})
    assert page.headers["Content-Language"] == "es"
    assert {"accept-language", "cookie"} <= {name.lower() for name in page.vary}


@pytest.mark.parametrize("tag", WORDS)
def test_a_page_has_its_words_and_the_names_of_things_in_its_language(client: FlaskClient, tag: str) -> None:
    heading, *names = WORDS[tag]
    text = client.get(f"/?lang={tag}").text
    assert f"<h2>{heading}</h2>" in text
    assert all(f'"{name}"' in text or f">{name}<" in text for name in names)


def test_texts_of_the_data_in_another_language_say_which(client: FlaskClient) -> None:
    text = client.get("/instrument/hkg-usa-1997.html?lang=es").text
    assert '<h1><span lang="en">Agreement' in text
    text = client.get("/instrument/hkg-usa-1997.html?lang=en").text
    assert "<h1>Agreement" in text


def test_a_page_hands_its_language_to_what_scripts_fetch(client: FlaskClient) -> None:
    text = client.get("/map?from=HKG&lang=fr").text
    source = re.search(r'data-source="([^"]+)"', text)
    assert source
    legend = client.get(source[1].replace("&amp;", "&"), headers={"Accept-Language": "en"}).json["legend"]
    assert legend["bound"] == "en vigueur"


def test_dates_and_numbers_are_written_as_the_language_does(client: FlaskClient) -> None:
    assert "30 juin 2019" in client.get("/?lang=fr").text
    assert "2019年6月30日" in client.get("/?lang=zh-Hant").text
    assert re.search(r"<b>\d+,\d{3}</b>", client.get("/about?lang=en").text)
    assert re.search(r"<b>\d+\.\d{3}</b>", client.get("/about?lang=pt").text)


@pytest.mark.parametrize(
    ("tag", "phrase", "value", "words"),
    [
        ("en", dates.since, "2009-07-27", "since 27 Jul 2009"),
        ("fr", dates.since, "2009-07-27", "depuis le 27 juil. 2009"),
        ("fr", dates.since, "2009-07", "depuis juil. 2009"),
        ("fr", dates.since, "2009", "depuis 2009"),
        ("fr", dates.until, "2023-03-01", "jusqu’au 1er mars 2023"),
        ("es", dates.until, "2009", "hasta 2009"),
        ("es", dates.until, "2009-07-27", "hasta el 27 jul 2009"),
        ("es", dates.since, "2001/2002", "inicio: entre 2001 y 2002"),
        ("pt", dates.as_of, "2014", "à data de 2014"),
        ("zh-Hant", dates.since, "2009-07-27", "自2009年7月27日起"),
        ("zh-Hans", dates.until, "../2016", "结束：不迟于2016年"),
    ],
)
def test_phrases_around_dates_follow_the_grammar(
    project_app: Flask, tag: str, phrase: Callable[[str], str], value: str, words: str
) -> None:
    with project_app.test_request_context(f"/?lang={tag}"):
        assert re.sub("<[^>]+>", "", phrase(value)) == words


def test_regions_have_names_in_the_language_of_the_page(client: FlaskClient) -> None:
    text = client.get("/jurisdictions?lang=zh-Hant").text
    assert "撒哈拉以南非洲" in text
    assert "Sub-Saharan Africa" not in text

"""The lexer must see what the engine sees."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlat.errors import QueryError
from mlat.graph.lexer import Kind, place, token_at, tokens, unescape


def texts(query: str, kind: Kind | None = None) -> list[str]:
    return [token.text for token in tokens(query) if kind in (None, token.kind)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?s<a#b>'x'@en.ASK", ["?s", "<a#b>", "'x'", "@en", ".", "ASK"]),
        ("e:b.c e:b. e:.x", ["e:b.c", "e:b", ".", "e:", ".", "x"]),
        (r"e:a\'b %e:%41", [r"e:a\'b", "%", "e:%41"]),
        ("_:b.c _:b. $v", ["_:b.c", "_:b", ".", "$v"]),
        ("1SERVICE 1.5e3x", ["1", "SERVICE", "1.5e3", "x"]),
        ("?a<?b && ?c>?d", ["?a", "<", "?b", "&&", "?c", ">", "?d"]),
        ("?a<<http://x#y>", ["?a", "<", "<http://x#y>"]),
        ("true:x:y:z", ["true:x:y:z"]),
    ],
)
def test_tokens_end_where_the_engine_ends_them(query: str, expected: list[str]) -> None:
    assert texts(query) == expected


@pytest.mark.parametrize(
    "string",
    ["'a'", '"a"', "'''a'b''c\nd'''", '"""a""b"""', "''''''", "''", r"'\'\\'", r"'\u0027'", "'#'", "'{'"],
)
def test_a_string_is_one_token(string: str) -> None:
    assert texts(string) == [string]


def test_a_long_string_with_a_bad_escape_is_read_as_two_short_ones() -> None:
    assert texts(r"'''a' b \q''") == ["''", "'a'", "b", "\\", "q", "''"]
    assert texts("'''a'") == ["''", "'a'"]


@pytest.mark.parametrize("query", ["ASK {?s ?p 'abc}", "'a\nb'", r"'\q'", r"'\uD800'", r"'\U00110000'"])
def test_a_string_that_does_not_end_is_an_error_with_its_place(query: str) -> None:
    with pytest.raises(QueryError) as caught:
        texts(query)
    assert caught.value.line == 1


def test_comments_end_at_either_line_break() -> None:
    assert texts("#a\rx #b\ny", Kind.COMMENT) == ["#a", "#b"]
    assert texts("#a\rx #b\ny", Kind.WORD) == ["x", "y"]


def test_escapes_in_words_are_resolved() -> None:
    (token,) = tokens(r"\u0053ERVICE")
    assert token.word == "SERVICE"
    assert unescape(r"\U0001F600") == "😀"


@pytest.mark.parametrize(("offset", "expected"), [(0, (1, 1)), (3, (2, 1)), (5, (3, 1)), (8, (4, 2))])
def test_place_counts_every_kind_of_line_break(offset: int, expected: tuple[int, int]) -> None:
    assert place("a\r\nb\nc\rde", offset) == expected


def test_token_at_finds_by_line_and_column() -> None:
    assert token_at("ASK {\n ?s }", 2, 2) == "?s"
    assert token_at("ASK {\n ?s }", 2, 3) is None


@given(st.text(alphabet="'\"\\<>#{}()uUq:.@_?$ab1 \n\r\té😀", max_size=60))
def test_any_text_gives_tokens_in_order_or_a_query_error(text: str) -> None:
    try:
        found = list(tokens(text))
    except QueryError:
        return
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(before.end <= after.start for before, after in pairwise(found))

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mlat.build.articles import article_keys, with_ancestors


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("5", "5"),
        ("46(3)(a)", "46(3)(a)"),
        ("I(2)(f)", "I(2)(f)"),
        ("0-I", "0 I"),
        ("I(A)", "I(A)"),
        ("5(5)(b)(ii)", "5(5)(b)(ii)"),
        ("10bis(2)", "10bis(2)"),
        ("2(2), 6(4)", "2(2) 6(4)"),
        ("3, 5", "3 5"),
        ("32(2); 32(3)", "32(2) 32(3)"),
        ("4, 3, 13", "4 3 13"),
        ("3, 3", "3"),
        ("18(1)(a), (2)", "18(1)(a) 18(2)"),
        ("21(2)(a), (c)", "21(2)(a) 21(2)(c)"),
        ("18, (2)", "18 18(2)"),
        ("18(6)-(7)", "18(6) 18(7)"),
        ("18(10)-(12)", "18(10) 18(11) 18(12)"),
        ("9(1)(b)-(e)", "9(1)(b) 9(1)(c) 9(1)(d) 9(1)(e)"),
        ("2(1)(c)(2)-(3)", "2(1)(c)(2) 2(1)(c)(3)"),
        ("3(1)-3(3)", "3(1) 3(2) 3(3)"),
        ("8-10, 12", "8 9 10 12"),
        ("4(i)-(iv)", "4(i) 4(ii) 4(iii) 4(iv)"),
        ("1(2)(aa)-(cc)", "1(2)(aa) 1(2)(cc)"),
    ],
)
def test_references_become_keys(text: str, keys: str) -> None:
    assert " ".join(article_keys(text)) == keys


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Appendix II",
        "letter",
        "24 of the convention",
        "4 (15(6))",
        "(2)",
        "10-8",
        "1-900",
        "5(",
        "3,",
        "-",
        "4-",
    ],
)
def test_what_cannot_be_read_for_certain_gives_no_key(text: str) -> None:
    assert article_keys(text) == ()


def test_a_key_stands_within_itself_and_its_ancestors() -> None:
    assert with_ancestors("46(3)(a)") == ("46(3)(a)", "46(3)", "46")
    assert with_ancestors("5") == ("5",)


@given(some.text(alphabet="0123456789()abivxIVX,;- ", max_size=20))
def test_any_text_gives_keys_that_read_back_as_themselves(text: str) -> None:
    for key in article_keys(text):
        assert article_keys(key) == (key,)

"""An application that is made when it is first needed."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from werkzeug.test import Client

from mlat.web.later import Later


def app() -> Flask:
    made = Flask("later")
    made.add_url_rule("/", view_func=lambda: "made")
    return made


def test_it_is_made_once_however_many_ask_at_once() -> None:
    made: list[Flask] = []

    def make() -> Flask:
        made.append(app())
        time.sleep(0.05)
        return made[-1]

    later = Later(make)
    assert made == []
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: Client(later).get("/").text, range(4)))
    assert (answers, len(made)) == (["made"] * 4, 1)


def test_what_hinders_its_making_is_told_and_tried_again() -> None:
    tries = iter((ValueError("no templates"), app()))

    def make() -> Flask:
        result = next(tries)
        if isinstance(result, Exception):
            raise result
        return result

    later = Later(make)
    with pytest.raises(ValueError, match="no templates"):
        later.get()
    assert Client(later).get("/").text == "made"

"""An application that is made while queries are answered already."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from werkzeug.test import Client

from mlat.web.later import Later


def test_who_asks_before_it_is_made_waits_for_it() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def make() -> Flask:
        begun.set()
        assert go_on.wait(60)
        app = Flask("later")
        app.add_url_rule("/", view_func=lambda: "made")
        return app

    later = Later(make)
    answers: list[str] = []
    asking = threading.Thread(target=lambda: answers.append(Client(later).get("/").text))
    asking.start()
    assert begun.wait(60)
    assert answers == []
    go_on.set()
    asking.join(60)
    assert answers == ["made"]


def test_what_hinders_its_making_is_told_to_whoever_asks() -> None:
    def make() -> Flask:
        raise ValueError("no templates")

    later = Later(make)
    with pytest.raises(ValueError, match="no templates"):
        later.get()

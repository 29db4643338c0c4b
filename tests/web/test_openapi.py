"""The OpenAPI document: valid, complete, and kept by the application whatever schemathesis sends to it."""

from __future__ import annotations

import re
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from mlat.graph.formats import AnswerKind, formats_for
from mlat.web.openapi.document import document, resolve

#: Files of the pages, whose addresses are given by the pages; and a method that OpenAPI 3.1 has no word for.
NOT_DESCRIBED = {"static"}
METHODS = {"GET", "POST"}
#: The documented answers of a server that can't answer now.
BUSY = {503, 504}


#: Other spellings of addresses that are described.
FORGIVEN = {"/sparql/"}


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, item in document()["paths"].items()
        for method, operation in item.items()
    ]


def test_it_is_valid() -> None:
    OpenAPIV31SpecValidator(document()).validate()


def test_it_has_every_route_and_no_other(project_app: Flask) -> None:
    routed = {
        (re.sub(r"<(?:[^:<>]*:)?(\w+)>", r"{\1}", rule.rule), method)
        for rule in project_app.url_map.iter_rules()
        if rule.endpoint not in NOT_DESCRIBED and rule.rule not in FORGIVEN
        for method in (rule.methods or set()) & METHODS
    }
    assert {(path, method.upper()) for path, method, _ in operations()} == routed


def test_every_operation_says_what_it_does_under_a_tag_and_an_id_of_its_own() -> None:
    ids = [operation["operationId"] for _, _, operation in operations()]
    assert len(ids) == len(set(ids))
    tags = {tag["name"] for tag in document()["tags"]}
    for path, _, operation in operations():
        assert operation["summary"] and set(operation["tags"]) <= tags, path
        assert "default" in operation["responses"], path


def test_formats_are_those_of_the_table() -> None:
    content = document()["paths"]["/fragments"]["get"]["responses"]["200"]["content"]
    assert set(content) == {form.media_type for form in formats_for(AnswerKind.GRAPH)}
    assert "x-format" not in str(document())


def test_it_is_served(project_app: Flask) -> None:
    response = project_app.test_client().get("/openapi.json")
    assert (response.mimetype, response.json) == ("application/json", document())


def test_people_get_all_of_it_as_a_page(project_app: Flask) -> None:
    text = project_app.test_client().get("/api", headers={"Accept": "text/html"}).text
    for path, method, _ in operations():
        assert f"<code>{method.upper()} {path}</code>" in text


def test_the_schema_of_an_answer_is_there_for_those_who_take_answers(project_app: Flask) -> None:
    response = project_app.test_client().get("/answer.schema.json")
    assert response.mimetype == "application/schema+json"
    assert response.json and response.json["$id"].endswith("/answer.schema.json")


def asked() -> list[Any]:
    """Each operation with what fits the document, and with what doesn't.

    Where only a path can be wrong, any text fits it.
    """
    found = []
    for path, method, operation in operations():
        places = {resolve(each)["in"] for each in operation.get("parameters", ())}
        modes = list(GenerationMode) if "query" in places else [GenerationMode.POSITIVE]
        # Pages take their time, and differ in little but the language.
        examples = 3 if {"pages", "lists"} & set(operation["tags"]) else 8
        found += [
            pytest.param(path, method, mode, examples, id=f"{method} {path} {mode.value}") for mode in modes
        ]
    return found


@pytest.mark.parametrize(("path", "method", "mode", "examples"), asked())
def test_whatever_is_sent_the_answer_is_a_described_one(
    project_app: Flask, path: str, method: str, mode: GenerationMode, examples: int
) -> None:
    operation = schemathesis.openapi.from_dict(document())[path][method.upper()]

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        response = case.call(app=project_app, headers={"Accept-Encoding": "identity"})
        assert response.status_code < 500 or response.status_code in BUSY, response.text
        case.validate_response(response, checks=[content_type_conformance, response_schema_conformance])

    ask()

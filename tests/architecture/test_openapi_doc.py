"""The API as it is and as it is written down are one; `make docs` writes it anew."""

import json
from typing import Any

import pytest
from openapi_spec_validator import validate

from api.errors import CODES, REASONS
from api.registry_files.errors import FileProblem
from api.schemas.problems import ProblemCode
from scripts.openapi_doc import FILE, told


@pytest.fixture(scope="module")
def document() -> Any:
    return json.loads(told())


def test_the_document_is_the_one_that_is_kept() -> None:
    assert FILE.read_text("utf-8") == told(), "the API has changed: make docs, and look at the difference"


def operations(document: Any) -> list[tuple[str, Any]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method != "parameters"
    ]


def test_every_operation_says_who_may_use_it_and_how_it_refuses(document: Any) -> None:
    for name, operation in operations(document):
        assert operation["summary"], name
        assert operation["x-roles"], name
        assert operation["security"], name
        for status in ("401", "403", "429", "500"):
            problem = operation["responses"][status]["content"]["application/problem+json"]
            assert problem["schema"] == {"$ref": "#/components/schemas/Problem"}, name


def test_every_reference_leads_somewhere(document: Any) -> None:
    text = json.dumps(document)
    for kind, parts in document["components"].items():
        for name in parts:
            text = text.replace(f'"$ref": "#/components/{kind}/{name}"', "")
    assert "$ref" not in text


def test_the_fields_of_a_form_stand_beside_its_file(document: Any) -> None:
    assert "formData" not in json.dumps(document)  # of Swagger 2: OpenAPI 3 has no such parameters
    operation = document["paths"]["/api/v1/imports"]["post"]
    schema = operation["requestBody"]["content"]["multipart/form-data"]["schema"]
    body = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    assert set(body["properties"]) == {"file", "kind", "sheet"}
    assert set(body["required"]) == {"file", "kind"}


def test_a_validator_of_openapi_accepts_it(document: Any) -> None:
    validate(document)


def test_codes_are_listed(document: Any) -> None:
    schemas = document["components"]["schemas"]
    assert set(schemas["Problem"]["properties"]["code"]["enum"]) == {
        *CODES.values(),
        *REASONS,
        *FileProblem,
    }
    assert set(schemas["FieldProblem"]["properties"]["code"]["enum"]) == set(ProblemCode)
    assert document["openapi"].startswith("3.1")

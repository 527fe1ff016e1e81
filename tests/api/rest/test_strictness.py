"""What a route does not list is refused, on every route there is."""

from typing import Any

import pytest

from api.rest.openapi import openapi_document
from models.data_dictionary import DATA_DICTIONARY
from models.principal import Role
from tests.api.rest.gate import ADMINISTRATOR, AUDITOR, LEADER, OFFICER, OURS, STREET, WHOLE, Gate
from tests.conftest import FULL_FIGURES
from tests.figures import Figure

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

WHO = {each.role: each for each in (OFFICER, STREET, OURS, LEADER, AUDITOR, ADMINISTRATOR)}
COLUMNS = sorted({column for columns in DATA_DICTIONARY.values() for column in columns})


def operations(gate: Gate) -> list[tuple[str, str, dict[str, Any]]]:
    paths = openapi_document(gate.app)["paths"]
    return [
        (path.removeprefix("/api/v1"), method, operation)
        for path, methods in paths.items()
        for method, operation in methods.items()
        if method in ("get", "post", "put", "patch", "delete")
    ]


def listed(gate: Gate, operation: dict[str, Any]) -> set[str] | None:
    """The fields of a JSON body; None where it takes none."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return None
    schema = content["schema"]["$ref"].rpartition("/")[2]
    return set(openapi_document(gate.app)["components"]["schemas"][schema]["properties"])


def concrete(path: str) -> str:
    return "/".join("A-1" if part.startswith("{") else part for part in path.split("/"))


def test_no_write_route_takes_a_field_that_it_does_not_list(gate: Gate, figure: Figure) -> None:
    gate.post(OURS, "/openings", WHOLE)
    tried = 0
    for path, method, operation in operations(gate):
        fields = listed(gate, operation)
        if fields is None:
            continue
        who = WHO[Role(operation["x-roles"][0])]
        unlisted = sorted({*COLUMNS, "company", "id", "role"} - fields)
        for sent in [[column] for column in unlisted] if FULL_FIGURES else [unlisted]:
            body = dict.fromkeys(sent, 1)
            answer = gate.ask(who, method.upper(), concrete(path), json=body, headers={"If-Match": "*"})
            assert answer.status_code == 422, (path, method, sent, answer.data)
            unknown = [e["field"] for e in answer.json["errors"] if e["code"] == "UNKNOWN_FIELD"]
            assert sorted(unknown) == sent, (path, method)
            tried += len(sent)
    assert tried > len(COLUMNS)
    figure(4, f"{tried} unlisted fields of write routes: each 422")


def test_an_item_of_a_batch_takes_no_field_that_is_not_listed(gate: Gate) -> None:
    items = [{**WHOLE, "external_ref": f"{n}", column: 1} for n, column in enumerate(COLUMNS)]
    told = {*WHOLE, *openapi_document(gate.app)["components"]["schemas"]["OpeningPost"]["properties"]}
    answer = gate.post(OURS, "/openings/batch", {"items": items[:500]}).json
    for item, column in zip(answer["items"], COLUMNS, strict=False):
        unknown = [error["field"] for error in item["errors"] if error["code"] == "UNKNOWN_FIELD"]
        assert unknown == ([] if column in told else [column])


def test_no_route_takes_a_query_that_it_does_not_list(gate: Gate) -> None:
    for path, method, operation in operations(gate):
        who = WHO[Role(operation["x-roles"][0])]
        answer = gate.ask(who, method.upper(), f"{concrete(path)}?colour=red")
        assert answer.status_code == 422, (path, method, answer.data)
        assert ("colour", "UNKNOWN_FIELD") in {(e["field"], e["code"]) for e in answer.json["errors"]}


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"data": b"{", "content_type": "application/json"}, 400),
        ({"data": b"\xff", "content_type": "application/json"}, 400),
        ({"data": b"[" * 100_000, "content_type": "application/json"}, 400),
        ({"data": b"{}", "content_type": "text/plain"}, 415),
        ({}, 415),
        ({"json": []}, 422),
        ({"json": {**WHOLE, "title": "a\0b"}}, 422),
        ({"data": b'{"title": "\\ud800"}', "content_type": "application/json"}, 422),
        ({"json": {**WHOLE, "headcount": float("nan")}}, 422),
        ({"json": {**WHOLE, "headcount": 10**400}}, 422),
        ({"json": {**WHOLE, "headcount": True}}, 422),
        ({"json": {**WHOLE, "title": ["a"]}}, 422),
    ],
)
def test_bodies_that_cannot_be_read(gate: Gate, options: dict[str, Any], status: int) -> None:
    answer = gate.ask(OURS, "POST", "/openings", **options)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("path", ["/openings/%00", "/openings/a%00b", "/openings/%ED%A0%80"])
def test_paths_that_name_nothing(gate: Gate, path: str) -> None:
    assert gate.get(OURS, path).status_code == 404


def test_a_method_that_is_not_there_says_which_are(gate: Gate) -> None:
    answer = gate.ask(OURS, "DELETE", "/openings")
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))

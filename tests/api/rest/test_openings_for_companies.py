"""Officers post and edit openings on a company's behalf, by our references."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.api.rest.gate import LEADER, NEW, OFFICER, OURS, STREET, THEIRS, WHOLE, Gate

TOLD = {field: told for field, told in WHOLE.items() if field != "external_ref"}


def company(gate: Gate, name: str = "新芽") -> str:
    return str(gate.get(OFFICER, f"/companies?q={name}").json["items"][0]["ref"])


def post(gate: Gate, who: Any = OFFICER, name: str = "新芽", **told: object) -> TestResponse:
    return gate.post(who, f"/companies/{company(gate, name)}/openings", {**TOLD, **told})


def patch(gate: Gate, ref: str, json: Any, version: int = 1, who: Any = OFFICER) -> TestResponse:
    return gate.ask(who, "PATCH", f"/openings/{ref}", json=json, headers={"If-Match": f'"{version}"'})


def errors(answer: TestResponse) -> list[tuple[str, str]]:
    return [(each["field"], each["code"]) for each in answer.json["errors"]]


@pytest.mark.parametrize("who", [OFFICER, STREET], ids=lambda who: who.role)
def test_an_opening_of_a_new_company_is_listed_at_once(gate: Gate, who: Any) -> None:
    made = post(gate, who)
    assert made.status_code == 201, made.json
    assert (made.json["state"]["code"], made.json["company"]["trusted"]) == ("open", False)
    assert made.json["external_ref"] is None
    found = gate.get(OFFICER, made.headers["Location"].removeprefix("/api/v1"))
    assert (found.json, found.headers["ETag"]) == (made.json, made.headers["ETag"])
    assert gate.get(OFFICER, "/openings?needs_review=true").json["total"] == 0
    posted = gate.post(
        NEW, "/openings", {**WHOLE, "title": "焊工"}
    ).json  # the company itself waits as before
    assert posted["opening"]["state"]["code"] == "waiting"


def test_a_company_sees_what_was_posted_for_it_and_changes_it_by_its_number(gate: Gate) -> None:
    ref = post(gate, name="云朵", external_ref="B-7").json["ref"]
    assert gate.get(OURS, "/openings/B-7").json["ref"] == ref
    assert gate.get(THEIRS, "/openings/B-7").status_code == 404
    assert patch(gate, "B-7", {"wage": "7000-9000"}, who=OURS).json["outcome"] == "updated"
    stale = patch(gate, ref, {"wage": "8000-9000"})
    assert (stale.status_code, errors(stale)) == (412, [("", "CHANGED_MEANWHILE")])


def test_the_gate_names_words_place_and_article(gate: Gate) -> None:
    refused = post(gate, duties="  限女性", wage="面议")
    assert refused.status_code == 422
    assert errors(refused) == [("duties", "DISCRIMINATION"), ("wage", "ELEMENT_MISSING")]
    params = refused.json["errors"][0]["params"]
    assert (params["words"], params["start"], bool(params["article"])) == ("限女性", 2, True)
    assert gate.get(OFFICER, "/openings").json["total"] == 0


def test_some_is_changed_and_whoever_is_slower_reads_what(gate: Gate) -> None:
    ref = post(gate).json["ref"]
    changed = patch(gate, ref, {"wage": "7000-9000", "education": None})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    told = {field: words for field, words in changed.json["told"].items() if words is not None}
    assert told == {field: words for field, words in TOLD.items() if field != "education"} | {
        "wage": "7000-9000"
    }
    stale = patch(gate, ref, {"wage": "1"})
    assert (stale.status_code, errors(stale)) == (
        412,
        [("education", "CHANGED_MEANWHILE"), ("wage", "CHANGED_MEANWHILE")],
    )
    assert "officer" in stale.json["errors"][0]["message"]
    assert errors(patch(gate, ref, {"duties": None}, 2)) == [("duties", "ELEMENT_MISSING")]
    assert gate.ask(OFFICER, "PATCH", f"/openings/{ref}", json={}).status_code == 428


def test_what_the_company_has_already_is_named(gate: Gate) -> None:
    post(gate)
    twice = post(gate)
    assert (twice.status_code, errors(twice)) == (409, [("title", "TAKEN")])
    assert errors(post(gate, external_ref="a/b")) == [("external_ref", "NUMBER_UNFIT")]


def test_doors(gate: Gate) -> None:
    path, ref = f"/companies/{company(gate)}/openings", post(gate).json["ref"]
    for who in (OURS, NEW, LEADER):
        assert gate.post(who, path, TOLD).status_code == 403
    assert patch(gate, ref, {"wage": "1"}, who=OURS).status_code == 404
    assert patch(gate, ref, {"wage": "1"}, who=LEADER).status_code == 403
    assert gate.post(OFFICER, "/companies/nobody/openings", TOLD).status_code == 404
    assert patch(gate, "nobody", {}).status_code == 404

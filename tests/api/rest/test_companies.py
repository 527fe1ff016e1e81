"""Officers change companies one at a time."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from api.app import create_app
from api.services.access.api_keys import issue_key
from api.services.acting import Acting
from api.settings import Settings
from models.audit_event import AuditEvent, Outcome
from models.company import Company
from models.engine import make_session
from models.principal import Principal
from models.vault import Vault
from tests.api.rest.gate import LEADER, OFFICER, OURS, STREET, WHOLE, Gate


def ref_of(gate: Gate, name: str = "云朵") -> str:
    return str(gate.get(OFFICER, f"/companies?q={name}").json["items"][0]["ref"])


def act(gate: Gate, path: str, json: Any = None, version: int = 1, who: Principal = OFFICER) -> TestResponse:
    return gate.post(who, path, json, headers={"If-Match": f'"{version}"'})


class TestSuspension:
    def test_a_company_is_suspended_and_taken_up_again(self, gate: Gate) -> None:
        path = f"/companies/{ref_of(gate)}"
        gate.post(OURS, "/openings", WHOLE)
        suspended = act(gate, f"{path}/suspend", {"reason": "拖欠工资"})
        assert (suspended.status_code, suspended.json["status"]) == (200, "suspended")
        assert suspended.headers["ETag"] == '"2"'
        record = gate.get(OFFICER, path).json
        assert (record["status"], record["suspended_reason"]) == ("suspended", "拖欠工资")
        (opening,) = gate.get(OFFICER, "/openings").json["items"]
        state = opening["state"]
        assert (state["code"], state["reason"]["code"]) == ("closed", "COMPANY_SUSPENDED")
        resumed = act(gate, f"{path}/resume", version=2)
        assert (resumed.json["status"], resumed.json["suspended_reason"]) == ("active", None)
        assert gate.get(OFFICER, "/openings?status=open").json["total"] == 1

    @pytest.mark.parametrize(
        ("verb", "json", "version", "status"),
        [
            ("suspend", {"reason": "x"}, 9, 412),
            ("suspend", {"reason": " "}, 1, 422),
            ("suspend", {"reason": "x" * 501}, 1, 422),
            ("suspend", {}, 1, 422),
            ("resume", None, 1, 409),
        ],
    )
    def test_what_cannot_be_done(self, gate: Gate, verb: str, json: Any, version: int, status: int) -> None:
        path = f"/companies/{ref_of(gate)}"
        assert act(gate, f"{path}/{verb}", json, version).status_code == status
        assert gate.get(OFFICER, path).json["status"] == "active"

    def test_twice_is_once(self, gate: Gate) -> None:
        path = f"/companies/{ref_of(gate)}/suspend"
        act(gate, path, {"reason": "拖欠工资"})
        again = act(gate, path, {"reason": "又拖欠"}, version=2)
        assert (again.status_code, again.json["code"]) == (409, "COMPANY_SUSPENDED")
        assert gate.post(OFFICER, path, {"reason": "x"}).status_code == 428

    def test_the_street_may_not(self, gate: Gate) -> None:
        path = f"/companies/{ref_of(gate)}"
        for verb, json in (("suspend", {"reason": "x"}), ("resume", None)):
            assert act(gate, f"{path}/{verb}", json, who=STREET).status_code == 403


def test_a_suspended_companys_key_is_told_why_and_opens_nothing(production: Settings, engine: Engine) -> None:
    vault, now = Vault(production.keys), datetime.now(UTC)
    with make_session(engine, vault) as session:
        company = Company(name="云朵", name_key="云朵", uscc="1" * 18, verified=True)
        session.add(company)
        session.flush()
        _, words = issue_key(Acting(session, Principal.operator("test"), now), company)
        session.commit()
        client = create_app(production).test_client()
        ask = {"headers": {"Authorization": f"Bearer {words}", "Accept-Language": "en"}}
        assert client.get("/api/v1/openings", **ask).status_code == 200
        company.suspend("拖欠工资", now)
        session.commit()
        for method, path in (("GET", "/openings"), ("POST", "/openings"), ("GET", "/companies")):
            answer = client.open(f"/api/v1{path}", method=method, **ask)
            assert (answer.status_code, answer.json["code"]) == (403, "COMPANY_SUSPENDED")
            assert "拖欠" not in answer.text
        denials = session.scalars(select(AuditEvent).where(AuditEvent.outcome == Outcome.DENIED)).all()
        assert [event.act for event in denials] == ["route.denied"] * 3
        company.resume()
        session.commit()
        assert client.get("/api/v1/openings", **ask).status_code == 200


WHOLE_COMPANY = {
    "name": "晴天模具有限公司",
    "uscc": "91320205MA27X8K5G1",
    "place": "无锡市锡山区",
    "contact": "晴某",
    "phone": "13800000000",
    "joined": "2026-01-31",
}


def codes(answer: TestResponse) -> list[tuple[str, str]]:
    return [(each["field"], each["code"]) for each in answer.json["errors"]]


class TestRegistration:
    def test_a_company_is_registered_and_vouched_for(self, gate: Gate) -> None:
        made = gate.post(OFFICER, "/companies", WHOLE_COMPANY)
        assert made.status_code == 201, made.json
        assert made.json["place"]["code"] == "320205"
        assert made.json["verified"]
        found = gate.get(OFFICER, made.headers["Location"].removeprefix("/api/v1"))
        assert (found.json, found.headers["ETag"]) == (made.json, made.headers["ETag"])

    @pytest.mark.parametrize(
        ("change", "status", "errors"),
        [
            ({"name": None}, 422, [("name", "REQUIRED")]),
            ({"uscc": "91320205MA27X8K5G2"}, 422, [("uscc", "USCC_INVALID")]),
            ({"place": "火星"}, 422, [("place", "PLACE_UNKNOWN")]),
            (
                {"phone": "x", "joined": "y"},
                422,
                [("phone", "PHONE_UNREADABLE"), ("joined", "DATE_UNREADABLE")],
            ),
            ({"colour": "red"}, 422, [("colour", "UNKNOWN_FIELD")]),
            ({"name": "云朵机械有限公司"}, 409, [("name", "TAKEN")]),
            ({"name": "云朵机械有限公司", "uscc": None}, 409, [("name", "TAKEN")]),
        ],
    )
    def test_what_is_refused(
        self, gate: Gate, change: dict[str, Any], status: int, errors: list[tuple[str, str]]
    ) -> None:
        before = gate.get(OFFICER, "/companies").json["total"]
        refused = gate.post(OFFICER, "/companies", {**WHOLE_COMPANY, **change})
        assert (refused.status_code, codes(refused)) == (status, errors)
        assert gate.get(OFFICER, "/companies").json["total"] == before

    def test_a_known_code_is_somebodys(self, gate: Gate) -> None:
        gate.post(OFFICER, "/companies", WHOLE_COMPANY)
        again = gate.post(OFFICER, "/companies", {**WHOLE_COMPANY, "name": "另一家"})
        assert (again.status_code, again.json["code"]) == (409, "CONFLICT")
        assert codes(again) == [("uscc", "TAKEN")]

    def test_whoever_is_quicker_has_the_code(self, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
        """The other was not there yet when it was looked for: the database refuses, with the same words."""
        gate.post(OFFICER, "/companies", WHOLE_COMPANY)
        before = gate.post(OFFICER, "/companies", {**WHOLE_COMPANY, "name": "另一家"})
        monkeypatch.setattr("api.services.registry.register_company._refuse_known", lambda *_: None)
        again = gate.post(OFFICER, "/companies", {**WHOLE_COMPANY, "name": "另一家"})
        assert (again.status_code, again.data) == (409, before.data)

    def test_two_codes_under_one_name_are_two_companies(self, gate: Gate) -> None:
        gate.post(OFFICER, "/companies", WHOLE_COMPANY)
        other = gate.post(OFFICER, "/companies", {**WHOLE_COMPANY, "uscc": "91320205MA2BT6PQG0"})
        assert other.status_code == 201

    def test_officers_of_the_district_only(self, gate: Gate) -> None:
        for who in (STREET, LEADER, OURS):
            assert gate.post(who, "/companies", WHOLE_COMPANY).status_code == 403


def patch(gate: Gate, path: str, json: Any, version: int = 1) -> TestResponse:
    return gate.ask(OFFICER, "PATCH", path, json=json, headers={"If-Match": f'"{version}"'})


class TestCorrection:
    def test_some_is_changed_and_null_takes_back(self, gate: Gate) -> None:
        path = gate.post(OFFICER, "/companies", WHOLE_COMPANY).headers["Location"].removeprefix("/api/v1")
        changed = patch(gate, path, {"name": "晴天精密模具有限公司", "contact": None})
        assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
        assert (changed.json["name"], changed.json["contact"]) == ("晴天精密模具有限公司", None)
        assert changed.json["phone"] == WHOLE_COMPANY["phone"]
        same = patch(gate, path, {"name": "晴天精密模具有限公司"}, 2)
        assert (same.status_code, same.headers["ETag"]) == (200, '"2"')

    def test_a_code_arrives_and_vouches(self, gate: Gate) -> None:
        made = gate.post(OFFICER, "/companies", {"name": "无证小店"})
        assert not made.json["verified"]
        path = made.headers["Location"].removeprefix("/api/v1")
        assert patch(gate, path, {"uscc": WHOLE_COMPANY["uscc"]}).json["verified"]
        assert codes(patch(gate, path, {"uscc": None}, 2)) == [("uscc", "REQUIRED")]
        assert codes(patch(gate, path, {"name": " "}, 2)) == [("name", "REQUIRED")]

    def test_what_is_anothers_is_refused(self, gate: Gate) -> None:
        gate.post(OFFICER, "/companies", WHOLE_COMPANY)
        path = f"/companies/{ref_of(gate)}"
        refused = patch(gate, path, {"uscc": WHOLE_COMPANY["uscc"]})
        assert (refused.status_code, codes(refused)) == (409, [("uscc", "TAKEN")])
        assert patch(gate, path, {"name": "新"}, 7).status_code == 412
        assert gate.ask(OFFICER, "PATCH", path, json={}).status_code == 428

    @pytest.mark.parametrize("tag", ['""', '"' + "9" * 40 + '"', '"one"', "W/"])
    def test_a_version_that_is_none_is_stale(self, gate: Gate, tag: str) -> None:
        gate.post(OFFICER, "/companies", WHOLE_COMPANY)
        stale = gate.ask(OFFICER, "PATCH", f"/companies/{ref_of(gate)}", json={}, headers={"If-Match": tag})
        assert stale.status_code == 412

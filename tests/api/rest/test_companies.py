"""Officers change companies one at a time."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from api.app import create_app
from api.services.api_keys import issue_key
from api.settings import Settings
from models.audit_event import AuditEvent, Outcome
from models.company import Company
from models.engine import make_session
from models.principal import Principal
from models.vault import Vault
from tests.api.rest.gate import OFFICER, OURS, STREET, WHOLE, Gate


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
        _, words = issue_key(session, company, who=Principal.operator("test"), now=now)
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

"""What a company is told of a referral and what it may answer, over the door that its programs use."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import pytest
import time_machine
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.give_consent import give_consent, withdraw_consent
from api.services.place_student import place_elsewhere
from api.services.refer_student import expire_referral, propose_referral, send_referral
from api.settings import Settings
from matcher.policy import STANDARD
from matcher.vocabulary import Completion, Education, ReferralState, Side, Signer, StudentState, Way
from models.audit_event import AuditEvent
from models.company import Company
from models.engine import make_session
from models.idempotency_key import IdempotencyKey
from models.placement import Placement
from models.referral import Referral
from models.student import Student
from models.vault import Vault
from tests.api.rest.gate import OFFICER, OURS, THEIRS, Gate
from tests.models.samples import a_shortlist, a_student, an_opening

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
SECRETS = ("孤儿", "320205200609019016", "锡北镇泾虹路", "周叔叔", "不能久站", "2006-09-01", "账户")
WORK: dict[str, Any] = {
    "education": Education.ANY,
    "place": "320205",
    "occupation": "2-06-03-00",
    "occupation_confidence": 1.0,
    "skills": ["会计核算"],
    "hazards": [],
    "valid_to": date(2027, 6, 1),
}


class Case(NamedTuple):
    """One student who was introduced to the first company, and what stands behind it."""

    gate: Gate
    engine: Engine
    vault: Vault
    handle: str

    def session(self) -> Any:
        return make_session(self.engine, self.vault)

    def answer(self, **told: Any) -> Any:
        return self.gate.post(OURS, f"/referrals/{self.handle}/answer", told)

    def read(self) -> Any:
        return self.gate.get(OURS, f"/referrals/{self.handle}").json

    def trail(self) -> list[AuditEvent]:
        with self.session() as session:
            return list(session.scalars(select(AuditEvent).order_by(AuditEvent.id)))


@pytest.fixture
def case(gate: Gate, engine: Engine, production: Settings) -> Iterator[Case]:
    vault = Vault(production.keys)
    with time_machine.travel(NOW, tick=False):
        with make_session(engine, vault) as session:
            referral = introduced(session, vault)
            handle = referral.ref
            session.commit()
        yield Case(gate, engine, vault, handle)


def introduced(session: Session, vault: Vault) -> Referral:
    """A student who has agreed, and was sent to the first company."""
    company = session.get_one(Company, OURS.company)
    student = a_student(
        vault,
        phone="13900001111",
        address="锡北镇泾虹路1号",
        guardian="周叔叔",
        limits=["standing"],
        limits_words="不能久站",
        place="320205",
        state=StudentState.SEEKING,
        education=Education.BACHELOR,
        completion=Completion.GRADUATED,
        graduation=date(2025, 6, 30),
        school="锡山试验学院",
        major_words="会计学",
        wished_occupations=["2-06-03-00"],
        skills=["会计核算"],
    )
    opening = an_opening(company, "文员", external_ref="A-1", headcount=1, **WORK)
    shortlist = a_shortlist(student, opening, made_by="账户", approved_by="账户")
    session.add(shortlist)
    session.flush()
    acting = Acting(session, OFFICER, NOW)
    referral = propose_referral(acting, shortlist.items[0], STANDARD)
    give_consent(acting, student, company, signer=Signer.STUDENT, way=Way.LINK)
    send_referral(acting, referral, STANDARD)
    return referral


def change(case: Case, act: Any) -> None:
    """Let an officer do something about the one referral."""
    with case.session() as session:
        act(Acting(session, OFFICER, datetime.now(UTC)), session.scalars(select(Referral)).one())
        session.commit()


def withdraw(acting: Acting, referral: Referral) -> None:
    withdraw_consent(acting, referral.student, referral.company, Way.LINK)


def test_whoever_agreed_is_told_by_the_list_of_what_may_be_told(case: Case) -> None:
    answer = case.gate.get(OURS, "/referrals")
    assert answer.json["items"] == [case.read()]
    assert case.read() == {
        "handle": case.handle,
        "opening": {"external_ref": "A-1", "title": "文员"},
        "state": {"code": "sent", "name": "waiting for your answer"},
        "sent_at": NOW.isoformat(),
        "interview": None,
        "candidate": {
            "name": "云小星",
            "phone": "13900001111",
            "study": {
                "education": {"code": "21", "name": "bachelor's degree"},
                "completion": {"code": "graduated", "name": "graduated"},
                "graduation": "2025-06-30",
                "school": "锡山试验学院",
                "major": "会计学",
            },
            "skills": [{"code": "会计核算", "name": "Accounting"}],
            "certificates": [],
            "available_from": "2026-11-23",
        },
    }
    assert [secret for secret in SECRETS if secret in answer.text] == []


def test_a_disclosure_is_kept(case: Case) -> None:
    before = len(case.trail())
    case.read()
    (event,) = case.trail()[before:]
    with case.session() as session:
        student = session.scalars(select(Student.ref)).one()
    assert (event.actor, event.act) == (OURS.name, "students.disclosed")
    assert event.details == {"refs": [student], "referrals": [case.handle]}
    assert "phone" in event.fields


def test_another_companys_is_as_none(case: Case) -> None:
    assert case.gate.get(THEIRS, "/referrals").json["total"] == 0
    for path, method in (("", "GET"), ("/answer", "POST")):
        hidden, missing = (
            case.gate.ask(
                THEIRS, method, f"/referrals/{handle}{path}", json={"answer": "offer"} if path else None
            )
            for handle in (case.handle, "a" * 26)
        )
        assert (hidden.status_code, hidden.data) == (missing.status_code, missing.data) == (404, missing.data)


def test_whoever_takes_the_consent_back_is_named_no_more(case: Case) -> None:
    change(case, withdraw)
    seen = case.gate.get(OURS, f"/referrals/{case.handle}")
    assert (seen.json["state"]["code"], seen.json["candidate"]) == ("withdrawn", None)
    refused = case.answer(answer="offer")
    assert (refused.status_code, refused.json["code"]) == (409, "NO_SUCH_MOVE")
    assert "云小星" not in seen.text + refused.text


def test_nobody_is_named_when_the_consent_is_over(case: Case) -> None:
    with time_machine.travel(NOW + timedelta(days=181), tick=False):
        seen = case.read()
        assert (seen["state"]["code"], seen["candidate"]) == ("sent", None)
        refused = case.answer(answer="offer")
    assert (refused.status_code, refused.json["code"]) == (409, "NO_CONSENT")
    assert "云小星" not in refused.text


def test_from_an_interview_to_a_hire(case: Case) -> None:
    at = NOW + timedelta(days=3)
    met = case.answer(answer="interview", at=at.isoformat(), place="  一楼 大厅 ")
    assert (met.status_code, met.json["state"]["code"]) == (200, "interview")
    assert met.json["interview"] == {"at": at.isoformat(), "place": "一楼 大厅"}
    assert "candidate" not in met.json
    assert case.answer(answer="offer").json["state"]["code"] == "offer"
    hired = case.answer(answer="hire", started="2026-12-01", wage=5500)
    assert (hired.status_code, hired.json["state"]["code"]) == (200, "hired")
    assert case.read()["candidate"]["name"] == "云小星"
    assert case.gate.get(OURS, "/openings/A-1").json["filled"] == 1
    with case.session() as session:
        placement = session.scalars(select(Placement)).one()
        assert (placement.evidence, placement.wage, placement.recorded_by) == ("self_report", 5500, OURS.name)
        assert placement.student.state is StudentState.TO_START


def test_whoever_declines_needs_the_person_no_more(case: Case) -> None:
    no = case.answer(answer="decline", reason="skills", words="不会用 CAD")
    assert (no.status_code, no.json["state"]["code"]) == (200, "declined")
    assert case.read()["candidate"] is None
    with case.session() as session:
        referral = session.scalars(select(Referral)).one()
        assert (referral.declined_by, referral.decline_words) == (Side.COMPANY, "不会用 CAD")


def test_a_late_answer_counts(case: Case) -> None:
    change(case, expire_referral)
    assert case.read()["state"]["name"] == "not answered in time"
    assert case.answer(answer="offer").status_code == 200


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ({}, {"answer": "REQUIRED"}),
        ({"answer": "maybe"}, {"answer": "NOT_ACCEPTED"}),
        ({"answer": "interview"}, {"at": "REQUIRED", "place": "REQUIRED"}),
        ({"answer": "interview", "at": "2026-12-01T09:00:00", "place": "a"}, {"at": "INVALID"}),
        ({"answer": "interview", "at": "2028-12-01T09:00:00Z", "place": "a"}, {"at": "INVALID"}),
        ({"answer": "interview", "at": "2026-12-01T09:00:00Z", "place": " "}, {"place": "INVALID"}),
        ({"answer": "offer", "wage": 1}, {"wage": "UNKNOWN_FIELD"}),
        ({"answer": "offer", "name": "a"}, {"name": "UNKNOWN_FIELD"}),
        ({"answer": "hire", "started": "9999-12-31"}, {"started": "OUT_OF_RANGE"}),
        ({"answer": "hire", "started": "2028-12-01"}, {"started": "INVALID"}),
        ({"answer": "hire", "started": "2026-12-01", "wage": -1}, {"wage": "OUT_OF_RANGE"}),
        ({"answer": "decline", "reason": "health"}, {"reason": "NOT_ACCEPTED"}),
    ],
)
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_an_answer_has_what_it_needs_and_nothing_else(
    case: Case, told: dict[str, Any], fields: dict[str, str]
) -> None:
    refused = case.answer(**told)
    assert refused.status_code == 422
    assert {each["field"]: each["code"] for each in refused.json["errors"]} == fields
    assert case.read()["state"]["code"] == "sent"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_would_tell_of_the_student_sounds_alike(case: Case) -> None:
    def limit(acting: Acting, referral: Referral) -> None:
        referral.student.birth_date = date(2012, 1, 1)

    change(case, limit)
    young = case.answer(answer="hire", started="2026-12-01")
    assert (young.status_code, young.json["code"]) == (409, "NO_CONSENT")  # as of whoever took it back

    def place(acting: Acting, referral: Referral) -> None:
        referral.student.birth_date = date(2006, 9, 1)
        place_elsewhere(acting, referral.student, "家门口超市", started=date(2026, 11, 20))

    change(case, place)
    assert (
        case.answer(answer="hire", started="2026-12-01").json["code"] == "NO_SUCH_MOVE"
    )  # withdrawn with it
    with case.session() as session:
        assert session.scalars(select(Referral)).one().state is ReferralState.WITHDRAWN


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_an_answer_that_is_sent_again_is_the_same_and_names_nobody(case: Case) -> None:
    def send() -> Any:
        path, key = f"/referrals/{case.handle}/answer", {"Idempotency-Key": "k1"}
        return case.gate.post(OURS, path, {"answer": "offer"}, headers=key)

    first, again = send(), send()
    assert (first.status_code, first.data) == (again.status_code, again.data) == (200, first.data)
    with case.session() as session:
        assert "云小星" not in session.scalars(select(IdempotencyKey.body)).one().decode()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_last_place_is_taken_once(case: Case) -> None:
    with case.session() as session:
        referral = session.scalars(select(Referral)).one()
        referral.opening.filled = 1
        session.commit()
    full = case.answer(answer="hire", started="2026-12-01")
    assert (full.status_code, full.json["code"]) == (409, "NO_VACANCY")

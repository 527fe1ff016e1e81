"""What a company is told of a referral and what it may answer, over the door that its programs use."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from api.clock import written
from api.services.acting import Acting
from api.services.placing.place_student import place_elsewhere
from api.services.placing.refer_student import expire_referral
from matcher.vocabulary import ReferralState, Side, StudentState
from models.idempotency_key import IdempotencyKey
from models.placement import Placement
from models.referral import Referral
from models.student import Student
from tests.api.rest.gate import OURS, THEIRS
from tests.api.rest.introduced import NOW, Case, change, withdraw

SECRETS = ("孤儿", "320205200609019016", "锡北镇泾虹路", "周叔叔", "不能久站", "2006-09-01", "账户")


def test_whoever_agreed_is_told_by_the_list_of_what_may_be_told(case: Case) -> None:
    answer = case.gate.get(OURS, "/referrals")
    assert answer.json["items"] == [case.read()]
    ref = case.read()["opening"]["ref"]
    assert case.gate.get(OURS, f"/openings/{ref}").json["external_ref"] == "A-1"
    assert case.read() == {
        "handle": case.handle,
        "opening": {"external_ref": "A-1", "ref": ref, "title": "文员"},
        "state": {"code": "sent", "name": "waiting for your answer"},
        "sent_at": written(NOW),
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
    assert met.json["interview"] == {"at": written(at), "place": "一楼 大厅"}
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
        ({"answer": "interview", "at": "2026-12-01T09:00:00", "place": "a"}, {"at": "MOMENT_UNREADABLE"}),
        ({"answer": "interview", "at": "2028-12-01T09:00:00Z", "place": "a"}, {"at": "TOO_FAR"}),
        ({"answer": "interview", "at": "2026-12-01T09:00:00Z", "place": " "}, {"place": "REQUIRED"}),
        ({"answer": "offer", "wage": 1}, {"wage": "UNKNOWN_FIELD"}),
        ({"answer": "offer", "name": "a"}, {"name": "UNKNOWN_FIELD"}),
        ({"answer": "hire", "started": "9999-12-31"}, {"started": "OUT_OF_RANGE"}),
        ({"answer": "hire", "started": "2028-12-01"}, {"started": "TOO_FAR"}),
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

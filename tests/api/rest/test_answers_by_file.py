"""A company reports its hires in one file, of its own referrals and no others."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from matcher.vocabulary import ReferralState
from models.opening import Opening
from models.principal import Principal
from models.referral import Referral
from tests.api.rest.gate import NEW, OURS, THEIRS
from tests.api.rest.introduced import Case, change, withdraw

HEADER = "推荐编号,结果,入职日期,月薪,原因\n"
START = "2026-12-01"


def send(case: Case, content: str, who: Principal = OURS, status: int = 200) -> Any:
    file = {"file": (BytesIO(content.encode()), "反馈.csv")}
    answer = case.gate.ask(who, "POST", "/referrals/answers", data=file)
    assert answer.status_code == status, answer.text
    return answer.get_json()


def state(case: Case) -> ReferralState:
    with case.session() as session:
        return ReferralState(session.scalars(select(Referral.state)).one())


def test_a_hire_in_a_file_is_a_hire_and_again_nothing(case: Case) -> None:
    content = f"{HEADER}{case.handle},录用,{START},5000,\n"
    first = send(case, content)
    assert (first["read"], first["updated"], first["problems"]) == (1, 1, [])
    assert state(case) is ReferralState.HIRED
    with case.session() as session:
        assert session.scalars(select(Opening.filled)).one() == 1
    again = send(case, content)
    assert (again["updated"], again["unchanged"], again["problems"]) == (0, 1, [])


@pytest.mark.parametrize("who", [THEIRS, NEW], ids=["theirs", "new"])
def test_anothers_referral_is_as_unknown_as_none(case: Case, who: Principal) -> None:
    nobody = send(case, f"{HEADER}{'a' * 26},录用,{START},,\n", who)
    theirs = send(case, f"{HEADER}{case.handle},录用,{START},,\n", who)
    assert nobody == theirs
    assert [(each["row"], each["column"], each["code"]) for each in theirs["problems"]] == [
        (2, "推荐编号", "NOT_POSSIBLE")
    ]
    assert state(case) is ReferralState.SENT


def test_without_a_live_consent_nothing_is_answered(case: Case) -> None:
    change(case, withdraw)
    (problem,) = send(case, f"{HEADER}{case.handle},未录用,,,技能\n")["problems"]
    assert (problem["row"], problem["code"]) == (2, "NOT_POSSIBLE")


def test_rows_beyond_what_is_taken_and_files_that_cannot_be_read_are_refused(case: Case) -> None:
    many = HEADER + f"{'a' * 26},录用,{START},,\n" * 501
    told = send(case, many, status=422)
    assert (told["code"], "500" in told["title"]) == ("FILE_TOO_MANY_ROWS", True)
    assert send(case, "姓名,电话\n张三,1\n", status=422)["code"] == "HEADERS_MISSING"
    assert state(case) is ReferralState.SENT


def test_the_answer_names_nobody_and_stands_in_the_trail(case: Case) -> None:
    before = len(case.trail())
    answer = send(case, f"{HEADER}{case.handle},录用,{START},,\n")
    assert "云小星" not in str(answer)
    acts = [event.act for event in case.trail()[before:]]
    assert "referral.hired" in acts
    assert {event.actor for event in case.trail()[before:]} == {OURS.name}

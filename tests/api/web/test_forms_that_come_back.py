"""A form that is refused comes back on its page: what was typed stays, what is wrong stands beside it."""

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from models.audit_event import AuditEvent
from models.service_event import ServiceEvent
from tests.api.web.company_site import Site, open_site
from tests.api.web.filled_forms import send
from tests.api.web.placement_desk import GROWN_UP, PlacementDesk
from tests.api.web.test_referrals import propose

LONG = "字" * 2001
WRONG = "anything"


def comes_back(client: FlaskClient, page: str, action: str, **told: Any) -> str:
    """Send a form that is refused; the page that it comes back on."""
    answer: TestResponse = send(client, page, action, **told)
    assert answer.status_code in (400, 409, 412, 422), answer.status_code
    text = unescape(answer.text)
    assert 'class="told problem" role="alert"' in text
    return text


def beside(text: str, name: str) -> str:
    """What stands beside the field that is wrong."""
    found = re.search(
        rf'name="{name}"[^>]*aria-invalid="true".*?<span class="wrong">(.*?)</span>', text, re.S
    )
    assert found is not None, name
    return found[1]


@pytest.fixture
def file(placing: PlacementDesk) -> str:
    return f"/students/{placing.refs[GROWN_UP]}"


OF_THE_FILE = [
    ("services", {"note": LONG, "kind": "guidance"}, "note", "Note (may stay blank)"),
    ("services", {"day": WRONG, "note": "想做会计", "kind": "guidance"}, "day", "Day"),
    ("state", {"state": "求职中", "reason": LONG}, "reason", "Reason (may stay blank)"),
    (
        "consents",
        {"company": "无此公司", "evidence": "柜3-17"},
        "company",
        "Company (its name or credit code)",
    ),
    ("consents", {"company": "云朵机械有限公司", "evidence": LONG}, "evidence", "Where the signed paper is"),
    ("schooling", {"day": "2099-01-01", "note": "家访"}, "day", "Day"),
    ("schooling", {"note": LONG}, "note", "Note (may stay blank)"),
]


@pytest.mark.parametrize("case", OF_THE_FILE)
def test_on_a_students_file(
    placing: PlacementDesk, file: str, case: tuple[str, dict[str, str], str, str]
) -> None:
    act, told, field, label = case
    text = comes_back(placing.client, file, f"{file}/{act}", **told)
    problem = beside(text, field)
    assert f"<li>{label}: {problem}</li>" in text
    for typed in {name: words for name, words in told.items() if name not in ("kind", "state")}.values():
        assert f'value="{typed}"' in text
    assert re.search(r"<details open>", text) or act == "services"


def test_in_the_language_of_whoever_reads(placing: PlacementDesk, file: str) -> None:
    placing.client.set_cookie("locale", "zh_CN")
    text = comes_back(placing.client, file, f"{file}/services", kind="guidance", note=LONG)
    assert re.search(r"<li>备注（可不填）：[^<]*1000[^<]*</li>", text)


def test_nothing_is_kept_but_that_the_page_was_looked_at(placing: PlacementDesk, file: str) -> None:
    with placing.session() as session:
        before = session.query(AuditEvent).count()
    comes_back(placing.client, file, f"{file}/services", kind="guidance", day=WRONG)
    with placing.session() as session:
        assert session.query(ServiceEvent).count() == 0
        looks = session.query(AuditEvent).order_by(AuditEvent.id).offset(before).all()
    assert {each.act for each in looks} == {"student.read"}
    assert len(looks) == 2  # before the form was sent, and as it came back


def test_the_form_that_came_back_can_be_sent_again(placing: PlacementDesk, file: str) -> None:
    text = comes_back(placing.client, file, f"{file}/services", kind="guidance", day=WRONG, note="想做会计")
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text.partition('id="log"')[2]))
    assert hidden["back"] == file
    token = hidden["csrf_token"]
    told = {"csrf_token": token, "back": file, "form": "service", "kind": "guidance", "note": "想做会计"}
    answer = placing.client.post(f"{file}/services", data=told)
    assert answer.status_code == 303
    assert placing.one(ServiceEvent).kind == "guidance"


OF_A_REFERRAL = [
    ("consent", {"evidence": LONG}, "evidence"),
    ("consent", {"evidence": "第3号卷宗", "until": WRONG}, "until"),
    ("interview", {"at": WRONG, "place": "二号门"}, "at"),
    ("interview", {"at": "2026-12-02T10:00", "place": LONG}, "place"),
    ("decline", {"side": "student", "reason": "hours", "words": LONG}, "words"),
    ("hire", {"wage": "5000元", "words": "合同一份"}, "wage"),
    ("hire", {"started": WRONG, "words": "合同一份"}, "started"),
]


@pytest.mark.parametrize(("act", "told", "field"), OF_A_REFERRAL)
def test_on_a_referral(placing: PlacementDesk, act: str, told: dict[str, str], field: str) -> None:
    page = propose(placing)
    if act in ("interview", "hire"):
        send(placing.client, page, f"{page}/consent", evidence="第3号卷宗")
        send(placing.client, page, f"{page}/send")
    text = comes_back(placing.client, page, f"{page}/{act}", **told)
    assert beside(text, field)
    assert re.search(rf'id="{act}" open', text)
    for typed in (words for name, words in told.items() if name not in ("side", "reason")):
        assert f'value="{typed}"' in text


OF_A_COMPANY = [
    ({"answer": "decline", "reason": "skills", "words": "字" * 501}, "words"),
    ({"answer": "interview", "at": "2099-01-01T10:00", "place": "二号门"}, "at"),
    ({"answer": "hire", "wage": "many"}, "wage"),
]


@pytest.mark.parametrize(("told", "field"), OF_A_COMPANY)
def test_on_a_companys_candidate(placing: PlacementDesk, told: dict[str, str], field: str) -> None:
    site: Site = open_site(placing)
    page = f"/company/candidates/{site.sent()}"
    text = comes_back(site.client, page, f"{page}/answer", **told)
    assert beside(text, field)
    assert f'value="{told[field]}"' in text


def test_what_an_officer_says_of_a_company_and_of_an_opening(placing: PlacementDesk) -> None:
    company = f"/companies/{placing.refs['云朵机械有限公司']}"
    text = comes_back(placing.client, company, f"{company}/suspend", reason=LONG)
    assert "1000" in beside(text, "reason")
    assert f'value="{LONG}"' in text


def test_work_found_elsewhere(placing: PlacementDesk, file: str) -> None:
    text = comes_back(
        placing.client, f"{file}/work", f"{file}/work", employer="汽修铺", wage="x", words="本人说"
    )
    assert beside(text, "wage") == "A whole number is needed here"
    assert 'value="汽修铺"' in text
    assert 'value="本人说"' in text


def test_links_of_the_page_still_lead_to_it(placing: PlacementDesk, file: str) -> None:
    text = comes_back(placing.client, file, f"{file}/services", kind="guidance", day=WRONG)
    language = re.search(r'href="([^"]*lang=zh_CN)"', text)
    assert language is not None
    assert language[1].startswith(f"{file}?")


def test_a_page_that_is_not_there_leaves_the_refusal_to_be_told_alone(
    placing: PlacementDesk, file: str
) -> None:
    token = re.search(r'name="csrf_token" value="([^"]+)"', placing.client.get(file).text)
    assert token is not None
    told = {"csrf_token": token[1], "back": "/nowhere", "kind": "guidance", "day": WRONG}
    answer = placing.client.post(f"{file}/services", data=told)
    assert answer.status_code == 422
    assert "Some fields cannot be accepted" in answer.text

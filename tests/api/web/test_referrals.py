"""Referrals on the desk, from the proposal to the hire, through the forms that each page has at that step."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from api.clock import today
from models.audit_event import AuditEvent
from models.consent import Consent
from models.placement import Placement
from models.referral import Referral
from tests.api.web.filled_forms import actions, send
from tests.api.web.placement_desk import GROWN_UP, MINOR, PHONE, PlacementDesk
from tests.api.web.test_kept_shortlists import item, keep

PAPER = "folder 7"


def propose(desk: PlacementDesk, name: str = GROWN_UP, title: str = "会计") -> str:
    """The address of a new referral."""
    kept = keep(desk, name)
    chosen = item(desk, kept, title).rpartition("/")[2]
    send(desk.client, kept, f"{kept}/approve")
    send(desk.client, kept, f"{kept}/propose", item=chosen)
    return f"/referrals/{desk.one(Referral).ref}"


@pytest.fixture
def page(placing: PlacementDesk) -> str:
    return propose(placing)


@pytest.fixture
def sent(placing: PlacementDesk, page: str) -> str:
    send(placing.client, page, f"{page}/consent", evidence=PAPER)
    send(placing.client, page, f"{page}/send")
    return page


def step(desk: PlacementDesk, page: str) -> str:
    found = re.search(r'aria-current="step">([^<]+)<', desk.client.get(page).text)
    assert found is not None
    return found[1]


def acts(desk: PlacementDesk, page: str) -> set[str]:
    return {
        each.removeprefix(f"{page}/") for each in actions(desk.client, page) if each.startswith(f"{page}/")
    }


def test_each_step_has_the_acts_that_follow_and_no_other(placing: PlacementDesk, page: str) -> None:
    over = {"decline", "withdraw"}
    assert acts(placing, page) == {"consent", *over}
    send(placing.client, page, f"{page}/consent", evidence=PAPER)
    assert step(placing, page) == "the student agrees"
    assert acts(placing, page) == {"send", "consent/end", *over}
    send(placing.client, page, f"{page}/send")
    assert step(placing, page) == "sent to the company"
    waiting = {"chase", "interview", "offer", "hire", "expire", "consent/end", *over}
    assert acts(placing, page) == waiting
    at = (datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%dT14:30")
    shown = send(placing.client, page, f"{page}/interview", at=at, place="2 Spring Road").text
    assert "14:30 · 2 Spring Road" in shown  # here, and not in Greenwich
    assert acts(placing, page) == waiting | {"interview/told"}
    send(placing.client, page, f"{page}/offer")
    assert step(placing, page) == "offered the job"
    shown = send(placing.client, page, f"{page}/hire", evidence="contract", wage="5200", words="signed").text
    assert "Hired: one place of the opening is taken." in shown
    assert "¥5,200" in shown
    assert placing.one(Placement).started == today()
    assert step(placing, page) == "hired"
    assert acts(placing, page) == {"consent/end"}
    assert f"/placements/{placing.one(Placement).ref}" in placing.client.get(page).text


def test_the_opening_and_the_company_to_call_are_one_step_away(placing: PlacementDesk, page: str) -> None:
    found = re.findall(r'href="(/(?:openings|companies)/\w+)"', placing.client.get(page).text)
    assert [each.split("/")[1] for each in found] == ["openings", "companies"]
    assert all(placing.client.get(each).status_code == 200 for each in found)


def test_a_minor_needs_a_guardian(placing: PlacementDesk) -> None:
    page = propose(placing, MINOR)
    told = {"evidence": PAPER, "signer": "student"}
    assert "a guardian must agree as well" in send(placing.client, page, f"{page}/consent", **told).text
    send(placing.client, page, f"{page}/consent", evidence=PAPER)  # who signs is chosen by the age
    assert step(placing, page) == "the student agrees"


def test_what_cannot_be_read_is_told_and_nothing_is_written(placing: PlacementDesk, page: str) -> None:
    for told in (
        {"evidence": ""},
        {"evidence": PAPER, "until": "tomorrow"},
        {"evidence": PAPER, "signer": "x"},
    ):
        shown = send(placing.client, page, f"{page}/consent", **told).text
        assert 'class="told problem"' in shown
    assert step(placing, page) == "proposed to the student"
    with placing.session() as session:
        assert session.scalars(select(Consent)).all() == []


def test_who_is_slower_is_told(placing: PlacementDesk, sent: str) -> None:
    shown = send(placing.client, sent, f"{sent}/offer", version="1").text
    assert "Somebody has changed this since you read it" in shown
    assert step(placing, sent) == "sent to the company"


def test_a_refusal_its_reason_and_the_officers_word_are_three_things(
    placing: PlacementDesk, sent: str
) -> None:
    shown = send(placing.client, sent, f"{sent}/decline", side="student", reason="hours", words="nights").text
    assert "“nights”" in shown
    assert "not judged" in shown
    assert placing.one(Referral).suitable is None
    send(placing.client, sent, f"{sent}/judge", suitable="no")
    assert placing.one(Referral).suitable is False
    send(placing.client, sent, f"{sent}/judge", suitable="")
    assert placing.one(Referral).suitable is None


def test_a_company_that_knows_nothing_cannot_decline(placing: PlacementDesk, page: str) -> None:
    sides = re.search(r'name="side"[^>]*>(.*?)</select>', placing.client.get(page).text, re.S)
    assert sides is not None
    assert 'value="student"' in sides[1]
    assert 'value="company"' not in sides[1]


def test_the_company_is_told_as_long_as_the_consent_lives(placing: PlacementDesk, sent: str) -> None:
    assert PHONE in placing.client.get(sent).text
    shown = send(placing.client, sent, f"{sent}/consent/end").text
    assert PHONE not in shown
    assert step(placing, sent) == "withdrawn"


def test_the_letter_tells_what_may_be_told_and_is_audited(placing: PlacementDesk, sent: str) -> None:
    letter = placing.client.get(f"{sent}/letter").text
    for told in (
        GROWN_UP,
        PHONE,
        "雨滴电子有限公司",
        "会计",
        "锡山试验学院",
        "Receipt",
        sent.rpartition("/")[2],
    ):
        assert told in letter
    event = placing.one(AuditEvent)
    assert event.act == "referral.letter"
    chinese = placing.client.get(f"{sent}/letter?lang=zh_CN").text
    for told in ("推荐介绍信", "回执", "推荐单位（盖章）", f"兹推荐{GROWN_UP}同学前往贵单位应聘“会计”岗位"):
        assert told in chinese
    body = chinese.partition('<article class="letter">')[2]
    for hint in ("困难", "孤儿", "低保", "救助", "帮扶", "爱心", "hardship"):
        assert hint not in body


@pytest.mark.parametrize("ended", [True, False])
def test_there_is_no_letter_without_a_consent_or_before_it_is_sent(
    placing: PlacementDesk, page: str, ended: bool
) -> None:
    send(placing.client, page, f"{page}/consent", evidence=PAPER)
    if ended:
        send(placing.client, page, f"{page}/send")
        send(placing.client, page, f"{page}/consent/end")
    answer = placing.client.get(f"{page}/letter")
    assert answer.status_code == 409
    assert GROWN_UP not in answer.text


def test_the_list_is_narrowed_as_one_asks(placing: PlacementDesk, sent: str) -> None:
    other = propose(placing, MINOR, "出纳")

    def found(query: str) -> set[str]:
        text = placing.client.get(f"/referrals?{query}").text
        return {each for each in (sent, other) if each in text}

    refs = placing.refs
    assert found("") == found("mine=1") == {sent, other}
    assert found("state=sent") == {sent}
    assert found("state=proposed") == {other}
    assert found(f"company={refs['云朵机械有限公司']}") == {other}
    assert found(f"student={refs[GROWN_UP]}") == {sent}
    assert found("unanswered=1") == set()
    with placing.session() as session:
        referral = session.scalars(select(Referral).where(Referral.sent_at.is_not(None))).one()
        referral.sent_at = datetime.now(UTC) - timedelta(days=8)
        session.commit()
    assert found("unanswered=1") == {sent}
    send(placing.client, sent, f"{sent}/chase")
    assert found("unanswered=1") == set()

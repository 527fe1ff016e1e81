"""The morning's lists: each row with the act that is at hand, after which it waits no more."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from api.clock import today
from api.services.acting import Acting
from api.services.placing.ask_correction import ask_correction
from api.services.work_lists import WorkList
from models.placement import Placement, RetentionCheck
from models.principal import Principal, Role
from models.referral import Referral
from models.service_event import Service, ServiceEvent
from models.student import Student
from tests.api.web.filled_forms import send
from tests.api.web.placement_desk import GROWN_UP, PlacementDesk
from tests.api.web.test_referrals import PAPER, propose


@pytest.fixture
def sent(placing: PlacementDesk) -> str:
    page = propose(placing)
    send(placing.client, page, f"{page}/consent", evidence=PAPER)
    send(placing.client, page, f"{page}/send")
    return page


def test_the_morning_links_to_what_waits(placing: PlacementDesk) -> None:
    morning = placing.client.get("/").text
    assert 'href="/work/services-owed"' in morning
    assert 'href="/work/starts"' not in morning  # nothing waits there


@pytest.mark.parametrize("name", list(WorkList))
def test_every_list_has_a_page_and_says_when_nothing_waits(placing: PlacementDesk, name: WorkList) -> None:
    text = placing.client.get(f"/work/{name}").text
    empty = "Nothing waits here." in text or "No school term is on record" in text
    assert empty is ("Waiting: 0" in text)


def test_a_company_that_is_silent_is_asked_again(placing: PlacementDesk, sent: str) -> None:
    with placing.session() as session:
        session.scalars(select(Referral)).one().sent_at = datetime.now(UTC) - timedelta(days=9)
        session.commit()
    page = "/work/unanswered-referrals"
    assert sent in placing.client.get(page).text
    assert "催办时间" not in placing.client.get(f"{page}?lang=zh_CN").text  # a field's name, no act's
    assert "The company was asked again" in placing.client.get(f"{page}?lang=en").text
    shown = send(placing.client, page, f"{sent}/chase").text
    assert "It is on record that you asked again." in shown
    assert "Waiting: 0" in shown
    assert placing.one(Referral).chased_at is not None


def test_who_is_still_employed_is_kept_with_a_click(placing: PlacementDesk, sent: str) -> None:
    send(placing.client, sent, f"{sent}/hire")
    placement = f"/placements/{placing.one(Placement).ref}"
    with placing.session() as session:
        session.scalars(select(Placement)).one().started = today() - timedelta(days=100)
        session.commit()
    page = "/work/retention-checks"
    assert "Waiting: 0" in send(placing.client, page, f"{placement}/checks").text
    check = placing.one(RetentionCheck)
    assert (check.months, check.outcome) == (3, "employed")


def test_a_service_is_logged_from_its_list(placing: PlacementDesk) -> None:
    page = "/work/services-owed"
    before = placing.client.get(page).text
    assert GROWN_UP in before
    shown = send(placing.client, page, f"/students/{placing.refs[GROWN_UP]}/services", kind="guidance").text
    assert "Logged." in shown
    event = placing.one(ServiceEvent)
    assert event.kind is Service.GUIDANCE
    assert before.count("guidance talks 1") == shown.count("guidance talks 1") + 1
    assert 'value="recommendation"' not in shown  # a referral that is sent counts by itself


def test_a_consent_that_ends_soon_leads_to_the_personal_link(placing: PlacementDesk) -> None:
    page = propose(placing)
    soon: date = today() + timedelta(days=5)
    send(placing.client, page, f"{page}/consent", evidence=PAPER, until=soon.isoformat())
    assert f"/students/{placing.refs[GROWN_UP]}/link" in placing.client.get("/work/consents-expiring").text


def test_whoever_agreed_is_sent_from_the_list(placing: PlacementDesk) -> None:
    page = propose(placing)
    assert page not in placing.client.get("/work/referrals-to-send").text
    send(placing.client, page, f"{page}/consent", evidence=PAPER)
    assert page in placing.client.get("/work/referrals-to-send").text
    assert "since" in placing.client.get("/referrals?state=consented&lang=en").text
    send(placing.client, page, f"{page}/send")
    assert "Waiting: 0" in placing.client.get("/work/referrals-to-send").text


def test_a_correction_is_seen_wherever_the_student_is_told_of_until_it_is_done(
    placing: PlacementDesk, sent: str
) -> None:
    file, words = f"/students/{placing.refs[GROWN_UP]}", "手机号换成13800138000"
    with placing.session() as session:
        student = session.scalars(select(Student).where(Student.ref == placing.refs[GROWN_UP])).one()
        who = Principal(Role.STUDENT, "link:abc", student=student.id)
        ask_correction(Acting(session, who, datetime.now(UTC)), student, words)
        session.commit()
    marked = "asked for something to be put right"
    assert words in placing.client.get("/work/corrections").text
    assert all(marked in placing.client.get(page).text for page in (sent, f"{sent}/letter"))
    before = placing.client.get(file).text
    assert before.count(words) == 3 - ("Call or visit" in before)  # on top, in what waits, and in the history
    shown = send(placing.client, "/work/corrections", f"/services/{placing.one(ServiceEvent).ref}/settle")
    assert "Waiting: 0" in shown.text
    assert not any(marked in placing.client.get(page).text for page in (sent, f"{sent}/letter"))
    after = placing.client.get(file).text
    assert (after.count(words), "done on" in after) == (1, True)


def test_an_interview_waits_until_the_student_knows_and_again_when_it_is_moved(
    placing: PlacementDesk, sent: str
) -> None:
    page = "/work/interviews-to-tell"
    for day in (2, 3):
        at = f"{today() + timedelta(days=day)}T09:30"
        send(placing.client, sent, f"{sent}/interview", at=at, place="二楼")
        waiting = placing.client.get(page).text
        assert sent in waiting
        assert "09:30 · 二楼" in waiting
        assert "Waiting: 0" in send(placing.client, page, f"{sent}/interview/told").text
        assert "the student knows" in placing.client.get(sent).text

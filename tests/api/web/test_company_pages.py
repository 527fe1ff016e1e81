"""What a company does on its pages: post, pause, revive, answer; and what it never sees."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from api.clock import CLOCK
from models.audit_event import AuditEvent
from models.opening import Opening
from models.placement import Placement
from models.referral import Referral
from models.student import Student
from models.vault import Vault
from tests.api.web.company_site import THEIRS, TITLE, Site, open_site
from tests.api.web.filled_forms import actions, send
from tests.api.web.placement_desk import GROWN_UP, PHONE, STUDY, PlacementDesk
from tests.models.samples import a_student

NEW = "/company/openings/new"
TODAY = datetime.now(CLOCK).date()
TOLD: dict[str, Any] = {
    "title": "数控车工",
    "headcount": "2",
    "place": "无锡市锡山区",
    "wage": "6000-8000",
    "valid_to": f"{TODAY + timedelta(days=5)}",
    "duties": "操作数控车床，看图纸",
}


@pytest.fixture
def site(placing: PlacementDesk) -> Site:
    return open_site(placing)


def opening(site: Site) -> Opening:
    found: Opening = site.desk.one(Opening)
    return found


def acts(site: Site) -> list[str]:
    with site.desk.session() as session:
        query = select(AuditEvent.act).where(AuditEvent.actor == "account:yu").order_by(AuditEvent.id)
        return list(session.scalars(query))


def post(site: Site, **told: Any) -> str:
    text: str = send(site.client, NEW, NEW, **{**TOLD, **told}).text
    return text


class TestOpenings:
    def test_an_opening_is_posted_by_a_number_of_its_own(self, site: Site) -> None:
        post(site)
        made = opening(site)
        assert (made.title, made.headcount, made.external_ref) == ("数控车工", 2, f"{TODAY:%Y%m%d}-1")
        assert "opening.posted" in acts(site)
        assert "数控车工" in site.text("/company/openings")
        assert "last day" in site.text("/company/today")
        assert f"{TODAY:%Y%m%d}-2" in site.text(NEW)

    def test_the_law_is_told_beside_the_words_and_nothing_is_lost(self, site: Site) -> None:
        before = opening(site).id
        page = post(site, title="男会计", duties="做账<b>")
        assert "<mark>男</mark>会计" in page
        assert "The law forbids this wording: 男 (" in page
        assert "做账&lt;b&gt;" in page
        assert opening(site).id == before

    def test_a_number_that_is_given_changes_nothing(self, site: Site) -> None:
        post(site, external_ref="A-1")
        page = post(site, external_ref="A-1", title="铣工")
        assert "铣工" in page
        assert opening(site).title == "数控车工"
        assert opening(site).version == 1

    @pytest.mark.parametrize("number", ["", "A#1", "a/b", "x" * 65])
    def test_a_number_stands_in_addresses(self, site: Site, number: str) -> None:
        before = opening(site).id
        post(site, external_ref=number)
        assert opening(site).id == before

    def test_it_is_edited_paused_revived_and_copied(self, site: Site) -> None:
        post(site)
        here = f"/company/openings/{opening(site).ref}"
        send(site.client, f"{here}/edit", f"{here}/edit", headcount="3")
        assert opening(site).headcount == 3
        send(site.client, here, f"{here}/withdraw", reason="PAUSED")
        assert (opening(site).status, opening(site).status_reason) == ("withdrawn", "PAUSED")
        assert "Paused by the company" in site.text(here)
        send(site.client, here, f"{here}/revive")
        assert opening(site).status == "open"
        copy = site.text(f"{NEW}?like={opening(site).ref}")
        assert "操作数控车床" in copy
        assert f"{TODAY:%Y%m%d}-2" in copy

    def test_what_is_over_is_mended_before_it_is_revived(self, site: Site) -> None:
        post(site)
        with site.desk.session() as session:
            row = session.scalars(select(Opening).order_by(Opening.id.desc()).limit(1)).one()
            row.valid_to, row.status, row.status_reason = TODAY - timedelta(days=1), "withdrawn", "FILLED"
            session.commit()
        here = f"/company/openings/{opening(site).ref}"
        assert 'role="alert"' in send(site.client, here, f"{here}/revive").text
        assert opening(site).status == "withdrawn"

    def test_an_older_version_is_not_written_over_the_newer(self, site: Site) -> None:
        post(site)
        here = f"/company/openings/{opening(site).ref}"
        stale = dict(TOLD, version="1", title="铣工")
        send(site.client, f"{here}/edit", f"{here}/edit", headcount="3")
        page = send(site.client, f"{here}/edit", f"{here}/edit", **stale)
        assert page.status_code == 412
        assert opening(site).title == "数控车工"
        assert "yu" not in page.text.partition("<main")[2]

    def test_anothers_is_not_there(self, site: Site) -> None:
        theirs = site.desk.refs["出纳"]
        for path in (
            f"/company/openings/{theirs}",
            f"/company/openings/{theirs}/edit",
            f"{NEW}?like={theirs}",
        ):
            assert site.client.get(path).status_code == 404
        assert "出纳" not in site.text("/company/openings")


def add_candidate(site: Site) -> str:
    """Somebody new who agrees and is sent to the company, a minute after whoever came before."""
    with site.desk.session() as session:
        number = session.query(Student).count()
        told = {**STUDY, "id_number": f"32020520030901{number:03}X", "birth_date": date(2003, 9, 1)}
        student = a_student(Vault(site.desk.settings.keys), **told)
        session.add(student)
        session.flush()
        ref = student.ref
        session.commit()
    handle = site.sent(student=ref)
    with site.desk.session() as session:
        referral = session.scalars(select(Referral).where(Referral.ref == handle)).one()
        assert referral.sent_at is not None
        referral.sent_at += timedelta(minutes=number)
        session.commit()
    return handle


class TestCandidates:
    def test_somebody_who_agreed_is_named_and_that_is_kept(self, site: Site) -> None:
        handle = site.sent()
        assert TITLE in site.text("/company/today")
        assert GROWN_UP not in site.text("/company/today")
        assert GROWN_UP in site.text("/company/candidates")
        assert PHONE in site.text(f"/company/candidates/{handle}")
        assert acts(site).count("students.disclosed") == 2

    def test_who_waits_for_an_answer_stands_first_of_the_others_the_latest(self, site: Site) -> None:
        handles = [add_candidate(site) for _ in range(4)]
        for handle in handles[1:3]:
            here = f"/company/candidates/{handle}"
            send(site.client, here, f"{here}/answer", answer="offer")
        shown = re.findall(r'href="/company/candidates/(\w+)"', site.text("/company/candidates"))
        assert shown == [handles[3], handles[0], handles[2], handles[1]]

    def test_a_longer_list_asks_the_database_no_more_often(self, site: Site) -> None:
        statements: list[str] = []

        def note(*execution: str) -> None:
            statements.append(execution[2])

        def asked(people: int) -> int:
            for _ in range(people):
                add_candidate(site)
            statements.clear()
            site.text("/company/candidates")
            return len(statements)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            assert asked(1) == asked(7)
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    def test_without_consent_there_is_a_handle_and_nothing_to_answer(self, site: Site) -> None:
        handle = site.sent()
        site.take_consent_back()
        here = f"/company/candidates/{handle}"
        for page in (site.text("/company/candidates"), site.text(here)):
            assert GROWN_UP not in page
            assert PHONE not in page
            assert handle in page
        assert f"{here}/answer" not in actions(site.client, here)

    def test_an_interview_an_offer_and_a_hire(self, site: Site) -> None:
        handle = site.sent()
        here = f"/company/candidates/{handle}"
        at = datetime.now(CLOCK) + timedelta(days=3)
        answer = f"{here}/answer"
        told = {"answer": "interview", "at": f"{at:%Y-%m-%dT%H:%M}", "place": "二号门"}
        assert "二号门" in send(site.client, here, answer, **told).text
        referral: Referral = site.desk.one(Referral)
        assert referral.interview_at == at.replace(second=0, microsecond=0).astimezone(UTC)
        assert "二号门" in site.text("/company/today")
        send(site.client, here, answer, answer="offer")
        send(site.client, here, answer, answer="hire", started=f"{TODAY}", wage="6000")
        placement: Placement = site.desk.one(Placement)
        assert placement.wage == 6000
        assert "Nothing is to be answered" in site.text(here)

    def test_a_day_too_far_and_a_reason_that_is_none_are_refused(self, site: Site) -> None:
        handle = site.sent()
        here, answer = f"/company/candidates/{handle}", f"/company/candidates/{handle}/answer"
        late = f"{TODAY + timedelta(days=400)}"
        assert 'role="alert"' in send(site.client, here, answer, answer="hire", started=late).text
        assert 'role="alert"' in send(site.client, here, answer, answer="decline", reason="health").text
        assert site.desk.one(Referral).state == "sent"
        send(site.client, here, answer, answer="decline", reason="skills", words="不会做账")
        assert site.desk.one(Referral).state == "declined"

    def test_anothers_is_not_there(self, site: Site) -> None:
        handle = site.sent(company=THEIRS, title="出纳")
        assert site.client.get(f"/company/candidates/{handle}").status_code == 404
        assert handle not in site.text("/company/candidates")


class TestKeys:
    def test_a_key_is_shown_once_opens_the_door_and_dies_at_once(self, site: Site) -> None:
        shown = send(site.client, "/account/keys", "/account/keys", kind="all").text
        words = shown.partition('class="secret">')[2].partition("<")[0]
        assert words.startswith("ax_live_")
        assert words not in site.text("/account/keys")
        ask = {"headers": {"Authorization": f"Bearer {words}"}}
        program = site.client.application.test_client()
        assert program.get("/api/v1/openings", **ask).status_code == 200
        assert program.get("/account/keys", **ask).status_code == 401
        assert program.post("/account/keys", **ask).status_code == 401
        ref = words.split("_")[2]
        send(site.client, "/account/keys", f"/account/keys/{ref}/revoke")
        assert program.get("/api/v1/openings", **ask).status_code == 401
        assert [act for act in acts(site) if act.startswith("key")] == ["key.issued", "key.revoked"]

    def test_two_are_enough(self, site: Site) -> None:
        for kind in ("all", "replace"):
            send(site.client, "/account/keys", "/account/keys", kind=kind)
        assert "Revoke a key before" in site.text("/account/keys")

    def test_anothers_key_is_not_there(self, site: Site) -> None:
        page = site.client.get("/account/keys").text
        token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        answer = site.client.post(f"/account/keys/{'a' * 26}/revoke", data={"csrf_token": token})
        assert answer.status_code == 404


def test_the_calls_hold_the_companys_own_numbers(site: Site) -> None:
    post(site, external_ref="GW-7")
    handle = site.sent()
    page = site.text("/company/calls")
    assert "/api/v1/openings/GW-7" in page
    assert handle in page
    assert GROWN_UP not in page


@pytest.mark.parametrize("path", ["today", "openings", "openings/new", "candidates", "calls"])
def test_the_pages_are_a_companys_alone(placing: PlacementDesk, path: str) -> None:
    assert placing.client.get(f"/company/{path}").status_code == 403

"""The page of a personal link: yes and no per company, taken back at once, and nobody else's."""

import logging
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from api.app import create_app
from api.authentication import WRONG_LINKS_A_MINUTE
from api.logs import json_lines
from api.services.acting import Acting
from api.services.placing.disclose import introduce
from api.services.placing.move_referral import move_referral
from api.services.placing.personal_links import revoke_links
from api.services.placing.place_student import end_placement, hire
from api.services.placing.refer_student import send_referral
from api.settings import Settings
from matcher.policy import STANDARD
from matcher.vocabulary import DeclineReason, EndReason, ReferralState, Side, Signer, Way
from models.audit_event import AuditEvent
from models.consent import Consent
from models.engine import make_session
from models.placement import Placement
from models.referral import Referral
from models.service_event import ServiceEvent
from models.student import Student
from models.vault import Vault
from tests.api.web.student_site import OFFICER, Site, make_site
from tests.models.samples import a_company, a_consent


@pytest.fixture
def site(production: Settings, engine: Engine) -> Site:
    return make_site(engine, Vault(production.keys))


@pytest.fixture
def client(production: Settings) -> FlaskClient:
    return create_app(production).test_client()


def get(client: FlaskClient, site: Site, path: str = "", **options: Any) -> Any:
    return client.get(f"/s/{site.secret}{path}", query_string={"lang": "en"}, **options)


def send(client: FlaskClient, site: Site, path: str, page: str = "/kept", **told: str) -> Any:
    """Fill the form of a page in and send it."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', get(client, site, page).text)
    assert token is not None
    return client.post(f"/s/{site.secret}{path}", data={"csrf_token": token[1], **told})


def states(site: Site) -> list[ReferralState]:
    return list(site.ask(lambda session: session.scalars(select(Referral.state).order_by(Referral.id)).all()))


def name_told(site: Site) -> str | None:
    """The name as the first company is told it now."""

    def ask(session: Session) -> str | None:
        referral = session.scalars(select(Referral).order_by(Referral.id).limit(1)).one()
        found = introduce(session, referral, datetime.now(UTC))
        return found and found.name

    name: str | None = site.ask(ask)
    return name


def test_it_says_what_the_work_is_where_how_far_and_for_how_much(client: FlaskClient, site: Site) -> None:
    page = get(client, site).text
    assert page.count("<dd>¥5,000–6,000</dd>") == 2
    assert "from home" not in page  # how far it is nobody knows
    assert "a place to live" not in page  # the company does not say so
    with make_session(site.engine, site.vault) as session:
        first = session.scalars(select(Referral).order_by(Referral.id).limit(1)).one()
        first.opening.lodging, first.opening.probation_months = True, 2
        first.opening.duties = "整理单据 <b>"
        place = {"criterion": "place", "level": "NEAR", "points": 900, "of": 1500}
        params = {"place": "320205", "distance_km": 12.3}
        first.item.explanation = {"bars": [*first.item.explanation["bars"], {**place, "params": params}]}
        session.commit()
    page = get(client, site).text
    far = "12 km from home</dd>"
    for told in (
        far,
        "<dd>a place to live</dd>",
        "<dd>2 months</dd>",
        "整理单据 &lt;b&gt;",
    ):
        assert page.count(told) == 1, told
    assert far in get(client, site, f"/yes/{site.referrals[0]}").text


def test_yes_to_one_company_is_no_yes_to_another(client: FlaskClient, site: Site) -> None:
    page = get(client, site).text
    assert page.count("The company does not know you.") == 2
    assert page.count("Has the skills asked for: Accounting") == 2
    question = get(client, site, f"/yes/{site.referrals[0]}").text
    for told in ("your name", "your phone number", "your skills", "until", "take it back"):
        assert told in question
    assert "guardian" not in question
    done = send(client, site, f"/yes/{site.referrals[0]}")
    assert (done.status_code, done.location) == (303, f"/s/{site.secret}?done=agreed")
    assert states(site) == [ReferralState.CONSENTED, ReferralState.PROPOSED]
    consent = site.ask(lambda session: session.scalars(select(Consent)).one())
    assert (consent.signer, consent.way) == (Signer.STUDENT, Way.LINK)


def test_a_consent_is_taken_back_with_one_click_and_at_once(client: FlaskClient, site: Site) -> None:
    send(client, site, f"/yes/{site.referrals[0]}")
    with make_session(site.engine, site.vault) as session:
        referral = session.scalars(select(Referral).order_by(Referral.id).limit(1)).one()
        send_referral(Acting(session, OFFICER, datetime.now(UTC)), referral, STANDARD)
        session.commit()
    assert name_told(site) == "云小星"
    assert "The company knows you" in get(client, site).text
    done = send(client, site, f"/withdraw/{site.companies[0]}", page="")
    assert done.location == f"/s/{site.secret}?done=withdrawn"
    assert name_told(site) is None
    assert states(site) == [ReferralState.WITHDRAWN, ReferralState.PROPOSED]
    assert "Companies that may know you" not in get(client, site).text


def test_no_has_a_reason_and_is_nobodys_fault(client: FlaskClient, site: Site) -> None:
    page = f"/no/{site.referrals[1]}"
    assert send(client, site, page, reason="because").status_code == 400
    assert send(client, site, page, reason="distance", words="没有车").status_code == 303
    referral = site.ask(
        lambda session: session.scalars(select(Referral).order_by(Referral.id.desc()).limit(1)).one()
    )
    assert (referral.declined_by, referral.decline_reason) == (Side.STUDENT, DeclineReason.DISTANCE)
    assert referral.suitable is None
    again = send(client, site, page, reason="distance")
    assert (again.status_code, "has changed meanwhile" in again.text) == (409, True)


def test_what_is_kept_is_shown_without_the_hardship(client: FlaskClient, site: Site) -> None:
    page = get(client, site, "/kept").text
    for told in ("云小星", "13900001111", "锡山试验学院"):
        assert told in page
    for hidden in ("320205200609019016", "孤儿", "2003-09-01"):
        assert hidden not in page
    assert send(client, site, "/correction", words="手机号换了").location.endswith("done=asked")
    event = site.ask(lambda session: session.scalars(select(ServiceEvent)).one())
    assert site.ask(lambda session: session.scalars(select(ServiceEvent)).one().note) == "手机号换了"
    assert event.recorded_by.startswith("link:")


def test_looks_and_acts_are_kept(client: FlaskClient, site: Site) -> None:
    before = site.ask(lambda session: len(session.scalars(select(AuditEvent)).all()))
    get(client, site)
    send(client, site, f"/yes/{site.referrals[0]}")
    events = site.ask(
        lambda session: session.scalars(select(AuditEvent).order_by(AuditEvent.id).offset(before)).all()
    )
    assert [event.act for event in events] == [
        "link.opened",
        "link.record_read",
        "consent.given",
        "referral.consented",
    ]
    assert {event.actor.partition(":")[0] for event in events} == {"link"}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
class TestOnOneDatabase:
    def test_before_eighteen_a_guardian_agrees_as_well(
        self, client: FlaskClient, production: Settings, engine: Engine
    ) -> None:
        today = datetime.now(UTC).date()
        site = make_site(engine, Vault(production.keys), born=date(today.year - 17, 1, 1))
        path = f"/yes/{site.referrals[0]}"
        assert "guardian" in get(client, site, path).text
        ticked = {"guardian_agrees": "yes"}
        for told in ({}, {"guardian": "云大山"}, ticked, {"guardian": " ", **ticked}):
            refused = send(client, site, path, **told)
            assert (refused.status_code, "has to agree as well" in refused.text) == (409, True)
        assert states(site)[0] is ReferralState.PROPOSED
        assert send(client, site, path, guardian="云大山", guardian_agrees="yes").status_code == 303
        signed = site.ask(
            lambda session: [(each.signer, each.evidence) for each in session.scalars(select(Consent))]
        )
        assert signed == [(Signer.STUDENT_AND_GUARDIAN, "云大山")]

    def test_links_that_are_none_answer_alike(self, client: FlaskClient, site: Site) -> None:
        unknown = client.get(f"/s/{'a' * 43}")
        with time_machine.travel(datetime.now(UTC) + timedelta(days=61), tick=False):
            expired = client.get(f"/s/{site.secret}")
        with make_session(site.engine, site.vault) as session:
            student = session.scalars(select(Student)).one()
            revoke_links(Acting(session, OFFICER, datetime.now(UTC)), student)
            session.commit()
        revoked = client.get(f"/s/{site.secret}")
        answers = [(each.status_code, each.data) for each in (unknown, expired, revoked)]
        assert answers[0][0] == 401
        assert answers.count(answers[0]) == 3
        kept = {"X-Request-ID", "Date", "Set-Cookie"}
        heads = [{k: v for k, v in each.headers if k not in kept} for each in (unknown, expired, revoked)]
        assert heads.count(heads[0]) == 3

    def test_guessing_is_slowed_down(self, client: FlaskClient, site: Site) -> None:
        with time_machine.travel(datetime.now(UTC), tick=False):
            codes = [client.get(f"/s/{number}").status_code for number in range(WRONG_LINKS_A_MINUTE + 2)]
            assert codes == [401] * WRONG_LINKS_A_MINUTE + [429] * 2
            assert get(client, site).status_code == 200  # whoever has a good one is not kept waiting

    def test_no_form_of_ours_no_act(self, client: FlaskClient, site: Site) -> None:
        for path in (f"/yes/{site.referrals[0]}", f"/withdraw/{site.companies[0]}", "/correction"):
            assert client.post(f"/s/{site.secret}{path}", data={"words": "a"}).status_code == 400
        assert states(site) == [ReferralState.PROPOSED] * 2

    def test_nothing_is_kept_by_a_browser_nor_passed_on(self, client: FlaskClient, site: Site) -> None:
        headers = get(client, site).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "unsafe" not in headers["Content-Security-Policy"]

    def test_the_secret_is_in_no_log(
        self, client: FlaskClient, site: Site, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        get(client, site)
        get(client, site, "/nothing")
        client.post(f"/s/{site.secret}/correction")
        client.get(f"/s/{site.secret}x")
        lines = [json_lines().format(record) for record in caplog.records]
        assert any("request_done" in line for line in lines)
        assert not any(site.secret in line for line in lines)

    def test_another_students_is_as_none(self, client: FlaskClient, site: Site) -> None:
        for path in ("/yes/", "/no/"):
            assert get(client, site, path + "a" * 26).status_code == 404
        assert send(client, site, f"/withdraw/{'a' * 26}").status_code == 404


def test_a_consent_on_paper_without_a_proposal_is_shown_and_taken_back(
    client: FlaskClient, site: Site
) -> None:
    company = a_company("纸面同意公司")
    with make_session(site.engine, site.vault) as session:
        student = session.scalars(select(Student)).one()
        now = datetime.now(UTC)
        until = now.date() + timedelta(days=9)
        said = {"way": Way.OFFICER, "evidence": "柜 3", "given_at": now, "until": until}
        session.add(a_consent(student, company, **said))
        session.commit()
        ref = company.ref
    page = get(client, site)
    assert (page.status_code, "纸面同意公司" in page.text) == (200, True)
    assert send(client, site, f"/withdraw/{ref}", page="").location.endswith("done=withdrawn")
    assert "纸面同意公司" not in get(client, site).text


def end(site: Site, reason: EndReason) -> None:
    with make_session(site.engine, site.vault) as session:
        acting = Acting(session, OFFICER, datetime.now(UTC))
        end_placement(acting, session.scalars(select(Placement)).one(), acting.today, reason)
        session.commit()


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (EndReason.NEVER_STARTED, "You got the job, but did not start there."),
        (EndReason.BETTER_JOB, "You got the job, and do not work there any more."),
    ],
)
def test_a_job_that_came_to_nothing_is_not_told_as_had(
    client: FlaskClient, site: Site, reason: EndReason, told: str
) -> None:
    send(client, site, f"/yes/{site.referrals[0]}")
    with make_session(site.engine, site.vault) as session:
        referral = session.scalars(select(Referral).where(Referral.ref == site.referrals[0])).one()
        acting = Acting(session, OFFICER, datetime.now(UTC))
        send_referral(acting, referral, STANDARD)
        hire(acting, referral, STANDARD, started=acting.today)
        session.commit()
    page = get(client, site).text
    assert "You got the job.</p>" in page
    assert "It was taken back when other work was found." in page  # the hire withdrew the other proposal
    end(site, reason)
    page = get(client, site).text
    assert "You got the job.</p>" not in page
    assert told in page
    assert "it can be proposed again" in page


def test_an_own_no_is_told_as_such_and_another_is_not(client: FlaskClient, site: Site) -> None:
    send(client, site, f"/no/{site.referrals[0]}", reason="wage")
    page = get(client, site).text
    assert "You said no. If that was a mistake, tell your officer" in page
    assert "It came to nothing." not in page
    with make_session(site.engine, site.vault) as session:
        acting = Acting(session, OFFICER, datetime.now(UTC))
        other = session.scalars(select(Referral).where(Referral.ref == site.referrals[1])).one()
        move_referral(acting, other, ReferralState.WITHDRAWN)
        session.commit()
    assert "It was taken back. If you would like it after all" in get(client, site).text

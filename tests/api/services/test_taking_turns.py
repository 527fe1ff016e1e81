"""Two who act on the same student at once, or beside a company that posts: nobody waits for ever."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.placing import move_referral as moving
from api.services.placing.give_consent import withdraw_consent
from matcher.vocabulary import ReferralState, StudentState, Way
from models.audit import Act, find_break, record
from models.company import Company
from models.engine import make_session
from models.opening import Opening
from models.principal import Principal
from models.referral import Referral
from models.student import Student
from models.vault import Vault
from tests.models.samples import NOW, a_company, a_consent, a_referral, a_shortlist, a_student, an_opening

WAITS = 10  # seconds at most
OPERATOR = Principal.operator("test")

Do = Callable[[Session], None]


@pytest.fixture
def world(engine: Engine, vault: Vault) -> None:
    """A student who has agreed to be named to a company, and another company's opening."""
    company = a_company()
    student = a_student(vault, place="320205001", state=StudentState.SEEKING)
    shortlist = a_shortlist(student, an_opening(company))
    with make_session(engine, vault) as session:
        session.add_all([shortlist, an_opening(a_company("雨滴电子有限公司")), a_consent(student, company)])
        session.flush()
        referral = a_referral(shortlist.items[0])
        session.add(referral)
        session.flush()
        referral.state = ReferralState.CONSENTED
        student.state = StudentState.PROPOSED
        session.commit()


def withdraw(session: Session) -> None:
    student, company = session.scalars(select(Student)).one(), session.get_one(Company, 1)
    assert withdraw_consent(Acting(session, OPERATOR, NOW), student, company, Way.LINK)


def at_once(engine: Engine, vault: Vault, *acts: Do) -> list[str]:
    def run(act: Do) -> str:
        try:
            with make_session(engine, vault) as session:
                act(session)
                session.commit()
        except Exception as error:
            return type(error).__name__
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def is_whole(engine: Engine, vault: Vault) -> bool:
    with make_session(engine, vault, read_only=True) as session:
        return find_break(session) is None


def test_a_withdrawal_and_a_sending_come_one_after_the_other(
    engine: Engine, vault: Vault, world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending, keep = Event(), moving._keep

    def keep_slowly(acting: Acting, referral: Referral) -> None:
        if referral.state is ReferralState.SENT:
            sending.set()  # its row is written, its trail is not
            Event().wait(0.5)
        keep(acting, referral)

    monkeypatch.setattr(moving, "_keep", keep_slowly)

    def send(session: Session) -> None:
        referral = session.scalars(select(Referral)).one()
        acting = Acting(session, OPERATOR, NOW)
        moving.move_referral(acting, referral, ReferralState.SENT, sent_at=NOW)

    def withdraw_meanwhile(session: Session) -> None:
        assert sending.wait(WAITS)
        withdraw(session)

    assert at_once(engine, vault, send, withdraw_meanwhile) == ["done", "done"]
    with make_session(engine, vault, read_only=True) as session:
        assert session.scalars(select(Referral.state)).one() is ReferralState.WITHDRAWN
    assert is_whole(engine, vault)


def test_a_withdrawal_waits_for_a_batch_of_postings_and_no_longer(
    engine: Engine, vault: Vault, world: None
) -> None:
    posting = Event()

    def post(session: Session) -> None:
        session.get_one(Opening, 2).headcount = 5
        session.flush()
        posting.set()
        Event().wait(0.5)
        record(session, OPERATOR, Act("openings.posted"), NOW)

    def withdraw_meanwhile(session: Session) -> None:
        assert posting.wait(WAITS)
        withdraw(session)

    assert at_once(engine, vault, post, withdraw_meanwhile) == ["done", "done"]
    assert is_whole(engine, vault)

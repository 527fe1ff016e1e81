"""A suspended company is out of everything at once, and back in as it was."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.matching.make_shortlist import shortlist_for_student
from api.services.matching.market import Market
from api.services.not_possible import NotPossible
from api.services.openings.opening_state import state_of
from api.services.openings.reserve_vacancy import NoVacancy, reserve_vacancy
from api.services.registry.suspend_company import resume_company, suspend_company
from models.audit_event import AuditEvent
from models.company import Company
from models.engine import make_session
from models.opening import Opening
from models.principal import Principal
from models.queries.listed_openings import Wanted, list_openings
from models.vault import Vault
from tests.small_district import fill

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TODAY = date(2026, 11, 1)
OPERATOR = Principal.operator("test")
STATES = ("open", "waiting", "expired", "full", "withdrawn", "closed")


def by(session: Session) -> Acting:
    return Acting(session, OPERATOR, NOW)


@pytest.fixture
def refs(engine: Engine, vault: Vault) -> dict[str, str]:
    return fill(engine, vault)


@pytest.fixture
def company(refs: dict[str, str], session: Session) -> Company:
    return session.scalars(select(Company)).one()


def test_its_openings_leave_every_list_and_come_back(
    session: Session, company: Company, refs: dict[str, str], market: Market
) -> None:
    def listed() -> int:
        return len(shortlist_for_student(session, market, refs["赵小满"], as_of=TODAY).items)

    def standing() -> dict[str, int]:
        return {each: list_openings(session, Wanted(status=each), TODAY).total for each in STATES}

    assert (listed(), standing()) == (1, dict.fromkeys(STATES, 0) | {"open": 2})
    suspend_company(by(session), company, "拖欠工资")
    session.commit()
    assert (listed(), standing()) == (0, dict.fromkeys(STATES, 0) | {"closed": 2})
    state = state_of(company.openings[0], TODAY)
    assert (state.code, state.reason) == ("closed", "COMPANY_SUSPENDED")
    resume_company(by(session), company)
    session.commit()
    assert (listed(), standing()) == (1, dict.fromkeys(STATES, 0) | {"open": 2})


def test_nobody_is_placed_with_it(session: Session, company: Company) -> None:
    number = session.scalars(select(Opening.id).limit(1)).one()
    suspend_company(by(session), company, "拖欠工资")
    with pytest.raises(NoVacancy):
        reserve_vacancy(session, number)
    resume_company(by(session), company)
    reserve_vacancy(session, number)


def test_act_and_reason_are_kept_and_the_trail_does_not_tell_the_reason(
    engine: Engine, vault: Vault, session: Session, company: Company
) -> None:
    suspend_company(by(session), company, "  拖欠工资 ")
    session.commit()
    with make_session(engine, vault, read_only=True) as again:
        kept = again.scalars(select(Company)).one()
        assert (kept.suspended_at, kept.suspended_reason) == (NOW, "拖欠工资")
        assert "拖欠".encode() not in (kept.suspended_reason_sealed or b"")
        event = again.scalars(select(AuditEvent)).one()
    assert (event.act, event.subject_ref, event.details) == ("company.suspended", company.ref, {})
    resume_company(by(session), company)
    session.commit()
    assert (company.suspended_at, company.suspended_reason) == (None, None)


def test_what_cannot_be_done_is_said(session: Session, company: Company) -> None:
    with pytest.raises(NotPossible, match="COMPANY_ACTIVE"):
        resume_company(by(session), company)
    with pytest.raises(NotPossible, match="REASON_MISSING"):
        suspend_company(by(session), company, " ")
    suspend_company(by(session), company, "拖欠工资")
    with pytest.raises(NotPossible, match="COMPANY_SUSPENDED"):
        suspend_company(by(session), company, "又拖欠")

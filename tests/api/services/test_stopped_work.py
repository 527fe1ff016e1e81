"""What becomes of introductions when a company is suspended, and whose they were when somebody leaves."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services.access.in_hand import InHand, all_in_hand, cases_of
from api.services.acting import Acting
from api.services.registry.suspend_company import resume_company, suspend_company
from matcher.vocabulary import ReferralState, StudentState
from models.audit_event import AuditEvent
from models.principal import Principal
from models.referral import Referral
from models.shortlist import Shortlist
from models.vault import Vault
from tests.models.samples import a_company, a_referral, a_shortlist, a_student, an_opening

NOW = datetime(2026, 11, 1, tzinfo=UTC)
OPERATOR = Principal.operator("test")


@pytest.fixture
def referral(session: Session, vault: Vault) -> Referral:
    """Proposed by wang, who has another list that nobody has approved."""
    student, opening = a_student(vault, state=StudentState.PROPOSED), an_opening(a_company())
    approved = a_shortlist(student, opening, made_by="account:wang")
    draft = a_shortlist(student, opening, made_by="account:wang", approved_at=None, approved_by=None)
    made = a_referral(approved.items[0], proposed_by="account:wang")
    session.add_all([approved, draft, made])
    session.flush()
    return made


def test_a_suspended_companys_referrals_are_withdrawn_and_stay_so(
    session: Session, referral: Referral
) -> None:
    suspend_company(Acting(session, OPERATOR, NOW), referral.company, "拖欠工资")
    assert (referral.state, referral.ended_at) == (ReferralState.WITHDRAWN, NOW)
    assert referral.student.state is StudentState.SEEKING
    acts = session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)).all()
    assert acts == ["company.suspended", "referral.withdrawn"]
    resume_company(Acting(session, OPERATOR, NOW), referral.company)
    assert referral.state is ReferralState.WITHDRAWN


def test_who_leaves_hands_over_what_is_not_over(session: Session, referral: Referral) -> None:
    draft = session.scalars(select(Shortlist.ref).where(Shortlist.approved_at.is_(None))).one()
    assert all_in_hand(session) == [InHand("account:wang", shortlists=1, referrals=1)]
    assert [(case.kind, case.ref) for case in cases_of(session, "account:wang")] == [
        ("shortlist", draft),
        ("referral", referral.ref),
    ]
    suspend_company(Acting(session, OPERATOR, NOW), referral.company, "拖欠工资")
    assert [case.kind for case in cases_of(session, "account:wang")] == ["shortlist"]
    assert all_in_hand(session) == [InHand("account:wang", shortlists=1, referrals=0)]

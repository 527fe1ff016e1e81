"""A page of candidates: each by their own consent at this moment, in as many statements as one takes."""

from datetime import timedelta

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from api.services.placing.disclose import introduce_all
from matcher.vocabulary import ReferralState, Way
from models.company import Company
from models.consent import Consent, ConsentWithdrawal
from models.referral import Referral
from models.vault import Vault
from tests.models.samples import NOW, a_company, a_consent, a_referral, a_shortlist, a_student, an_opening


def sent(session: Session, vault: Vault, company: Company, number: int) -> tuple[Referral, Consent]:
    """Somebody who agreed, and was sent to a company."""
    student = a_student(vault, id_number=f"3202052006090{number:04}X", name=f"云{number}")
    (item,) = a_shortlist(student, an_opening(company, f"焊工{number}")).items
    consent, referral = a_consent(student, company), a_referral(item)
    session.add_all([consent, referral])
    session.flush()
    for state in (ReferralState.CONSENTED, ReferralState.SENT):
        referral.state = state
        referral.sent_at = NOW if state is ReferralState.SENT else None
        session.flush()
    return referral, consent


def test_fifty_are_told_of_in_as_many_statements_as_one(
    session: Session, engine: Engine, vault: Vault
) -> None:
    company = a_company()
    for number in range(50):
        sent(session, vault, company, number)
    session.commit()
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *execution: statements.append(execution[2]))

    def told(most: int) -> tuple[int, int]:
        session.expunge_all()
        referrals = session.scalars(select(Referral).limit(most)).all()
        statements.clear()
        return len(introduce_all(session, referrals, NOW)), len(statements)

    assert told(1) == (1, 2)
    assert told(50) == (50, 2)


def test_each_by_their_own_consent_to_that_company(session: Session, vault: Vault) -> None:
    first, second = a_company("一号公司"), a_company("二号公司")
    rows = [sent(session, vault, company, number) for number, company in enumerate((first, first, second))]
    referrals = [referral for referral, _ in rows]
    rows[0][1].withdrawal = ConsentWithdrawal(at=NOW, way=Way.LINK, recorded_by="link")
    session.add(a_consent(referrals[0].student, second))  # to another company
    session.flush()
    assert list(introduce_all(session, referrals, NOW)) == [each.ref for each in referrals[1:]]
    assert introduce_all(session, referrals, NOW + timedelta(days=400)) == {}
    referrals[1].state, referrals[1].ended_at = ReferralState.WITHDRAWN, NOW
    session.flush()
    assert list(introduce_all(session, referrals, NOW)) == [referrals[2].ref]

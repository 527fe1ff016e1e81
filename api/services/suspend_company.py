"""A company that the programme stops working with, for a reason, and takes up again.

From the moment on at which a suspension is committed every request with its keys is refused, in whatever
worker, and its openings are on no list: both look at how the company stands whenever they are asked. Its
referrals that are not over are withdrawn with it, and stay so.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.move_referral import move_referral
from matcher.vocabulary import ReferralState
from models.audit import Act, record
from models.company import Company, CompanyStatus
from models.principal import Principal
from models.queries.referrals import open_referrals

FIELDS = ("status", "suspended_reason")


class SuspensionError(Exception):
    """What cannot be done: REASON_MISSING, COMPANY_SUSPENDED (it is already) or COMPANY_ACTIVE."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def suspend_company(
    session: Session, company: Company, reason: str, *, who: Principal, now: datetime
) -> None:
    """Suspend a company; raises SuspensionError."""
    if not reason.strip():
        raise SuspensionError("REASON_MISSING")
    if company.status is CompanyStatus.SUSPENDED:
        raise SuspensionError("COMPANY_SUSPENDED", company=company.name)
    company.suspend(reason.strip(), now)
    session.flush()
    record(session, who, Act("company.suspended", ("company", company.ref), FIELDS), now)
    for referral in open_referrals(session, company_id=company.id):
        move_referral(Acting(session, who, now), referral, ReferralState.WITHDRAWN)
    for referral in open_referrals(session, company_id=company.id):
        move_referral(Acting(session, who, now), referral, ReferralState.WITHDRAWN)


def resume_company(session: Session, company: Company, *, who: Principal, now: datetime) -> None:
    """Take a suspended company up again; raises SuspensionError."""
    if company.status is not CompanyStatus.SUSPENDED:
        raise SuspensionError("COMPANY_ACTIVE", company=company.name)
    company.resume()
    session.flush()
    record(session, who, Act("company.resumed", ("company", company.ref), FIELDS), now)

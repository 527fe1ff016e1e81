"""A company that the programme stops working with, for a reason, and takes up again.

From the moment on at which a suspension is committed every request with its keys is refused, in whatever
worker, and its openings are on no list: both look at how the company stands whenever they are asked. Its
referrals that are not over are withdrawn with it, and stay so.
"""

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.placing.move_referral import move_referral
from matcher.vocabulary import ReferralState
from models.company import Company, CompanyStatus
from models.queries.referrals import open_referrals

FIELDS = ("status", "suspended_reason")


def suspend_company(acting: Acting, company: Company, reason: str) -> None:
    """Suspend a company; raises NotPossible REASON_MISSING, COMPANY_SUSPENDED (it is already)."""
    if not reason.strip():
        raise NotPossible("REASON_MISSING")
    if company.status is CompanyStatus.SUSPENDED:
        raise NotPossible("COMPANY_SUSPENDED", company=company.name)
    company.suspend(reason.strip(), acting.now)
    acting.record("company.suspended", ("company", company.ref), fields=FIELDS)
    for referral in open_referrals(acting.session, company_id=company.id):
        move_referral(acting, referral, ReferralState.WITHDRAWN)


def resume_company(acting: Acting, company: Company) -> None:
    """Take a suspended company up again; raises NotPossible COMPANY_ACTIVE."""
    if company.status is not CompanyStatus.SUSPENDED:
        raise NotPossible("COMPANY_ACTIVE", company=company.name)
    company.resume()
    acting.record("company.resumed", ("company", company.ref), fields=FIELDS)

"""A person approves a kept shortlist: from then on it stands as it is, and referrals may follow from it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.matching.edit_shortlist import mark_changed
from api.services.not_possible import NotPossible
from models.principal import OFFICERS, Principal, Role
from models.referral import Referral
from models.scope import whole_registry
from models.shortlist import Shortlist, ShortlistItem

APPROVERS = (*OFFICERS, Role.OPERATOR)
FIELDS = ("approved_at", "approved_by")


def approve_shortlist(acting: Acting, shortlist: Shortlist) -> None:
    """Approve a shortlist as it stands; raises NotPossible NOT_AN_OFFICER, APPROVED."""
    _check_officer(acting.who)
    if shortlist.approved_at is not None:
        raise NotPossible("APPROVED")
    shortlist.approved_at, shortlist.approved_by = acting.now, acting.who.name
    mark_changed(acting, shortlist)
    acting.record("shortlist.approved", ("shortlist", shortlist.ref), fields=FIELDS)


def reopen_shortlist(acting: Acting, shortlist: Shortlist) -> None:
    """Take an approval back, as long as no referral has followed.

    Raises NotPossible NOT_AN_OFFICER, NOT_APPROVED, REFERRED.
    """
    _check_officer(acting.who)
    if shortlist.approved_at is None:
        raise NotPossible("NOT_APPROVED")
    if _is_referred(acting.session, shortlist):
        raise NotPossible("REFERRED")
    shortlist.approved_at = shortlist.approved_by = None
    mark_changed(acting, shortlist)
    acting.record("shortlist.reopened", ("shortlist", shortlist.ref), fields=FIELDS)


def _check_officer(who: Principal) -> None:
    if who.role not in APPROVERS:
        raise NotPossible("NOT_AN_OFFICER")


def _is_referred(session: Session, shortlist: Shortlist) -> bool:
    """Whether a referral hangs on any item; the database lets none begin between this and the reopening."""
    query = select(Referral.id).join(Referral.item).where(ShortlistItem.shortlist_id == shortlist.id)
    with whole_registry(session):
        return session.scalars(query.limit(1)).first() is not None

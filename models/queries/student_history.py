"""All that happened with one student, kind by kind, read in bulk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.consent import Consent
from models.opening import Opening
from models.placement import Placement
from models.queries.schooling import schooling_of
from models.queries.study_aid import TermAid, terms_of
from models.referral import Referral, ReferralMove
from models.schooling_event import SchoolingEvent
from models.service_event import ServiceEvent
from models.shortlist import Shortlist
from models.student import Student


@dataclass(frozen=True, slots=True)
class History:
    """What happened; `moves` by the number of a referral, the first first."""

    services: Sequence[ServiceEvent]
    schooling: Sequence[SchoolingEvent]
    shortlists: Sequence[Shortlist]
    referrals: Sequence[Referral]
    moves: Mapping[int, Sequence[ReferralMove]]
    consents: Sequence[Consent]
    placements: Sequence[Placement]
    terms: Sequence[TermAid]


def load_history(session: Session, student: Student) -> History:
    """What of it the session sees."""
    own = student.id
    work = joinedload(Placement.opening).joinedload(Opening.company)
    return History(
        services=session.scalars(
            select(ServiceEvent).where(ServiceEvent.student_id == own).order_by(ServiceEvent.id)
        ).all(),
        schooling=schooling_of(session, student),
        shortlists=session.scalars(
            select(Shortlist)
            .where(Shortlist.student_id == own)
            .options(selectinload(Shortlist.items))
            .order_by(Shortlist.id)
        ).all(),
        referrals=session.scalars(
            select(Referral)
            .where(Referral.student_id == own)
            .options(joinedload(Referral.opening), joinedload(Referral.company))
            .order_by(Referral.id)
        ).all(),
        moves=_moves(session, own),
        consents=session.scalars(
            select(Consent)
            .where(Consent.student_id == own)
            .options(joinedload(Consent.company), joinedload(Consent.withdrawal))
            .order_by(Consent.id)
        ).all(),
        placements=session.scalars(
            select(Placement)
            .where(Placement.student_id == own)
            .options(work, selectinload(Placement.checks))
            .order_by(Placement.id)
        ).all(),
        terms=terms_of(session, student),
    )


def _moves(session: Session, student_id: int) -> dict[int, list[ReferralMove]]:
    query = select(ReferralMove).join(ReferralMove.referral).where(Referral.student_id == student_id)
    found: dict[int, list[ReferralMove]] = {}
    for move in session.scalars(query.order_by(ReferralMove.id)):
        found.setdefault(move.referral_id, []).append(move)
    return found

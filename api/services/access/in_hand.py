"""What somebody has in hand: to be taken over when they leave. Nothing is anybody's alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.lifecycle import OVER
from models.import_batch import ImportBatch
from models.referral import Referral
from models.shortlist import Shortlist


@dataclass(frozen=True, slots=True)
class Case:
    """Something that somebody had in hand: its kind and reference."""

    kind: str
    ref: str


@dataclass(frozen=True, slots=True)
class InHand:
    """How much somebody has in hand, by the name that the trail knows them by."""

    actor: str
    shortlists: int  # not approved yet
    referrals: int  # not over


def cases_of(session: Session, actor: str) -> list[Case]:
    """What an actor has in hand: imports, shortlists not approved yet, referrals that are not over.

    Whoever sees the students goes on with it. This tells what to look at.
    """
    in_hand = {
        "import": select(ImportBatch.ref).where(ImportBatch.actor == actor).order_by(ImportBatch.id),
        "shortlist": select(Shortlist.ref)
        .where(Shortlist.made_by == actor, Shortlist.approved_at.is_(None))
        .order_by(Shortlist.id),
        "referral": select(Referral.ref)
        .where(Referral.proposed_by == actor, Referral.state.not_in(OVER))
        .order_by(Referral.id),
    }
    return [Case(kind, ref) for kind, refs in in_hand.items() for ref in session.scalars(refs)]


def all_in_hand(session: Session) -> Sequence[InHand]:
    """Everybody who has shortlists or referrals in hand, by name."""
    drafts = select(Shortlist.made_by, func.count()).where(Shortlist.approved_at.is_(None))
    open_ones = select(Referral.proposed_by, func.count()).where(Referral.state.not_in(OVER))
    shortlists = dict(session.execute(drafts.group_by(Shortlist.made_by)).all())
    referrals = dict(session.execute(open_ones.group_by(Referral.proposed_by)).all())
    return [
        InHand(actor, shortlists.get(actor, 0), referrals.get(actor, 0))
        for actor in sorted(shortlists.keys() | referrals.keys())
    ]

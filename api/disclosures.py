"""What a company is told at a door of the students whom it was sent, and that it was told."""

from collections.abc import Sequence

from api.clock import now
from api.extensions import audit, reading
from api.services.placing.disclose import Introduced, disclosure, introduce_all
from models.referral import Referral


def introduced(referrals: Sequence[Referral]) -> dict[str, Introduced]:
    """Whom the company may know, by handle; that it is told is kept."""
    told = introduce_all(reading(), referrals, now())
    if told:
        audit(disclosure(reading(), referrals, told))
    return told

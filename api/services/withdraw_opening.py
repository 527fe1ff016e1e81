"""A company takes an opening off the list, and says why; posting it again revives it."""

from matcher.vocabulary import OpeningStatus
from models.opening import Opening
from models.posting import Withdrawal


def withdraw_opening(opening: Opening, reason: Withdrawal) -> bool:
    """Withdraw an opening that is listed; False for one that is off the list, which stays as it is."""
    if opening.status not in {OpeningStatus.OPEN, OpeningStatus.WAITING}:
        return False
    opening.status = OpeningStatus.WITHDRAWN
    opening.status_reason = reason.value
    opening.status_words = None
    return True

"""A company takes an opening off the list, and says why; posting it again revives it."""

from api.services.acting import Acting
from matcher.vocabulary import OpeningStatus
from models.opening import Opening
from models.posting import Withdrawal


def withdraw_opening(acting: Acting, opening: Opening, reason: Withdrawal) -> None:
    """Withdraw an opening that is listed; one that is off the list stays as it is."""
    if opening.status not in {OpeningStatus.OPEN, OpeningStatus.WAITING}:
        return
    opening.status = OpeningStatus.WITHDRAWN
    opening.status_reason = reason.value
    opening.status_words = None
    details = {"reason": reason.value}
    acting.record("opening.withdrawn", ("opening", opening.ref), fields=("status",), details=details)

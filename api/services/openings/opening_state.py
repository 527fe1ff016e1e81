"""How an opening stands on a day: what people decided about it, and what its dates and places say."""

from dataclasses import dataclass
from datetime import date

from matcher.vocabulary import OpeningStatus
from models.company import CompanyStatus
from models.opening import Opening


@dataclass(frozen=True, slots=True)
class State:
    """A state and the code of its reason; one that is open needs none."""

    code: str
    reason: str | None


def state_of(opening: Opening, today: date) -> State:
    """The state: what was decided comes first, of the company and the opening, then dates, then places."""
    if opening.company.status is CompanyStatus.SUSPENDED:
        return State(OpeningStatus.CLOSED.value, "COMPANY_SUSPENDED")
    if opening.status is not OpeningStatus.OPEN:
        return State(opening.status.value, opening.status_reason)
    if opening.valid_to < today:
        return State("expired", "VALID_TO_PASSED")
    if opening.filled >= opening.headcount:
        return State("full", "ALL_PLACES_TAKEN")
    if opening.published is not None and opening.published > today:
        return State("open", "PUBLISHED_LATER")
    return State("open", None)

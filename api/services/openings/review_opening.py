"""An officer looks at what a company has posted and lets it be listed, or refuses it and says why."""

from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.told_fields import FieldsRefused
from matcher.vocabulary import OpeningStatus
from models.opening import Opening
from models.posting import REJECTED, Decision, Flag


class NothingToReview(NotPossible):
    """An opening that the company has withdrawn, or that is closed: there is nothing to let be listed."""

    def __init__(self) -> None:
        super().__init__("NOTHING_TO_REVIEW")


def decide(acting: Acting, opening: Opening, decision: Decision, words: str) -> None:
    """Review an opening, and keep that in the trail; who refuses one says why in `words`.

    Raises FieldsRefused without them, and NothingToReview.
    """
    words = words.strip()
    if decision is Decision.REJECT and not words:
        raise FieldsRefused([Finding("reason", ProblemCode.REQUIRED, Severity.ERROR)])
    review_opening(opening, decision, words or None)
    fields, details = ("status", "flags"), {"decision": decision.value}
    acting.record("opening.reviewed", ("opening", opening.ref), fields=fields, details=details)


def review_opening(opening: Opening, decision: Decision, words: str | None) -> None:
    """Decide on an opening; approving one vouches for its company, whose later posts go live at once.

    `words` are what the company is told. Raises NothingToReview for one that its company has withdrawn.
    """
    refused_before = opening.status is OpeningStatus.CLOSED and opening.status_reason == REJECTED
    if opening.status not in {OpeningStatus.OPEN, OpeningStatus.WAITING} and not refused_before:
        raise NothingToReview
    others = set(opening.flags) - {Flag.REJECTED}
    if decision is Decision.APPROVE:
        opening.status, opening.status_reason = OpeningStatus.OPEN, None
        opening.flags = sorted(others)
        opening.company.trusted = True
    else:
        opening.status, opening.status_reason = OpeningStatus.CLOSED, REJECTED
        opening.flags = sorted({*others, Flag.REJECTED.value})
    opening.status_words = words
    opening.needs_review = False

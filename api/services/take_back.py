"""Taking back what was entered by mistake: it stays on record, says who and why, and counts no more."""

from collections.abc import Mapping
from typing import Any

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from models.taking_back import CanBeTakenBack, Mistake


def begin_taking_back(acting: Acting, row: CanBeTakenBack) -> None:
    """Come before or after whoever else changes it; raises NotPossible ALREADY_TAKEN_BACK."""
    acting.outdate_readings()
    acting.session.refresh(row)
    if row.taken_back_at is not None:
        raise NotPossible("ALREADY_TAKEN_BACK")


def take_back(
    acting: Acting,
    row: CanBeTakenBack,
    why: Mistake,
    act: str,
    subject: tuple[str, str],
    *,
    details: Mapping[str, Any],
) -> None:
    """Strike a row out, once it is known that nothing holds it."""
    row.taken_back_at, row.taken_back_by, row.taken_back_why = acting.now, acting.who.name, why
    acting.record(act, subject, details={**details, "why": why.value})

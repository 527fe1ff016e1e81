"""Find a household."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.text.normalise import fold
from models.household import Household


def get(session: Session, ref: str) -> Household | None:
    """The household of this reference."""
    return session.scalars(select(Household).where(Household.ref == fold(ref))).one_or_none()

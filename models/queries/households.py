"""Find a household."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.text.normalise import fold
from models.household import Household


def get(session: Session, ref: str) -> Household | None:
    """The household of this reference, unless it was erased with the last of its children."""
    query = select(Household).where(Household.ref == fold(ref), Household.number_sealed != b"")
    return session.scalars(query).one_or_none()

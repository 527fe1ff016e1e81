"""Which groups students belong to, for figures about groups and for priorities, and for nothing else.

This is the one reading of hardship in bulk. It gives references, so that the figures can be joined; no
record that holds both a person and a category may leave the service that counts.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matcher.vocabulary import Education, HardshipCategory, StudentState
from models.data_key import DataKey
from models.hardship import Hardship
from models.sealing import vault_of
from models.student import Student


@dataclass(frozen=True, slots=True)
class Membership:
    """What one student is counted under."""

    ref: str
    place: str | None  # division code
    education: Education | None
    hardships: tuple[HardshipCategory, ...]  # those that hold on the day, each once


def load_memberships(session: Session, *, states: Collection[StudentState], as_of: date) -> list[Membership]:
    """The groups of every student in one of the states who is not erased, in the order of the registry.

    Raises VaultMissing, WrongKey or SealBroken.
    """
    hardships = load_hardships(session, as_of, states=states)
    query = select(Student.ref, Student.place, Student.education).where(
        Student.state.in_(states), Student.erased_at.is_(None)
    )
    return [
        Membership(row.ref, row.place, row.education, tuple(hardships.get(row.ref, ())))
        for row in session.execute(query.order_by(Student.id))
    ]


def load_hardships(
    session: Session, as_of: date, *, states: Collection[StudentState] | None = None
) -> Mapping[str, Mapping[HardshipCategory, None]]:
    """By reference of the student the categories that hold on the day; of everybody, or of some states."""
    vault = vault_of(session)
    query = (
        select(Student.ref.label("student"), DataKey.wrapped_key, Hardship.ref, Hardship.category_sealed)
        .join(Hardship.student)
        .join(DataKey, DataKey.owner == Student.ref)
        .where(
            or_(Hardship.valid_from.is_(None), Hardship.valid_from <= as_of),
            or_(Hardship.valid_to.is_(None), Hardship.valid_to >= as_of),
        )
        .order_by(Hardship.id)
    )
    if states is not None:
        query = query.where(Student.state.in_(states))
    found: defaultdict[str, dict[HardshipCategory, None]] = defaultdict(dict)
    for row in session.execute(query):
        box = vault.open_box(row.wrapped_key, row.student)
        category = Hardship.category.open(box, row.ref, row.category_sealed)
        found[row.student][HardshipCategory(category)] = None
    return found

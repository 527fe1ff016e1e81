"""The household of one student, told by hand: its number says which, and all its children share the head."""

from collections.abc import Collection

from sqlalchemy import select

from api.schemas.base import Columns
from api.services.acting import Acting
from matcher.text.normalise import fold
from models.blind_index import household_number_index
from models.household import Household
from models.sealing import vault_of
from models.student import Student

FIELDS = ("household", "head")


def edit_household(acting: Acting, student: Student, told: Columns, fields: Collection[str]) -> set[str]:
    """Put a student into the household of the told number, a new one if need be, and name its head.

    `told` are the columns of both fields, `fields` those that differ from what is shown; without a number
    the student belongs to none. Returns the fields under which something changed.
    """
    before, changed = student.household, set[str]()
    household = _household(acting, told.get("household")) if "household" in fields else before
    if household is not before:
        student.household = household
        changed.add("household")
    is_new = household is not None and household.id is None
    if household is not None and ("head" in fields or is_new) and household.head != told.get("head"):
        household.head = told.get("head")  # type: ignore[assignment]  # as the schema reads it
        changed.add("head")
        if not is_new:
            _touch_children(acting, household, student)
    return changed


def _household(acting: Acting, number: object) -> Household | None:
    """The household of a number, which nobody needs to have had a child in before."""
    if number is None:
        return None
    blind = household_number_index(vault_of(acting.session), fold(str(number)))
    known = acting.session.scalars(select(Household).where(Household.number_blind == blind)).one_or_none()
    return known or Household(number=str(number), number_blind=blind)


def _touch_children(acting: Acting, household: Household, student: Student) -> None:
    """Another head is a new version of every child's record: whoever has one open sees that it is stale."""
    siblings = select(Student).where(Student.household_id == household.id, Student.id != student.id)
    for sibling in acting.session.scalars(siblings):
        sibling.renew(acting.now)

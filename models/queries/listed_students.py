"""Students as a list: by where they stand, what they learn and where they live, in an order of choice."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from matcher.vocabulary import SEEKING, Completion, Education, StudentState
from models.queries.pages import PAGE_SIZE, Page, load_page
from models.queries.students import means
from models.student import Student

_ORDERS = {
    "registered": Student.id,
    "updated_at": Student.updated_at,
    "graduation": Student.graduation,
    "school": Student.school,
}

ORDERS = ("registered", "-registered", "-updated_at", "graduation", "-graduation", "school")
"""The orders to choose from; - before a key turns it round. Names are sealed, and no order."""


@dataclass(frozen=True, slots=True)
class WantedStudents:
    """Which students, and in what order; None asks for nothing."""

    text: str = ""
    state: StudentState | None = None
    seeking: bool | None = None  # looks for work, whichever way that stands
    in_school: bool | None = None
    education: Education | None = None
    place: str | None = None  # division code; all that lies in it
    sort: str = ORDERS[0]
    page: int = 1
    page_size: int = PAGE_SIZE


def list_students(
    session: Session, wanted: WantedStudents, today: date, within: str | None = None
) -> Page[Student]:
    """A page of the students that the session sees; those of whom an order knows nothing come last."""
    query = select(Student).where(Student.erased_at.is_(None), *means(session, wanted.text, within))
    if wanted.state is not None:
        query = query.where(Student.state == wanted.state)
    if wanted.seeking is not None:
        seeks = Student.state.in_(SEEKING)
        query = query.where(seeks if wanted.seeking else or_(Student.state.is_(None), ~seeks))
    if wanted.in_school is not None:
        studies = is_in_school(today)
        query = query.where(studies if wanted.in_school else ~studies)
    if wanted.education is not None:
        query = query.where(Student.education == wanted.education)
    if wanted.place is not None:
        query = query.where(Student.place.startswith(wanted.place, autoescape=True))
    order = _ORDERS[wanted.sort.removeprefix("-")]
    directed = order.desc() if wanted.sort.startswith("-") else order.asc()
    query = query.order_by(directed.nulls_last(), Student.id)
    return load_page(session, query, page=wanted.page, page_size=wanted.page_size)


def is_in_school(today: date) -> ColumnElement[bool]:
    """The condition that somebody is in school on a day, as `matcher.reference.education.attained` has it."""
    over = (Completion.GRADUATED, Completion.COMPLETED, Completion.LEFT)
    ends_later = and_(Student.graduation.is_not(None), Student.graduation > today)
    ends_unknown = and_(
        Student.graduation.is_(None),
        Student.completion.is_not_distinct_from(Completion.IN_SCHOOL),
    )
    goes_on = or_(Student.completion.is_(None), Student.completion.not_in(over))
    return and_(goes_on, or_(ends_later, ends_unknown))

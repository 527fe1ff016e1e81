"""List the students who seek work, for whoever is about to make a shortlist."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.vocabulary import SEEKING
from models.queries import students
from models.queries.pages import Page, load_page
from models.student import Student

MOST_FOUND = 10_000


def list_seekers(
    session: Session, text: str = "", *, page: int = 1, page_size: int = 20, within: str | None = None
) -> Page[Student]:
    """Seekers whom `text` finds (all, when it is blank), in the order in which they were registered.

    `within` is the division of the instance, which decides between places of one name.
    """
    query = select(Student).where(Student.state.in_(SEEKING)).order_by(Student.id)
    if text.strip():
        found = students.find(session, text, page_size=MOST_FOUND, within=within)
        query = query.where(Student.id.in_([student.id for student in found.items]))
    return load_page(session, query, page=page, page_size=page_size)

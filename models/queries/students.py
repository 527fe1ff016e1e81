"""Find a student: by name, ID number, school, place or reference."""

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from matcher.text.normalise import fold, normalise
from models.blind_index import id_number_index, name_index
from models.data_key import DataKey
from models.queries.pages import PAGE_SIZE, Page, lies_in, load_page
from models.sealing import vault_of
from models.student import Student

NAMES_TO_OPEN = 10_000  # beyond, only a whole name is found, by its blind index


def get(session: Session, ref: str) -> Student | None:
    """The student of this reference."""
    return session.scalars(select(Student).where(Student.ref == fold(ref))).one_or_none()


def find(session: Session, text: str = "", *, page: int = 1, page_size: int = PAGE_SIZE) -> Page[Student]:
    """Students whose name or school holds the text, who live there, or whose number or reference it is."""
    query = select(Student).order_by(Student.id)
    words = normalise(text)
    if words:
        vault = vault_of(session)
        query = query.where(
            or_(
                _is_named(session, words),
                Student.id_number_blind == id_number_index(vault, words),
                Student.ref == fold(words),
                Student.school.icontains(words, autoescape=True),
                *lies_in(Student.place, words),
            )
        )
    return load_page(session, query, page=page, page_size=page_size)


def _is_named(session: Session, words: str) -> ColumnElement[bool]:
    vault = vault_of(session)
    if session.scalars(select(func.count(Student.id))).one() > NAMES_TO_OPEN:
        return Student.name_blind == name_index(vault, words)
    names = select(Student.id, Student.ref, Student.name_sealed, DataKey.wrapped_key)
    wanted = fold(words) or words  # of mere punctuation nothing would be left, and nothing is in every name
    return Student.id.in_(
        number
        for number, ref, sealed, key in session.execute(names.join(DataKey, DataKey.owner == Student.ref))
        if wanted in fold(Student.name.open(vault.open_box(key, ref), ref, sealed))
    )

"""Find openings: by title, company, place, the company's own number, or reference."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, contains_eager

from matcher.text.normalise import fold, normalise
from models.company import Company
from models.opening import Opening
from models.queries.pages import PAGE_SIZE, Page, lies_in, load_page


def get(session: Session, ref: str) -> Opening | None:
    """The opening of this reference."""
    return session.scalars(select(Opening).where(Opening.ref == fold(ref))).one_or_none()


def load_companies(session: Session) -> dict[str, str]:
    """Of every opening, by reference, that of its company."""
    query = select(Opening.ref, Company.ref).join(Opening.company).order_by(Opening.id)
    return {row[0]: row[1] for row in session.execute(query)}


def find(
    session: Session, text: str = "", *, page: int = 1, page_size: int = PAGE_SIZE, within: str | None = None
) -> Page[Opening]:
    """Openings whose title, company or place holds the text, or whose number or reference it is."""
    query = (
        select(Opening).join(Opening.company).options(contains_eager(Opening.company)).order_by(Opening.id)
    )
    return load_page(session, query.where(*means(text, within)), page=page, page_size=page_size)


def means(text: str, within: str | None = None) -> list[ColumnElement[bool]]:
    """The condition that a text means an opening; none for a blank."""
    words = normalise(text)
    if not words:
        return []
    return [
        or_(
            Opening.title.icontains(words, autoescape=True),
            Opening.place_words.icontains(words, autoescape=True),
            Opening.external_ref == words,
            Opening.ref == fold(words),
            Opening.company.has(Company.name.icontains(words, autoescape=True)),
            *lies_in(Opening.place, words, within),
        )
    ]


def numbered(session: Session, company: Company, numbers: Sequence[str]) -> Sequence[Opening]:
    """The openings of a company by its own numbers for them, or by references where it has none."""
    named = or_(Opening.external_ref.in_(numbers), Opening.ref.in_(numbers))
    query = select(Opening).where(Opening.company_id == company.id, named)
    return session.scalars(query.order_by(Opening.id)).all()

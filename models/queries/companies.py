"""Find a company: by name, code, place or reference."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from matcher.text.normalise import fold, normalise
from models.company import Company, CompanyStatus
from models.queries.pages import PAGE_SIZE, Page, lies_in, load_page


def get(session: Session, ref: str) -> Company | None:
    """The company of this reference."""
    return session.scalars(select(Company).where(Company.ref == fold(ref))).one_or_none()


def suspended_companies(session: Session) -> Sequence[Company]:
    """Those that the programme does not work with at present, the longest suspended first."""
    suspended = select(Company).where(Company.status == CompanyStatus.SUSPENDED)
    return session.scalars(suspended.order_by(Company.suspended_at, Company.id)).all()


def find(
    session: Session, text: str = "", *, page: int = 1, page_size: int = PAGE_SIZE, within: str | None = None
) -> Page[Company]:
    """Companies whose name or code holds the text, that are there, or whose reference it is."""
    query = select(Company).where(*means(text, within)).order_by(Company.id)
    return load_page(session, query, page=page, page_size=page_size)


def means(text: str, within: str | None = None) -> list[ColumnElement[bool]]:
    """The condition that a text means a company, by name, code, place or reference; none for a blank."""
    words = normalise(text)
    if not words:
        return []
    return [
        or_(
            Company.name.icontains(words, autoescape=True),
            Company.name_key.icontains(fold(words) or words, autoescape=True),
            Company.uscc.icontains(words, autoescape=True),
            Company.ref == fold(words),
            *lies_in(Company.place, words, within),
        )
    ]


def named(session: Session, words: str) -> Company | None:
    """The one company of this reference, credit code or whole name; None for none, or for several."""
    key = fold(words)
    query = select(Company).where(
        or_(Company.ref == key, Company.uscc == normalise(words).upper(), Company.name_key == key)
    )
    found = session.scalars(query.limit(2)).all()
    return found[0] if len(found) == 1 else None

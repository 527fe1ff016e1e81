"""Officers' corrections of titles."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.title_correction import TitleCorrection


def corrected_occupations(session: Session) -> dict[str, str]:
    """Occupation codes by folded title."""
    rows = session.execute(select(TitleCorrection.title_key, TitleCorrection.occupation))
    return {row.title_key: row.occupation for row in rows}


def all_corrections(session: Session) -> list[TitleCorrection]:
    """All of them, by title."""
    return list(session.scalars(select(TitleCorrection).order_by(TitleCorrection.title_key)))

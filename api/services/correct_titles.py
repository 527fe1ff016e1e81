"""Officers' corrections of titles: what they say of one holds for every opening of that title, at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.orm import Session

from api.schemas.base import Columns
from api.services.read_opening import code_occupations
from matcher.reference.occupations import occupation as occupation_of
from matcher.text.normalise import fold, normalise
from models.audit import Act, record
from models.change_counter import raise_change_counter
from models.opening import Opening
from models.principal import Principal
from models.title_correction import TitleCorrection


class TitleCorrectionError(Exception):
    """A correction that cannot be made: TITLE_EMPTY, OCCUPATION_UNKNOWN or TITLE_NOT_CORRECTED."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Recoded:
    """A title, and how many registered openings are coded otherwise, or more or less surely, than before."""

    title: str
    openings: int


def correct_title(session: Session, title: str, code: str, *, now: datetime, who: Principal) -> Recoded:
    """Keep an occupation for a title; who is content with the coder's makes it sure.

    Raises TitleCorrectionError when there is no title or the classification has no such code.
    """
    written, key = normalise(title), fold(title)
    if not key:
        raise TitleCorrectionError("TITLE_EMPTY")
    if occupation_of(code) is None:
        raise TitleCorrectionError("OCCUPATION_UNKNOWN", value=code)
    raise_change_counter(session)  # an import that was planned without the correction has to begin again
    session.merge(TitleCorrection(title_key=key, title=written, occupation=code, actor=who.name, at=now))
    session.flush()
    recoded = Recoded(written, _recode(session, key, {key: code}, now))
    details = {"openings": recoded.openings}
    record(session, who, Act("title.corrected", ("occupation", code), ("occupation",), details), now)
    return recoded


def forget_title(session: Session, title: str, *, now: datetime, who: Principal) -> Recoded:
    """Leave a title to the coder again; raises TitleCorrectionError when nobody corrected it."""
    correction = session.get(TitleCorrection, fold(title))
    if correction is None:
        raise TitleCorrectionError("TITLE_NOT_CORRECTED", title=normalise(title))
    raise_change_counter(session)
    session.delete(correction)
    session.flush()
    recoded = Recoded(correction.title, _recode(session, correction.title_key, {}, now))
    subject = ("occupation", correction.occupation)
    details = {"openings": recoded.openings}
    record(session, who, Act("title.forgotten", subject, ("occupation",), details), now)
    return recoded


def _recode(session: Session, title_key: str, corrections: dict[str, str], now: datetime) -> int:
    """Code the registered openings of a title; the number of those that changed."""
    titles = session.scalars(select(Opening.title).where(Opening.title_key == title_key).distinct())
    return sum(_code(session, *pair, now) for pair in _coded(sorted(titles), corrections))


def _coded(titles: list[str], corrections: dict[str, str]) -> Iterable[tuple[str, Columns]]:
    return zip(titles, code_occupations(titles, corrections), strict=True)


def _code(session: Session, title: str, fresh: Columns, now: datetime) -> int:
    differs = or_(
        Opening.occupation.is_distinct_from(fresh["occupation"]),
        Opening.occupation_confidence != fresh["occupation_confidence"],
    )
    changed = session.execute(
        update(Opening)
        .where(Opening.title == title, differs)
        .values(**fresh, version=Opening.version + 1, updated_at=now)
    )
    assert isinstance(changed, CursorResult)
    return changed.rowcount

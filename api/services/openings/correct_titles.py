"""Officers' corrections of titles: what they say of one holds for every opening of that title, at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import CursorResult, or_, select, update

from api.schemas.base import Columns
from api.services.acting import Acting
from api.services.openings.read_opening import code_occupations
from matcher.reference.occupations import occupation as occupation_of
from matcher.text.normalise import fold, normalise
from models.opening import Opening
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


def correct_title(acting: Acting, title: str, code: str) -> Recoded:
    """Keep an occupation for a title; who is content with the coder's makes it sure.

    Raises TitleCorrectionError when there is no title or the classification has no such code.
    """
    written, key = normalise(title), fold(title)
    if not key:
        raise TitleCorrectionError("TITLE_EMPTY")
    if occupation_of(code) is None:
        raise TitleCorrectionError("OCCUPATION_UNKNOWN", value=code)
    acting.outdate_readings()
    acting.session.merge(
        TitleCorrection(title_key=key, title=written, occupation=code, actor=acting.who.name, at=acting.now)
    )
    acting.session.flush()
    recoded = Recoded(written, _recode(acting, key, {key: code}))
    details = {"openings": recoded.openings}
    acting.record("title.corrected", ("occupation", code), fields=("occupation",), details=details)
    return recoded


def forget_title(acting: Acting, title: str) -> Recoded:
    """Leave a title to the coder again; raises TitleCorrectionError when nobody corrected it."""
    session = acting.session
    correction = session.get(TitleCorrection, fold(title))
    if correction is None:
        raise TitleCorrectionError("TITLE_NOT_CORRECTED", title=normalise(title))
    acting.outdate_readings()
    session.delete(correction)
    session.flush()
    recoded = Recoded(correction.title, _recode(acting, correction.title_key, {}))
    subject = ("occupation", correction.occupation)
    details = {"openings": recoded.openings}
    acting.record("title.forgotten", subject, fields=("occupation",), details=details)
    return recoded


def _recode(acting: Acting, title_key: str, corrections: dict[str, str]) -> int:
    """Code the registered openings of a title; the number of those that changed."""
    titles = acting.session.scalars(select(Opening.title).where(Opening.title_key == title_key).distinct())
    return sum(_code(acting, *pair) for pair in _coded(sorted(titles), corrections))


def _coded(titles: list[str], corrections: dict[str, str]) -> Iterable[tuple[str, Columns]]:
    return zip(titles, code_occupations(titles, corrections), strict=True)


def _code(acting: Acting, title: str, fresh: Columns) -> int:
    differs = or_(
        Opening.occupation.is_distinct_from(fresh["occupation"]),
        Opening.occupation_confidence != fresh["occupation_confidence"],
    )
    changed = acting.session.execute(
        update(Opening)
        .where(Opening.title == title, differs)
        .values(**fresh, version=Opening.version + 1, updated_at=acting.now)
    )
    assert isinstance(changed, CursorResult)
    return changed.rowcount

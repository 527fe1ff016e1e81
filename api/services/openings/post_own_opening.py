"""A company posts an opening by a form: a new one by a number that is free, or all of a known one anew."""

import re
from datetime import date
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.schemas.cells import cell_words, code_words
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.rest.postings import NUMBER
from api.services.import_plan import Outcome
from api.services.openings.post_opening import Posted, Terms, post_openings
from api.services.told_fields import FieldsRefused, FieldTaken, Told
from models.audit import Act
from models.company import Company
from models.opening import Opening

NUMBER_FIELD = "external_ref"


def suggested_number(session: Session, company: Company, today: date) -> str:
    """A number that no opening of the company has: the day, and which one of it."""
    begin = f"{today:%Y%m%d}-"
    known = select(Opening.external_ref).where(
        Opening.company_id == company.id, Opening.external_ref.startswith(begin, autoescape=True)
    )
    taken = set(session.scalars(known))
    return next(number for each in count(1) if (number := f"{begin}{each}") not in taken)


def post_new(session: Session, company: Company, told: Told, terms: Terms) -> Posted:
    """Post an opening by a number that the company has not given yet; raises FieldsRefused, FieldTaken."""
    _check_number(session, company, told)
    return _post(session, company, told, terms)


def post_anew(session: Session, opening: Opening, told: Told, terms: Terms) -> Posted:
    """Say all of an opening anew, which revives one that is off the list; raises FieldsRefused, FieldTaken.

    One that was imported without a number gets the one that is told.
    """
    if opening.external_ref is None:
        opening.external_ref = _check_number(session, opening.company, told)
        session.flush()
    return _post(session, opening.company, {**told, NUMBER_FIELD: opening.external_ref}, terms)


def posting_act(posted: Posted) -> Act | None:
    """What became of a posting, for the trail; None where nothing changed."""
    if posted.outcome is Outcome.UNCHANGED or posted.opening is None:
        return None
    details = {"outcome": posted.outcome.value, "revived": posted.revived}
    return Act("opening.posted", ("opening", posted.opening.ref), posted.changed, details)


def _check_number(session: Session, company: Company, told: Told) -> str:
    number = code_words(cell_words(told.get(NUMBER_FIELD)) or "") or ""
    if not re.fullmatch(NUMBER, number):
        code = ProblemCode.NUMBER_UNFIT if number else ProblemCode.REQUIRED
        raise FieldsRefused([Finding(NUMBER_FIELD, code, Severity.ERROR)])
    known = select(Opening.id).where(Opening.company_id == company.id, Opening.external_ref == number)
    if session.scalar(known) is not None:
        raise FieldTaken(NUMBER_FIELD)
    return number


def _post(session: Session, company: Company, told: Told, terms: Terms) -> Posted:
    (posted,) = post_openings(session, company, [told], terms)
    if posted.outcome is Outcome.REJECTED:
        raise FieldsRefused([each for each in posted.findings if each.severity is Severity.ERROR])
    return posted

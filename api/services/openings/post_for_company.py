"""Openings that an officer posts or edits on a company's behalf, through the gate that companies pass.

The officer has looked at what is posted: it is listed at once, and nobody is asked to review it. The company
is trusted as before. A number of the company's own is not needed.
"""

from collections.abc import Sequence

from sqlalchemy import select

from api.schemas.base import Columns
from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.acting import Acting
from api.services.import_plan import Outcome
from api.services.not_possible import NotPossible
from api.services.openings.flag_openings import reviewing
from api.services.openings.near_duplicates import NearDuplicates
from api.services.openings.post_opening import Posted, Terms, below_filled, posting_schema, read_posting
from api.services.openings.read_opening import OpeningReader, code_occupations
from api.services.openings.told_opening import NOT_TOLD, told_of
from api.services.told_fields import FieldsRefused, FieldTaken, Told, newly_told
from matcher.vocabulary import OpeningStatus
from models.company import Company, CompanyStatus
from models.opening import Opening
from models.posting import REJECTED, Flag
from models.queries.title_corrections import corrected_occupations


def post_for_company(acting: Acting, company: Company, told: Told, terms: Terms) -> Posted:
    """A new opening of the company, listed at once.

    Raises FieldsRefused, FieldTaken for a number that the company has given, or without one for a title that
    it has at the place, and NotPossible COMPANY_SUSPENDED.
    """
    acting.take_turn()
    _check_active(company)
    fresh = newly_told(told, {})
    columns, findings = _read(acting, fresh, terms)
    _refuse_known(acting, company, columns)
    opening = Opening(company=company, status=OpeningStatus.OPEN, **columns)
    with acting.session.no_autoflush:
        warnings = _compare(acting, opening)
    acting.session.add(opening)
    _record(acting, "opening.added", opening, sorted(fresh))
    return Posted(Outcome.CREATED, (*findings, *warnings), opening, tuple(sorted(fresh)))


def edit_opening(acting: Acting, opening: Opening, told: Told, terms: Terms) -> Posted:
    """Change what is told otherwise than the opening shows it; a blank takes a field back.

    The opening as a whole passes the gate; one that waited for an officer is listed. The company's own number
    stays. `changed` are fields. Raises as `post_for_company` does.
    """
    acting.take_turn()
    shown = told_of(opening)
    fresh = newly_told(told, {field: str(cell) for field, cell in shown.items()})
    if not fresh:
        return Posted(Outcome.UNCHANGED, (), opening)
    _check_active(opening.company)
    if "external_ref" in fresh:
        raise FieldsRefused([Finding("external_ref", ProblemCode.NUMBER_STAYS, Severity.ERROR)])
    columns, findings = _read(acting, {**shown, **fresh}, terms)
    if (below := below_filled(opening, columns)) is not None:
        raise FieldsRefused([below])
    _refuse_known(acting, opening.company, columns, opening)
    if opening.status is OpeningStatus.WAITING:
        columns |= {"status": OpeningStatus.OPEN, "status_reason": None, "status_words": None}
    with acting.session.no_autoflush:
        for name in [name for name, value in columns.items() if getattr(opening, name) != value]:
            setattr(opening, name, columns[name])
        warnings = _compare(acting, opening)
    if not acting.session.is_modified(opening):
        return Posted(Outcome.UNCHANGED, findings, opening)
    _record(acting, "opening.corrected", opening, sorted(fresh))
    return Posted(Outcome.UPDATED, (*findings, *warnings), opening, tuple(sorted(fresh)))


def _check_active(company: Company) -> None:
    if company.status is CompanyStatus.SUSPENDED:
        raise NotPossible("COMPANY_SUSPENDED")


def _read(acting: Acting, told: Told, terms: Terms) -> tuple[Columns, tuple[Finding, ...]]:
    """All columns of an opening, also those that follow from its words; raises FieldsRefused."""
    columns, findings = read_posting(posting_schema(terms), told)
    if columns is None:
        raise FieldsRefused([finding for finding in findings if finding.severity is Severity.ERROR])
    title = str(columns["title"])
    (occupation,) = code_occupations([title], corrected_occupations(acting.session))
    return NOT_TOLD | columns | OpeningReader().complete(columns) | occupation, findings


def _refuse_known(acting: Acting, company: Company, told: Columns, opening: Opening | None = None) -> None:
    """Raise FieldTaken for an opening that an import would take for another one."""
    others = select(Opening.id).where(Opening.company_id == company.id)
    if opening is not None:
        others = others.where(Opening.id != opening.id)
    if "external_ref" in told:
        same, field = others.where(Opening.external_ref == told["external_ref"]), "external_ref"
    else:
        at_the_place = others.where(Opening.external_ref.is_(None), Opening.place_key == told["place_key"])
        same, field = at_the_place.where(Opening.title_key == told["title_key"]), "title"
    if acting.session.scalar(same) is not None:
        raise FieldTaken(field)


def _compare(acting: Acting, opening: Opening) -> tuple[Finding, ...]:
    """Flag what looks like another opening of the company, and say so; the officer has looked at it."""
    others = NearDuplicates(acting.session, opening.company.id, acting.today).of(opening)
    refused = (
        {Flag.REJECTED}.intersection(opening.flags or ()) if opening.status_reason == REJECTED else set()
    )
    flags = reviewing({*refused, Flag.NEAR_DUPLICATE} if others else refused)
    for name, value in {**flags, "needs_review": False}.items():
        if getattr(opening, name) != value:
            setattr(opening, name, value)
    if not others:
        return ()
    return (Finding("title", ProblemCode.NEAR_DUPLICATE, Severity.WARNING, {"others": others}),)


def _record(acting: Acting, act: str, opening: Opening, fields: Sequence[str]) -> None:
    acting.session.flush()
    details = {"version": opening.version, "company": opening.company.ref}
    acting.record(act, ("opening", opening.ref), fields=fields, details=details)

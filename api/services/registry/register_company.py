"""A company that an officer registers or corrects by hand: read and known as an import reads and knows it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.schemas.base import Channel
from api.schemas.company import CompanySchema
from api.services.acting import Acting
from api.services.registry.told_company import told_of_company
from api.services.told_fields import FieldTaken, Told, newly_told, read_told
from models.company import Company

_COLUMNS = {"name": ("name", "name_key"), "place": ("place", "place_words")}  # others: one of that name
_FIELDS = {column: field for field, columns in _COLUMNS.items() for column in columns}


def register_company(acting: Acting, told: Told, *, within: str | None = None) -> Company:
    """A new company, vouched for by the officer if it has a code; `within` is the instance's division.

    Raises FieldsRefused, and FieldTaken for a company that is known by its code, or without one by its name.
    """
    schema = CompanySchema(channel=Channel.API, today=acting.today, within=within)
    columns = read_told(schema, told)
    has_code = "uscc" in columns
    company = Company(**columns, verified=has_code, trusted=has_code)
    _refuse_known(acting.session, company)
    acting.session.add(company)
    acting.session.flush()
    acting.record("company.registered", ("company", company.ref), fields=sorted(columns))
    return company


def correct_company(
    acting: Acting, company: Company, told: Told, *, within: str | None = None
) -> tuple[str, ...]:
    """Change what is told otherwise than the record shows it, and leave the rest; a blank takes a field back.

    Returns the fields that changed. A code once known may be corrected, not taken back. Raises as
    `register_company` does.
    """
    schema = CompanySchema(channel=Channel.API, today=acting.today, within=within, in_part=True)
    newly = newly_told(told, told_of_company(company))
    columns = read_told(schema, newly, required=("name", "uscc") if company.uscc else ("name",))
    fresh = {each: columns.get(each) for field in newly for each in _COLUMNS.get(field, (field,))}
    changed = sorted(name for name, value in fresh.items() if getattr(company, name) != value)
    with acting.session.no_autoflush:
        for name in changed:
            setattr(company, name, fresh[name])
        if {"name_key", "uscc"}.intersection(changed):
            _refuse_known(acting.session, company)
        if company.uscc is not None and not company.verified:
            company.verified = company.trusted = True  # as an officer's list does
    acting.session.flush()
    if not changed:
        return ()
    fields, details = sorted({_FIELDS.get(name, name) for name in changed}), {"version": company.version}
    acting.record("company.corrected", ("company", company.ref), fields=fields, details=details)
    return tuple(fields)


def _refuse_known(session: Session, company: Company) -> None:
    """Raise FieldTaken for a company that an import would take for another one."""
    others = select(Company.id).where(Company.id.is_distinct_from(company.id))
    if company.uscc is not None and session.scalar(others.where(Company.uscc == company.uscc).limit(1)):
        raise FieldTaken("uscc")
    namesakes = others.where(Company.name_key == company.name_key)
    if company.uscc is not None:
        namesakes = namesakes.where(Company.uscc.is_(None))
    if session.scalar(namesakes.limit(1)):
        raise FieldTaken("name")

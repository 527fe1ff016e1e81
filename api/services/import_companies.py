"""Companies of a file against the registry."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.schemas.base import Columns
from api.services.apply_changes import in_parts, table_of
from api.services.company_index import CompanyIndex, KnownCompany, share_codes, told_identity
from api.services.import_plan import Entry, Outcome, Plan
from matcher.text.normalise import fold
from models.base import new_ref
from models.company import Company


def plan_companies(
    session: Session, entries: Sequence[Entry], today: date, done: Callable[[int], None]
) -> Plan:
    """Create companies of new codes or names, update the others where they differ; the first row wins."""
    plan = Plan()
    index = CompanyIndex(session)
    share_codes(entries)
    first_rows: dict[str, int] = {}
    known: list[tuple[Entry, KnownCompany]] = []
    for entry in entries:
        uscc, name_key = told_identity(entry.columns)
        company = index.find(uscc, name_key)
        if company is not None and company.ref in first_rows:
            plan.duplicate(entry, "name", first_rows[company.ref])
            continue
        if company is None:
            company = create_company(plan, index, entry.columns)
            plan.settle(entry, Outcome.CREATED, company.ref)
        else:
            if uscc is not None and company.uscc is None:
                index.attach(company, uscc)
            known.append((entry, company))
            plan.refs[entry.row] = company.ref
        first_rows[company.ref] = entry.row
    done(len(entries) - len(known))
    for part in in_parts(known):
        _compare(session, plan, part)
        done(len(part))
    everybody = session.scalars(select(Company.ref).order_by(Company.id))
    plan.missing = tuple(ref for ref in everybody if ref not in first_rows)
    return plan


def create_company(plan: Plan, index: CompanyIndex, columns: Columns) -> KnownCompany:
    """A new company, unverified without a code; a code alone is its name for the time being."""
    uscc, name_key = told_identity(columns)
    ref = new_ref()
    row = {"name": columns.get("name", uscc), "name_key": name_key or fold(uscc or "")}
    plan.changes.insert(Company, {"ref": ref, **columns, **row, "verified": uscc is not None})
    company = KnownCompany(ref, None, str(row["name_key"]), uscc, stays_apart=uscc is None)
    index.add(company)
    return company


def _compare(session: Session, plan: Plan, part: Sequence[tuple[Entry, KnownCompany]]) -> None:
    table = table_of(Company)
    numbers = [company.number for _, company in part]
    stored = {row.id: row for row in session.execute(select(table).where(table.c.id.in_(numbers)))}
    for entry, company in part:
        row = stored[company.number]
        told = entry.columns | ({"verified": True} if "uscc" in entry.columns else {})
        changed = {column: value for column, value in told.items() if getattr(row, column) != value}
        if changed:
            plan.changes.update(Company, row.id, changed)
        plan.settle(entry, Outcome.UPDATED if changed else Outcome.UNCHANGED, company.ref)

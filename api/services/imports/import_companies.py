"""Companies of a file against the registry."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from api.schemas.base import Columns
from api.schemas.problems import SameKey
from api.services.apply_changes import in_parts, table_of
from api.services.import_plan import Entry, Outcome, Plan
from api.services.imports.company_index import CompanyIndex, KnownCompany, share_identity, told_identity
from matcher.text.normalise import fold
from models.base import new_ref
from models.company import Company
from models.data_key import DataKey
from models.sealing import new_data_key, seal_row, sealed_fields, vault_of
from models.vault import Box, Vault


def plan_companies(
    session: Session, entries: Sequence[Entry], today: date, done: Callable[[int], None]
) -> Plan:
    """Create companies of new codes or names, update the others where they differ; the first row wins."""
    plan = Plan()
    index = CompanyIndex(session)
    share_identity(entries)
    first: dict[str, tuple[int, Columns]] = {}  # row and columns, before they are let go
    known: list[tuple[Entry, KnownCompany]] = []
    for entry in entries:
        uscc, name_key = told_identity(entry.columns)
        company = index.find(uscc, name_key)
        if company is not None and company.ref in first:
            row, told = first[company.ref]
            plan.duplicate(entry, "name", row, SameKey.COMPANY, differs=entry.columns != told)
            continue
        told = dict(entry.columns)
        if company is None:
            company = create_company(plan, index, entry.columns, vault_of(session))
            plan.settle(entry, Outcome.CREATED, company.ref)
        else:
            if uscc is not None and company.uscc is None:
                index.attach(company, uscc)
            known.append((entry, company))
            plan.refs[entry.row] = company.ref
        first[company.ref] = entry.row, told
    done(len(entries) - len(known))
    for part in in_parts(known):
        _compare(session, plan, part)
        done(len(part))
    everybody = session.scalars(select(Company.ref).order_by(Company.id))
    plan.missing = tuple(ref for ref in everybody if ref not in first)
    return plan


def create_company(plan: Plan, index: CompanyIndex, columns: Columns, vault: Vault) -> KnownCompany:
    """A new company, unverified without a code; a code alone is its name for the time being."""
    uscc, name_key = told_identity(columns)
    ref = new_ref()
    box, data_key = new_data_key(vault, ref)
    name_key = name_key or fold(uscc or "")
    row = {
        "ref": ref,
        "name": uscc,
        "verified": uscc is not None,
        "trusted": uscc is not None,
        **_sealed(columns, box, ref),
    }
    plan.changes.insert(DataKey, data_key)
    plan.changes.insert(Company, {**row, "name_key": name_key})
    company = KnownCompany(ref, None, name_key, uscc, stays_apart=uscc is None)
    index.add(company)
    return company


def _compare(session: Session, plan: Plan, part: Sequence[tuple[Entry, KnownCompany]]) -> None:
    table = table_of(Company)
    vault = vault_of(session)
    numbers = [company.number for _, company in part]
    query = select(table, DataKey.wrapped_key).join(DataKey, DataKey.owner == table.c.ref)
    stored = {row.id: row for row in session.execute(query.where(table.c.id.in_(numbers)))}
    for entry, company in part:
        row = stored[company.number]
        told = entry.columns | ({"verified": True} if "uscc" in entry.columns else {})
        box = vault.open_box(row.wrapped_key, row.ref)
        changed = {name: value for name, value in told.items() if _stored(row, name, box) != value}
        if "verified" in changed:
            changed["trusted"] = True  # an officer's list vouches for it
        if changed:
            plan.changes.update(Company, row.id, _sealed(changed, box, row.ref))
        plan.settle(entry, Outcome.UPDATED if changed else Outcome.UNCHANGED, company.ref)


def _stored(row: Row[Any], name: str, box: Box) -> object:
    """The stored value of a field, in clear."""
    field = sealed_fields(Company).get(name)
    return getattr(row, name) if field is None else field.open_in(row, box)


def _sealed(columns: Columns, box: Box, ref: str) -> dict[str, object]:
    """The same columns, with the contact person under seal."""
    personal = {name: columns[name] for name in sealed_fields(Company) if name in columns}
    plain = {name: value for name, value in columns.items() if name not in personal}
    return {**plain, **seal_row(Company, box, ref, personal)}

"""Log-ins of a demo: an account for every role, and keys of two of its companies.

Nothing that opens a door comes with the program: a demo makes passwords and keys of its own, and keeps them
in its folder beside its other keys, to tell them each time.
"""

import json
import os
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from api.clock import now
from api.services.access.accounts import AccountError, create_account, find_account, reset_password
from api.services.access.api_keys import issue_key
from api.services.acting import Acting
from api.settings import Settings
from matcher.vocabulary import ReferralState
from models.company import Company, CompanyStatus
from models.engine import make_session
from models.principal import STAFF, Role
from models.referral import Referral
from models.student import Student
from scripts.instance import open_vault, operator_acting, operator_principal
from scripts.terminal import Document

COMPANIES = 2
STREET = 9  # digits of a street's division code


def log_ins_path(instance: Path) -> Path:
    """Where a demo keeps its log-ins; only its owner may read them."""
    return instance / "demo-log-ins.json"


def have_log_ins(settings: Settings, engine: Engine) -> Document:
    """The log-ins of the demo, made at first use: `accounts` with passwords, `companies` with keys."""
    path = log_ins_path(settings.instance)
    if path.exists():
        known: Document = json.loads(path.read_text("utf-8"))
        return known
    with make_session(engine, open_vault(settings)) as session:
        street = _street_with_most_students(session)
        roles = [role for role in STAFF if role is not Role.STREET_OFFICER or street is not None]
        companies = _companies(session)
        accounts = [_account(session, role, area=street) for role in roles]
        accounts += [_account(session, Role.COMPANY, company=company) for company in companies[:1]]
        made = {"accounts": accounts, "companies": [_company_key(session, each) for each in companies]}
        session.commit()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(made, file, ensure_ascii=False, indent=2)
    return made


def _account(
    session: Session, role: Role, *, area: str | None = None, company: Company | None = None
) -> Document:
    """An account by the name of its role; one that an interrupted demo left gets another password."""
    who, area = operator_principal(), area if role is Role.STREET_OFFICER else None
    try:
        _, password = create_account(
            Acting(session, who, now()), role.value, role, area=area, company=company
        )
    except AccountError as error:
        if error.code != "LOGIN_TAKEN":
            raise
        password = reset_password(Acting(session, who, now()), find_account(session, role.value))
    return {"login": role.value, "role": role.value, "area": area, "password": password}


def _companies(session: Session) -> list[Company]:
    """Those that somebody waits for, and that were sent most, so that they have something to look at."""
    referred = select(func.count()).where(Referral.company_id == Company.id).correlate(Company)
    waiting = referred.where(Referral.state == ReferralState.SENT).scalar_subquery()
    sent = referred.where(Referral.sent_at.is_not(None)).scalar_subquery()
    admitted = select(Company).where(Company.verified.is_(True), Company.status == CompanyStatus.ACTIVE)
    return list(session.scalars(admitted.order_by(waiting.desc(), sent.desc(), Company.id).limit(COMPANIES)))


def _company_key(session: Session, company: Company) -> Document:
    key = issue_key(operator_acting(session), company)[1]
    return {"company": company.name, "key": key}


def _street_with_most_students(session: Session) -> str | None:
    streets = select(Student.place).where(func.length(Student.place) == STREET).group_by(Student.place)
    return session.scalar(streets.order_by(func.count().desc(), Student.place).limit(1))

"""Make the plan for the whole district from what the registries hold now."""

from collections import defaultdict
from datetime import date

from sqlalchemy.orm import Session

from api.services.market import Market
from api.services.priorities import priorities
from matcher.plan.orders import Cap, Orders
from matcher.plan.plan import CANDIDATES
from matcher.plan.ranked import Progress, plan_students
from matcher.plan.results import Plan
from models.queries.openings import load_companies
from models.queries.snapshots import load_students


def plan_district(
    session: Session,
    market: Market,
    *,
    as_of: date,
    per_company: int | None = None,
    candidates: int = CANDIDATES,
    progress: Progress | None = None,
) -> Plan:
    """One proposal for each student who may be placed, at most `per_company` with any company."""
    students = load_students(session)
    return plan_students(
        students,
        priorities(session, students, as_of),
        market.ranking(session),
        Orders(caps=[] if per_company is None else _company_caps(session, per_company)),
        as_of=as_of,
        candidates=candidates,
        progress=progress,
    )


def _company_caps(session: Session, limit: int) -> list[Cap]:
    openings = defaultdict[str, list[str]](list)
    for opening, company in load_companies(session).items():
        openings[company].append(opening)
    return [Cap(company, frozenset(theirs), limit) for company, theirs in openings.items()]

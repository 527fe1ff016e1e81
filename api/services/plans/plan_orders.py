"""What an officer orders of a plan: pairs that must be, pairs that must not, and caps."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from api.services.matching.market import Market
from matcher.plan.orders import Cap, Orders
from matcher.plan.plan import CANDIDATES
from matcher.plan.ranked import check_pins, occupation_caps
from matcher.ranking import Ranking
from matcher.reference.occupations import name_of
from models.queries import companies, openings
from models.queries.openings import load_companies
from models.queries.snapshots import load_students


@dataclass(frozen=True, slots=True)
class PlanOrders:
    """What to heed beside places; students and openings by reference."""

    pins: Mapping[str, str] = field(default_factory=dict)  # student → opening
    bans: frozenset[tuple[str, str]] = frozenset()  # student and opening
    per_company: int | None = None  # at most so many with any company
    per_occupation: int | None = None  # at most so many in any occupation
    hold_back: int | None = None  # for who may be proposed only within so many weeks
    candidates: int = CANDIDATES  # of each that are looked at first


def orders_for(session: Session, ranking: Ranking, ordered: PlanOrders) -> Orders:
    """The same for the matcher: caps are named by the company's reference or the occupation's code."""
    caps: list[Cap] = []
    if ordered.per_company is not None:
        caps += _company_caps(session, ordered.per_company)
    if ordered.per_occupation is not None:
        caps += occupation_caps(ranking, ordered.per_occupation)
    return Orders(ordered.pins, ordered.bans, caps)


def check_orders(session: Session, market: Market, ordered: PlanOrders, *, as_of: date) -> None:
    """Raise InvalidOrder or CapsCross where no plan could heed the orders."""
    ranking = market.ranking(session)
    pinned = load_students(session, refs=sorted(ordered.pins))
    check_pins(pinned, ranking, orders_for(session, ranking, ordered), as_of=as_of)


def bound_name(session: Session, name: str) -> str:
    """What bounds places, as people call it: an occupation by its code, a company or an opening."""
    if (occupation := name_of(name)) is not None:
        return occupation
    if (company := companies.get(session, name)) is not None:
        return company.name
    opening = openings.get(session, name)
    return name if opening is None else opening.title


def _company_caps(session: Session, limit: int) -> list[Cap]:
    offered = defaultdict[str, list[str]](list)
    for opening, company in load_companies(session).items():
        offered[company].append(opening)
    return [Cap(company, frozenset(theirs), limit) for company, theirs in offered.items()]

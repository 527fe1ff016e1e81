"""The plan as it was ordered, if so with places held back for registered students who come later."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from api.services.matching.market import Market
from api.services.plans.make_plan import plan_district
from api.services.plans.plan_orders import PlanOrders, orders_for
from api.services.plans.priorities import priorities
from matcher.plan.holding import Sparing, plan_sparing
from matcher.plan.ranked import Progress
from matcher.plan.results import Plan
from models.queries.snapshots import load_students


def plan_as_ordered(
    session: Session,
    market: Market,
    *,
    as_of: date,
    ordered: PlanOrders,
    progress: Progress | None = None,
) -> tuple[Plan, Sparing | None]:
    """The plan, and what it holds back if that is ordered. Raises InvalidOrder and CapsCross."""
    if ordered.hold_back is None:
        return plan_district(session, market, as_of=as_of, ordered=ordered, progress=progress), None
    students, ranking = load_students(session), market.ranking(session)
    sparing = plan_sparing(
        students,
        priorities(session, students, as_of, market.policy.priorities),
        ranking,
        orders_for(session, ranking, ordered),
        as_of=as_of,
        until=as_of + timedelta(weeks=ordered.hold_back),
        candidates=ordered.candidates,
        progress=progress,
    )
    return sparing.plan, sparing

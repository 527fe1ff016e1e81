"""The plan for who is here, with places held back for registered students who come later."""

from datetime import date

from sqlalchemy.orm import Session

from api.services.market import Market
from api.services.plan_orders import PlanOrders, orders_for
from api.services.priorities import priorities
from matcher.plan.holding import Sparing, plan_sparing
from matcher.plan.ranked import Progress
from models.queries.snapshots import load_students


def plan_district_sparing(
    session: Session,
    market: Market,
    *,
    as_of: date,
    until: date,
    ordered: PlanOrders | None = None,
    progress: Progress | None = None,
) -> Sparing:
    """The plan that spares what is needed up to a day. Raises InvalidOrder and CapsCross."""
    ordered = ordered or PlanOrders()
    students, ranking = load_students(session), market.ranking(session)
    return plan_sparing(
        students,
        priorities(session, students, as_of, market.policy.priorities),
        ranking,
        orders_for(session, ranking, ordered),
        as_of=as_of,
        until=until,
        candidates=ordered.candidates,
        progress=progress,
    )

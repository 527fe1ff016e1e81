"""Place everybody at once, from what the registries hold now: the plan, and lists that spread."""

from datetime import date

from sqlalchemy.orm import Session

from api.services.matching.market import Market
from api.services.plans.plan_orders import PlanOrders, orders_for
from api.services.plans.priorities import priorities
from matcher.plan.orders import Participant
from matcher.plan.ranked import Progress, lists_of, may_be_placed, plan_students, vacancies
from matcher.plan.results import Plan
from matcher.plan.spread import PER_PLACE, Spread, spread_lists
from models.queries.snapshots import load_students


def plan_district(
    session: Session,
    market: Market,
    *,
    as_of: date,
    ordered: PlanOrders | None = None,
    progress: Progress | None = None,
) -> Plan:
    """One proposal for each student who may be placed. Raises InvalidOrder and CapsCross."""
    ordered = ordered or PlanOrders()
    students, ranking = load_students(session), market.ranking(session)
    return plan_students(
        students,
        priorities(session, students, as_of, market.policy.priorities),
        ranking,
        orders_for(session, ranking, ordered),
        as_of=as_of,
        candidates=ordered.candidates,
        progress=progress,
    )


def spread_for_all(
    session: Session, market: Market, *, as_of: date, k: int, per_place: int = PER_PLACE
) -> Spread:
    """Everybody's list, with no opening on more lists than `per_place` for each place that is left."""
    seekers = {each.ref: each for each in load_students(session) if may_be_placed(each, as_of)}
    ranking = market.ranking(session)
    return spread_lists(
        [Participant(ref, student.key) for ref, student in seekers.items()],
        vacancies(ranking, as_of),
        lists_of(seekers, ranking, as_of),
        k=k,
        per_place=per_place,
    )

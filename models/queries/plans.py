"""Read plans that were ordered, and what they have for each student."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from matcher.text.normalise import fold
from matcher.vocabulary import Without
from models.job import Job
from models.plan import DistrictPlan, PlanItem, PlanOrder
from models.queries.pages import Page, load_page
from models.student import Student


def get(session: Session, ref: str) -> DistrictPlan | None:
    """The plan whose job has this reference, with the orders about whom one may see."""
    orders = selectinload(DistrictPlan.orders)
    query = select(DistrictPlan).join(DistrictPlan.job).where(Job.ref == fold(ref))
    both = orders.joinedload(PlanOrder.student), orders.joinedload(PlanOrder.opening)
    return session.scalars(query.options(contains_eager(DistrictPlan.job), *both)).one_or_none()


def newest(session: Session, *, page: int, page_size: int) -> Page[DistrictPlan]:
    """All plans, the newest first."""
    query = select(DistrictPlan).options(joinedload(DistrictPlan.job, innerjoin=True))
    return load_page(session, query.order_by(DistrictPlan.id.desc()), page=page, page_size=page_size)


def items(
    session: Session, plan: DistrictPlan, *, placed: bool | None, page: int, page_size: int
) -> Page[PlanItem]:
    """What the plan has, in the order of the registry; of those only who has a proposal, or has none."""
    query = _items_of(plan)
    if placed is not None:
        query = query.where(PlanItem.reason.is_(None) if placed else PlanItem.reason.is_not(None))
    return load_page(session, query, page=page, page_size=page_size)


def all_items(session: Session, plan: DistrictPlan) -> list[PlanItem]:
    """All that the plan has for those whom one may see: who has a proposal first, else as the registry."""
    query = _items_of(plan).order_by(None)
    return list(session.scalars(query.order_by(PlanItem.reason.is_not(None), PlanItem.student_id)))


def item(session: Session, plan: DistrictPlan, student: str) -> PlanItem | None:
    """What the plan has for the student of this reference."""
    query = (
        select(PlanItem)
        .join(PlanItem.student)
        .where(PlanItem.plan_id == plan.id, Student.ref == fold(student))
        .options(contains_eager(PlanItem.student), joinedload(PlanItem.opening))
    )
    return session.scalars(query).one_or_none()


def without(session: Session, plan: DistrictPlan) -> dict[Without, int]:
    """How many of those whom one may see have no proposal, by the reason."""
    query = (
        select(PlanItem.reason, func.count())
        .where(PlanItem.plan_id == plan.id, PlanItem.reason.is_not(None))
        .group_by(PlanItem.reason)
        .order_by(PlanItem.reason)
    )
    return {reason: count for reason, count in session.execute(query) if reason is not None}


def _items_of(plan: DistrictPlan) -> Select[PlanItem]:
    both = joinedload(PlanItem.student, innerjoin=True), joinedload(PlanItem.opening)
    query = select(PlanItem).where(PlanItem.plan_id == plan.id)
    return query.options(*both).order_by(PlanItem.student_id)

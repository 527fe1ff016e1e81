"""One proposal for everybody at once: ordered here, made by a worker, read item by item.

Officers of the district order plans. Those of a street read what a plan has for the students of the street,
whom they call, and its figures over the district without the sum of priorities.
"""

from typing import Any

from flask import abort
from sqlalchemy.orm import Session

from api.access import open_to
from api.errors import refusing_fields
from api.extensions import acting, audit, market, principal, reading, send_after_commit, writing
from api.presenters.kept_plans import (
    item_page_document,
    openings_told,
    plan_document,
    plan_page_document,
    whole_plan_document,
)
from api.rest.blueprints import RestBlueprint, refusal
from api.schemas.rest.envelopes import PageQuery
from api.schemas.rest.officer_plans import PlanAnswer, PlanOrder, PlanPage, PlanQuery, PlanWhole
from api.services.jobs import cancel
from api.services.name_subjects import opening_faces, student_faces
from api.services.plans.order_plan import order_plan
from models.audit import Act
from models.plan import DistrictPlan
from models.principal import OFFICERS, Role
from models.queries import plans

FIELDS = ("name", "shortlist")

blueprint = RestBlueprint("plans", "One proposal for everybody at once, proven best.")


@blueprint.post("/plans")
@open_to(Role.OFFICER)
@blueprint.arguments(PlanOrder)
@blueprint.response(202, PlanAnswer)
def order(told: dict[str, Any]) -> dict[str, Any]:
    """Order a plan; orders that no plan could heed are refused at once, with their field."""
    with refusing_fields():
        plan = order_plan(acting(), market(), told)
    send_after_commit(writing(), plan.job)
    return _in_short(plan)


@blueprint.get("/plans")
@open_to(*OFFICERS)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, PlanPage)
def list_plans(query: dict[str, Any]) -> dict[str, Any]:
    """All plans, the newest first."""
    found = plans.newest(reading(), page=query["page"], page_size=query["page_size"])
    return plan_page_document(found, with_priority=_sees_priorities())


@blueprint.get("/plans/<ref>")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.arguments(PlanQuery, location="query")
@blueprint.response(200, PlanWhole)
def read_plan(query: dict[str, Any], ref: str) -> dict[str, Any]:
    """A plan with a page of what it has for students; a street officer's are those of the street."""
    session = reading()
    plan = _found(session, ref)
    page = plans.items(session, plan, **query)
    students = student_faces(session, [item.student.ref for item in page.items])
    named = {item.opening.ref for item in page.items if item.opening is not None}
    openings = opening_faces(session, named | openings_told(plan))
    shown = sorted({*students, *(order.student.ref for order in plan.orders)})
    audit(Act("plan.read", ("plan", plan.job.ref), FIELDS, {"refs": shown}))
    items = item_page_document(page, students, openings)
    without = plans.without(session, plan)
    return whole_plan_document(plan, without, openings, items, with_priority=_sees_priorities())


@blueprint.post("/plans/<ref>/cancel")
@open_to(Role.OFFICER)
@blueprint.doc(responses={"404": refusal(404), "409": refusal(409)})
@blueprint.response(200, PlanAnswer)
def cancel_plan(ref: str) -> dict[str, Any]:
    """Call a plan off: as long as it is not made, nothing of it is kept."""
    plan = _found(writing(), ref)
    cancel(acting(), plan.job)
    return _in_short(plan)


def _found(session: Session, ref: str) -> DistrictPlan:
    return plans.get(session, ref) or abort(404)


def _in_short(plan: DistrictPlan) -> dict[str, Any]:
    return plan_document(plan, with_priority=_sees_priorities())


def _sees_priorities() -> bool:
    return principal().role is Role.OFFICER

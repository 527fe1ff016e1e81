"""Make a plan that was ordered, and keep it: what was found for each student, and its figures."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.orm import Session

from api.clock import now
from api.services.apply_changes import table_of
from api.services.jobs import Claim
from api.services.matching.layouts import code_fingerprint
from api.services.matching.make_shortlist import keyed_snapshot
from api.services.matching.market import Market
from api.services.plans.past_refusals import leave_out_refused
from api.services.plans.plan_orders import PlanOrders
from api.services.plans.spare_places import plan_as_ordered
from matcher.batches import batched
from matcher.plan.holding import Sparing
from matcher.plan.results import Plan
from models.engine import make_session
from models.job import Job
from models.opening import Opening
from models.plan import DistrictPlan, PlanItem
from models.student import Student
from models.vault import Vault

ROWS_AT_ONCE = 1_000


def perform_plan(taken: Claim, engine: Engine, vault: Vault, market: Market) -> None:
    """One transaction holds all items, the figures and the end of the job. Raises JobLost."""
    with make_session(engine, vault, read_only=True) as session:
        plan = _ordered(session, taken)
        ordered = PlanOrders(
            pins={order.student.ref: order.opening.ref for order in plan.orders if order.pinned},
            bans=frozenset((each.student.ref, each.opening.ref) for each in plan.orders if not each.pinned),
            per_company=plan.per_company,
            per_occupation=plan.per_occupation,
            hold_back=plan.hold_back,
            candidates=plan.candidates,
        )
        ordered, left_out = leave_out_refused(session, market, ordered, as_of=plan.as_of)
        made, sparing = plan_as_ordered(
            session, market, as_of=plan.as_of, ordered=ordered, progress=taken.progress
        )
        snapshot = keyed_snapshot(
            session, market.cohort(session).fingerprint, market.ranking(session).fingerprint
        )
    with make_session(engine, vault) as session:
        taken.hold(session)
        plan = _ordered(session, taken)
        plan.policy, plan.snapshot, plan.code = market.policy.fingerprint, snapshot, code_fingerprint()
        session.execute(delete(PlanItem).where(PlanItem.plan_id == plan.id))
        for rows in batched(_rows(session, plan, made), ROWS_AT_ONCE):
            session.execute(insert(table_of(PlanItem)), rows)
        figures = {
            **_figures(made),
            "left_out": left_out._asdict(),
            "weights": asdict(market.policy.priorities),
            "held_back": None if sparing is None else _holdings(sparing),
        }
        taken.finish(session, figures, now())
        session.commit()


def _ordered(session: Session, taken: Claim) -> DistrictPlan:
    query = select(DistrictPlan).join(DistrictPlan.job).where(Job.ref == taken.order.ref)
    return session.scalars(query).one()


def _rows(session: Session, plan: DistrictPlan, made: Plan) -> Iterator[Mapping[str, Any]]:
    """A row for each student whom the registry knows still, and whose opening it does: imports are undone."""
    known = select(Student.ref, Student.id).where(Student.erased_at.is_(None))
    students = {row.ref: row.id for row in session.execute(known)}
    openings = {row.ref: row.id for row in session.execute(select(Opening.ref, Opening.id))}
    others = {each.opening: each.others for each in made.sought}
    nothing = dict.fromkeys(("opening_id", "score", "rank", "regret", "others"))
    for proposal in made.proposals:
        if proposal.student in students and proposal.opening in openings:
            yield {
                "plan_id": plan.id,
                "student_id": students[proposal.student],
                "opening_id": openings[proposal.opening],
                "score": proposal.score,
                "rank": proposal.rank,
                "regret": proposal.regret,
                "others": others[proposal.opening],
                "pinned": proposal.pinned,
                "reason": None,
            }
    for none in made.unplaced:
        if none.student in students:
            reason = {"pinned": False, "reason": none.reason}
            yield {"plan_id": plan.id, "student_id": students[none.student], **nothing, **reason}


def _figures(made: Plan) -> dict[str, Any]:
    """What is told of the plan as a whole; scores in hundredths."""
    outcome = made.outcome
    return {
        "students": made.students,
        "headcount": made.headcount,
        "objective": made.objective._asdict(),
        "bound": made.bound._asdict(),
        "mean_rank": outcome.mean_rank,
        "mean_regret": outcome.mean_regret,
        "sought": [
            {
                "opening": each.opening,
                "places": each.places,
                "others": each.others,
                "gain": {"placed": each.gain.placed, "score": each.gain.score},
            }
            for each in made.most_sought
        ],
    }


def _holdings(sparing: Sparing) -> dict[str, Any]:
    """What is held back, without for whom; the cost in hundredths."""
    return {
        "until": sparing.until.isoformat(),
        "arrivals": len(sparing.arrivals),
        "absent": sparing.absent,
        "cost": sparing.cost,
        "held": [
            {
                "opening": held.opening,
                "places": held.places,
                "first_day": held.first_day.isoformat(),
                "others": held.others,
            }
            for held in sparing.held
        ],
    }

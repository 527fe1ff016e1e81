"""Plans for everybody at once: ordered, followed, read student by student, and ordered again with changes."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from api.access import open_to
from api.clock import today
from api.errors import refusing_fields
from api.extensions import (
    acting,
    audit,
    market,
    nobody_at_work,
    principal,
    reading,
    send_after_commit,
    writing,
)
from api.i18n import marked
from api.presenters.kept_plan_sheet import plan_sheet
from api.presenters.kept_plans import (
    item_page_document,
    openings_told,
    ordered_pairs,
    ordered_refs,
    pair_documents,
    plan_document,
    plan_page_document,
    plan_sentences,
    whole_plan_document,
)
from api.returning import came_back
from api.schemas.rest.officer_plans import MOST_PAIRS, PlanOrder
from api.services.jobs import cancel
from api.services.name_subjects import opening_faces, student_faces
from api.services.phone_book import phone_book
from api.services.plans.keep_plan_item import keep_plan_item
from api.services.plans.order_plan import order_plan
from api.services.plans.refused_most import refused_most
from api.web.filters import page_number
from api.web.forms import done, plain, told
from api.web.workbooks import download
from matcher.errors import UnknownSubject
from matcher.vocabulary import Without
from models.audit import Act
from models.plan import DistrictPlan
from models.principal import OFFICERS, Role
from models.queries import plans
from models.queries.pages import PAGE_SIZE

FIELDS = ("name", "shortlist")
KEPT_LENGTH = 20  # items of the shortlist that follows from a proposal
LISTED = 20
ORDER = "order"  # the form of that name
PAIRS = ("pins", "bans")
RULES_REFUSE = frozenset({Without.NO_ELIGIBLE, Without.WISHES_EXCLUDE})

Pairs = dict[str, list[dict[str, str]]]

blueprint = Blueprint("plans_pages", __name__, url_prefix="/plans")


@blueprint.get("")
@open_to(*OFFICERS)
def listed() -> str:
    """All plans; the form to order one has the pairs that come with the address, or that come back."""
    page = plans.newest(reading(), page=page_number(), page_size=LISTED)
    document = plan_page_document(page, with_priority=_of_the_district())
    back = came_back(ORDER)
    told = back.typed if back else request.args
    pairs = {name: _ticked(told, name) for name in PAIRS} if _of_the_district() else {}
    gathered = any(pairs.values())
    if gathered and back is None and page.items:
        pairs = _gathered(pairs, _found(reading(), page.items[0].job.ref))
    return render_template(
        "plans/listed.html",
        page=document,
        may_order=_of_the_district(),
        ordered=_named(pairs) if gathered else {},
    )


@blueprint.post("")
@open_to(Role.OFFICER)
def order() -> Response:
    """Order a plan; one that no plan could heed comes back with what is wrong."""
    with refusing_fields():
        plan = order_plan(acting(), market(), _told_order())
    send_after_commit(writing(), plan.job)
    return done(
        marked("The plan is being made; this page follows it."),
        url_for("plans_pages.read", ref=plan.job.ref),
    )


@blueprint.get("/<ref>")
@open_to(*OFFICERS)
def read(ref: str) -> str:
    """How far a plan is; once it is made, what it is worth and what it has for each student."""
    session = reading()
    plan = _found(session, ref)
    if not plan.job.result:
        return render_template("plans/unmade.html", plan=_in_short(plan), unattended=nobody_at_work())
    placed = request.args.get("placed") != "no"
    page = plans.items(session, plan, placed=placed, page=page_number(), page_size=PAGE_SIZE)
    named = {item.student.ref for item in page.items} | {each.student.ref for each in plan.orders}
    students = student_faces(session, named)
    work = {item.opening.ref for item in page.items if item.opening is not None}
    work |= {each.opening.ref for each in plan.orders}
    work |= openings_told(plan)
    openings = opening_faces(session, work)
    audit(Act("plan.read", ("plan", plan.job.ref), FIELDS, {"refs": sorted(named)}))
    barred = {item.student.ref for item in page.items if item.reason in RULES_REFUSE}
    document = whole_plan_document(
        plan,
        plans.without(session, plan),
        openings,
        item_page_document(page, students, openings),
        with_priority=_of_the_district(),
    )
    return render_template(
        "plans/made.html",
        plan=document,
        as_of=plan.as_of,
        placed=placed,
        refused_most=refused_most(session, market(), barred, as_of=plan.as_of),
        sentences=plan_sentences(document["figures"]),
        ordered=ordered_pairs(plan, students, openings),
    )


@blueprint.get("/<ref>/workbook")
@open_to(*OFFICERS)
def sheet(ref: str) -> Response:
    """What a plan has for each student, as a workbook."""
    session = reading()
    plan = _found(session, ref)
    if not plan.job.result:
        abort(404)
    items = plans.all_items(session, plan)
    refs = sorted({item.student.ref for item in items})
    audit(Act("plan.read", ("plan", plan.job.ref), (*FIELDS, "phone"), {"refs": refs}))
    openings = opening_faces(session, {item.opening.ref for item in items if item.opening is not None})
    numbers = phone_book(session, refs, {face.company_ref for face in openings.values()})
    content = plan_sheet(plan, items, openings, numbers)
    return download(content, f"plan-{today():%Y%m%d}")


@blueprint.post("/<ref>/cancel")
@open_to(Role.OFFICER)
def cancel_plan(ref: str) -> Response:
    """Call a plan off, as long as it is not made."""
    cancel(acting(), _found(writing(), ref).job)
    return done(marked("The plan is called off."))


@blueprint.post("/<ref>/items/<student>")
@open_to(*OFFICERS)
def keep_item(ref: str, student: str) -> Response:
    """Keep the student's shortlist with the proposal pinned on it, to be approved and proposed."""
    plan = _found(writing(), ref)
    item = plans.item(writing(), plan, student) or abort(404)
    try:
        kept = keep_plan_item(acting(), market(), item, k=KEPT_LENGTH)
    except UnknownSubject:  # gone since the plan was made
        abort(404)
    return done(
        marked("Kept with the proposal pinned: approve it, then propose it."),
        url_for("kept_shortlists_pages.read", ref=kept.ref),
    )


def _gathered(pairs: Pairs, last: DistrictPlan) -> Pairs:
    """These pairs, and those of the last plan that go with them."""
    new = [(pair["student"], pair["opening"]) for each in pairs.values() for pair in each]
    pinned = {pair["student"] for pair in pairs["pins"]}
    before = ordered_refs(last)
    kept = {
        "pins": [pair for pair in before["pins"] if pair["student"] not in pinned],
        "bans": before["bans"],
    }
    return {
        name: each + [pair for pair in kept[name] if (pair["student"], pair["opening"]) not in new]
        for name, each in pairs.items()
    }


def _named(pairs: Pairs) -> dict[str, list[dict[str, Any]]]:
    """Pairs with the names of both, where there are both."""
    told = [pair for each in pairs.values() for pair in each]
    students = student_faces(reading(), {pair["student"] for pair in told})
    openings = opening_faces(reading(), {pair["opening"] for pair in told})
    audit(Act("students.listed", fields=("name",), details={"refs": sorted(students)}))
    return {name: pair_documents(each, students, openings) for name, each in pairs.items()}


def _told_order() -> dict[str, Any]:
    """What is ordered: caps typed, pairs ticked as a student and an opening."""
    return {**told(PlanOrder(exclude=PAIRS)), **{name: _ticked(request.form, name) for name in PAIRS}}


def _ticked(told: MultiDict[str, str], name: str) -> list[dict[str, str]]:
    """Pairs of the form, or of the address that leads to it."""
    ticked = [plain(each).partition(" ") for each in told.getlist(name)]
    if len(ticked) > MOST_PAIRS:
        abort(400)
    return [{"student": student, "opening": opening} for student, _, opening in ticked]


def _found(session: Session, ref: str) -> DistrictPlan:
    return plans.get(session, ref) or abort(404)


def _in_short(plan: DistrictPlan) -> dict[str, Any]:
    return plan_document(plan, with_priority=_of_the_district())


def _of_the_district() -> bool:
    return principal().role is Role.OFFICER

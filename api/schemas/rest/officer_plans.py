"""Plans for everybody at once, as officers order and read them."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import Length, Range
from api.schemas.rest.envelopes import PageOf, PageQuery
from api.schemas.rest.officer_jobs import JobAnswer, Progress
from matcher.plan.plan import CANDIDATES

MOST_PAIRS = 1_000
MOST_CANDIDATES = 1_000
MOST_PLACES = 1_000_000
MOST_WEEKS = 52


class PlanPair(Schema):
    """A student and an opening, by reference."""

    student = fields.String(required=True, validate=Length(max=100))
    opening = fields.String(required=True, validate=Length(max=100))


class PlanOrder(Schema):
    """What the plan is to heed beside places: caps, pairs that must be and pairs that must not."""

    candidates = fields.Integer(
        strict=True,
        load_default=CANDIDATES,
        validate=Range(1, MOST_CANDIDATES),
        metadata={"description": "of each that are looked at first; more where the proof needs them"},
    )
    per_company = fields.Integer(strict=True, load_default=None, validate=Range(0, MOST_PLACES))
    per_occupation = fields.Integer(strict=True, load_default=None, validate=Range(0, MOST_PLACES))
    hold_back = fields.Integer(
        strict=True,
        load_default=None,
        validate=Range(1, MOST_WEEKS),
        metadata={
            "description": "spare what registered students need who may be proposed only within so many weeks"
        },
    )
    pins = fields.List(fields.Nested(PlanPair), load_default=list, validate=Length(max=MOST_PAIRS))
    bans = fields.List(fields.Nested(PlanPair), load_default=list, validate=Length(max=MOST_PAIRS))


class PlanQuery(PageQuery):
    """Which page of the items, and of which: those with a proposal, those without, or all."""

    placed = fields.Boolean(load_default=None)


class PlanProgress(Progress):
    """Lists that are made, and of how many; the solver begins when all are, and may ask for more."""

    step = fields.String(required=True, metadata={"description": "waiting, lists, solving, over"})
    percent = fields.Integer(required=True, allow_none=True)


class PlanWorth(Schema):
    """What a plan is worth; the first counts before the second, and the second before the third."""

    placed = fields.Integer(required=True)
    priority = fields.Integer(
        required=True, allow_none=True, metadata={"description": "null for officers of a street"}
    )
    score = fields.Float(required=True)


class PlanReason(Schema):
    """How many of those whom one may see have no proposal, and why."""

    code = fields.String(required=True)
    message = fields.String(required=True)
    students = fields.Integer(required=True)


class PlanGain(Schema):
    """What another place would add to the plan."""

    placed = fields.Integer(required=True)
    score = fields.Float(required=True)


class PlanOpening(Schema):
    """An opening as a plan names it."""

    ref = fields.String(required=True)
    title = fields.String(required=True)
    company = fields.String(required=True)


class PlanSought(Schema):
    """An opening that others would rather have than what the plan gives them."""

    opening = fields.Nested(PlanOpening, required=True)
    places = fields.Integer(required=True)
    others = fields.Integer(required=True)
    gain = fields.Nested(PlanGain, required=True)
    message = fields.String(required=True)


class PlanHoldings(Schema):
    """What is held back for registered students who may be proposed later than the plan's day."""

    until = fields.String(required=True)
    arrivals = fields.Integer(required=True, metadata={"description": "who may come by then"})
    absent = fields.Float(required=True, metadata={"description": "share who are thought not to come"})
    places = fields.Integer(required=True)
    cost = fields.Float(required=True, metadata={"description": "points that those here have less"})


class PlanLeftOut(Schema):
    """Pairs that could have been proposed, and are left out because they were refused before."""

    declined = fields.Integer(required=True, metadata={"description": "by either side, within 12 months"})
    dropped = fields.Integer(required=True, metadata={"description": "by an officer, from the newest list"})


class PlanHeld(Schema):
    """An opening of which places are held back."""

    opening = fields.Nested(PlanOpening, required=True)
    places = fields.Integer(required=True)
    first_day = fields.String(required=True, metadata={"description": "on which one of them may come"})
    others = fields.Integer(required=True, metadata={"description": "who would rather have it now"})


class PlanFigures(Schema):
    """A plan as a whole, over the district; `optimal` where it is proven that none is better."""

    students = fields.Integer(required=True)
    headcount = fields.Integer(required=True)
    objective = fields.Nested(PlanWorth, required=True)
    bound = fields.Nested(PlanWorth, required=True)
    weights = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        allow_none=True,
        metadata={"description": "what each reason adds to a priority; null for officers of a street"},
    )
    optimal = fields.Boolean(required=True)
    mean_rank = fields.Float(required=True, allow_none=True)
    mean_regret = fields.Float(required=True, allow_none=True)
    left_out = fields.Nested(
        PlanLeftOut,
        required=True,
        allow_none=True,
        metadata={"description": "null of a plan that was made before this was kept"},
    )
    held_back = fields.Nested(
        PlanHoldings,
        required=True,
        allow_none=True,
        metadata={"description": "null where that was not ordered"},
    )


class PlanAnswer(JobAnswer):
    """A plan; figures, and by which policy, snapshot and code, are null until it is made."""

    ordered_by = fields.String(required=True)
    as_of = fields.String(required=True)
    candidates = fields.Integer(required=True)
    per_company = fields.Integer(required=True, allow_none=True)
    per_occupation = fields.Integer(required=True, allow_none=True)
    hold_back = fields.Integer(required=True, allow_none=True, metadata={"description": "weeks"})
    progress = fields.Nested(PlanProgress, required=True)
    policy = fields.String(required=True, allow_none=True, metadata={"description": "fingerprint"})
    snapshot = fields.String(required=True, allow_none=True, metadata={"description": "fingerprint"})
    code = fields.String(required=True, allow_none=True, metadata={"description": "fingerprint"})
    figures = fields.Nested(PlanFigures, required=True, allow_none=True)


class PlanPage(PageOf):
    """Plans, the newest first."""

    items = fields.List(fields.Nested(PlanAnswer), required=True)


class PlanStudent(Schema):
    """A student by name."""

    ref = fields.String(required=True)
    name = fields.String(required=True)


class PlanItem(Schema):
    """What the plan has for a student: an opening, or the reason why there is none."""

    student = fields.Nested(PlanStudent, required=True)
    opening = fields.Nested(PlanOpening, required=True, allow_none=True)
    score = fields.Float(required=True, allow_none=True)
    rank_in_own_shortlist = fields.Integer(required=True, allow_none=True)
    regret = fields.Float(required=True, allow_none=True)
    pinned = fields.Boolean(required=True)
    reason = fields.String(required=True, allow_none=True)
    message = fields.String(
        required=True, metadata={"description": "why there is none, or who else would rather have it"}
    )


class PlanItemPage(PageOf):
    """Items, a page at a time."""

    items = fields.List(fields.Nested(PlanItem), required=True)


class PlanWhole(PlanAnswer):
    """A plan with its orders, about those whom one may see, and a page of its items."""

    pins = fields.List(fields.Nested(PlanPair), required=True)
    bans = fields.List(fields.Nested(PlanPair), required=True)
    unplaced = fields.List(fields.Nested(PlanReason), required=True)
    sought = fields.List(fields.Nested(PlanSought), required=True)
    held = fields.List(fields.Nested(PlanHeld), required=True)
    items = fields.Nested(PlanItemPage, required=True)

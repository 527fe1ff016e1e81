"""Order a plan: what is told of it is looked up and tried, and what no plan could heed is refused."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.acting import Acting
from api.services.jobs import order
from api.services.matching.market import Market
from api.services.plans.plan_orders import PlanOrders, bound_name, check_orders
from api.services.told_fields import FieldsRefused
from matcher.batches import batched
from matcher.plan.caps import CapsCross
from matcher.plan.orders import InvalidOrder
from matcher.text.normalise import fold
from models.job import JobKind
from models.opening import Opening
from models.plan import DistrictPlan, PlanOrder
from models.student import Student

REFS_AT_A_TIME = 500  # databases bound the number of parameters of a statement

Row = TypeVar("Row", Student, Opening)


class Told(NamedTuple):
    """A pair that an officer orders, and the field that it stands in."""

    field: str  # pins.0
    student: str
    opening: str


def order_plan(acting: Acting, market: Market, told: Mapping[str, Any]) -> DistrictPlan:
    """Keep the order of a plan for today, whose job is to be sent for.

    `told` has candidates, per_company, per_occupation, hold_back (weeks), and pins and bans as pairs of
    references. Raises FieldsRefused, which names the field.
    """
    session = acting.session
    pins, bans = _pairs("pins", told["pins"]), _pairs("bans", told["bans"])
    students = _find(session, Student, [pair.student for pair in (*pins, *bans)])
    openings = _find(session, Opening, [pair.opening for pair in (*pins, *bans)])
    problems = [*_missing((*pins, *bans), students, openings), *_repeated(pins)]
    if problems:
        raise FieldsRefused(problems)
    ordered = PlanOrders(
        {students[pair.student].ref: openings[pair.opening].ref for pair in pins},
        frozenset((students[pair.student].ref, openings[pair.opening].ref) for pair in bans),
        told["per_company"],
        told["per_occupation"],
        told["hold_back"],
        told["candidates"],
    )
    _check(acting, market, ordered, {students[pair.student].ref: pair.field for pair in pins})
    plan = DistrictPlan(
        job=order(acting, JobKind.PLAN, {}, details={"refs": sorted(students)}),
        as_of=acting.today,
        candidates=ordered.candidates,
        per_company=ordered.per_company,
        per_occupation=ordered.per_occupation,
        hold_back=ordered.hold_back,
        at=acting.now,
        orders=[
            PlanOrder(student=students[student], opening=openings[opening], pinned=pinned)
            for pairs, pinned in ((pins, True), (bans, False))
            for student, opening in dict.fromkeys((pair.student, pair.opening) for pair in pairs)
        ],
    )
    session.add(plan)
    return plan


def _pairs(name: str, told: Sequence[Mapping[str, str]]) -> list[Told]:
    return [
        Told(f"{name}.{number}", fold(pair["student"]), fold(pair["opening"]))
        for number, pair in enumerate(told)
    ]


def _find(session: Session, table: type[Row], refs: Sequence[str]) -> dict[str, Row]:
    """The rows of these references that there are, without whoever is erased."""
    return {
        row.ref: row
        for part in batched(sorted(set(refs)), REFS_AT_A_TIME)
        for row in session.scalars(select(table).where(table.ref.in_(part)))
        if not (isinstance(row, Student) and row.is_erased)
    }


def _missing(
    pairs: Sequence[Told], students: Mapping[str, Student], openings: Mapping[str, Opening]
) -> Iterator[Finding]:
    for pair in pairs:
        if pair.student not in students:
            yield _finding(f"{pair.field}.student", ProblemCode.STUDENT_MISSING)
        if pair.opening not in openings:
            yield _finding(f"{pair.field}.opening", ProblemCode.OPENING_MISSING)


def _repeated(pins: Sequence[Told]) -> Iterator[Finding]:
    pinned = set()
    for pair in pins:
        if pair.student in pinned:
            yield _finding(f"{pair.field}.student", ProblemCode.PIN_TWICE)
        pinned.add(pair.student)


def _check(acting: Acting, market: Market, ordered: PlanOrders, fields: Mapping[str, str]) -> None:
    """Raise FieldsRefused with the field of what cannot be heeded; `fields` are those of the pinned."""
    session = acting.session
    try:
        check_orders(session, market, ordered, as_of=acting.today)
    except CapsCross as error:
        named = {side: bound_name(session, str(name)) for side, name in error.params.items()}
        raise FieldsRefused([_finding("per_occupation", ProblemCode.CAPS_CROSS, **named)]) from error
    except InvalidOrder as error:
        code = ProblemCode(f"PIN_{error.params['reason']}")
        name = error.params.get("name")
        params = {} if name is None else {"name": bound_name(session, str(name))}
        raise FieldsRefused([_finding(fields[str(error.params["student"])], code, **params)]) from error


def _finding(field: str, code: ProblemCode, **params: str) -> Finding:
    return Finding(field, code, Severity.ERROR, params)

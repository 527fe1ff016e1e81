"""Let a plan leave out what was refused before: by either side of late, or by an officer."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy.orm import Session

from api.clock import CLOCK
from api.services.matching.market import Market
from api.services.plans.plan_orders import PlanOrders
from matcher.lifecycle import due_on
from matcher.plan.ranked import may_be_placed, vacancies
from models.queries.pair_history import declined_pairs, dropped_pairs
from models.queries.snapshots import load_students

REMEMBERED = 12  # months that a refusal by either side counts


class LeftOut(NamedTuple):
    """How many pairs a plan leaves out that it could propose; what is both counts as declined."""

    declined: int
    dropped: int


def leave_out_refused(
    session: Session, market: Market, ordered: PlanOrders, *, as_of: date
) -> tuple[PlanOrders, LeftOut]:
    """The orders, with what was refused ruled out as well unless it is pinned; and how many pairs that is.

    Refused is what the student or the company declined within 12 months, and what an officer dropped from the
    newest kept list of the student or of the opening.
    """
    since = datetime.combine(due_on(as_of, -REMEMBERED), time(), CLOCK)
    declined = set(declined_pairs(session, since))
    dropped = {(each.student, each.opening) for each in dropped_pairs(session)}
    told = ordered.bans | set(ordered.pins.items())
    possible = _possible(session, market, (declined | dropped) - told, as_of)
    left_out = LeftOut(len(possible & declined), len(possible - declined))
    return replace(ordered, bans=ordered.bans | possible), left_out


def _possible(
    session: Session, market: Market, pairs: set[tuple[str, str]], as_of: date
) -> frozenset[tuple[str, str]]:
    """Those of the pairs whose student takes part in a plan, and whose opening has places."""
    free = {vacancy.ref for vacancy in vacancies(market.ranking(session), as_of)}
    students = load_students(session, refs=sorted({student for student, _ in pairs}))
    part = {student.ref for student in students if may_be_placed(student, as_of)}
    return frozenset(pair for pair in pairs if pair[0] in part and pair[1] in free)

"""Turn what a plan has for a student into a shortlist that is kept, with the proposal standing first."""

from dataclasses import replace

from api.services.acting import Acting
from api.services.matching.edit_shortlist import pin_item
from api.services.matching.explain_pair import explain_pair
from api.services.matching.keep_shortlist import keep_shortlist
from api.services.matching.make_shortlist import shortlist_for_student
from api.services.matching.market import Market
from api.services.not_possible import NotPossible
from matcher.results import Shortlist as MadeShortlist
from models.plan import PlanItem
from models.shortlist import Shortlist


def keep_plan_item(acting: Acting, market: Market, item: PlanItem, *, k: int) -> Shortlist:
    """Keep the student's shortlist of today with the plan's opening on it, pinned; a person approves it.

    Raises NotPossible NOTHING_PROPOSED, or NOT_ELIGIBLE where a rule refuses the pair by now, as when the
    last place is taken; UnknownSubject where one of both has gone.
    """
    if item.opening is None:
        raise NotPossible("NOTHING_PROPOSED")
    opening = item.opening.ref
    made = _with(acting, market, item.student.ref, opening, k=k)
    kept = keep_shortlist(acting, made, k=k)
    pin_item(acting, next(each for each in kept.items if each.opening.ref == opening))
    return kept


def _with(acting: Acting, market: Market, student: str, opening: str, *, k: int) -> MadeShortlist:
    """The student's shortlist; an opening that stands beyond its end is added with the rank that it has."""
    session = acting.session
    made = shortlist_for_student(session, market, student, as_of=acting.today, k=k)
    if any(match.opening == opening for match in made.items):
        return made
    found = explain_pair(session, market, student, opening, as_of=acting.today, k=k)
    if found.match is None:
        raise NotPossible("NOT_ELIGIBLE", refused=found.refused)
    return replace(made, items=(*made.items, found.match))

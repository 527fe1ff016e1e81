"""Hold a plan against what is done without one, on the district's openings or on others."""

from datetime import date

from sqlalchemy.orm import Session

from api.services.plans.priorities import priorities
from matcher.plan.comparison import Comparison, compare_methods
from matcher.plan.orders import Participant
from matcher.plan.plan import CANDIDATES
from matcher.plan.ranked import Progress, lists_of, may_be_placed, vacancies
from matcher.plan.results import Plan
from matcher.plan.scarce import draw_vacancies, lists_within
from matcher.ranking import Ranking
from models.queries.snapshots import load_students

SEED = 1


def compare_plan(
    session: Session,
    ranking: Ranking,
    *,
    as_of: date,
    plan: Plan | None = None,
    places_per_student: float | None = None,
    candidates: int = CANDIDATES,
    progress: Progress | None = None,
) -> Comparison:
    """Every method on the openings of a ranking; students come in the order of the registry.

    Without a plan the best one is made. With `places_per_student`, so many places for each who takes part are
    drawn from all that there are. Nothing is kept.
    """
    students = load_students(session)
    priority = priorities(session, students, as_of, ranking.policy.priorities)
    seekers = {student.ref: student for student in students if may_be_placed(student, as_of)}
    openings = vacancies(ranking, as_of)
    lists = lists_of(seekers, ranking, as_of, progress)
    if places_per_student is not None:
        whole = len(openings)
        openings = draw_vacancies(openings, round(places_per_student * len(seekers)), SEED)
        lists = lists_within(openings, lists, whole)
    return compare_methods(
        [Participant(ref, student.key, priority[ref]) for ref, student in seekers.items()],
        openings,
        lists,
        plan=None if plan is None else plan.proposals,
        candidates=candidates,
    )

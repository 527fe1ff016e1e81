"""Learn from recorded answers how much each bar should weigh: a proposal, of which nothing takes effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from api.services.matching.evaluate import Dimension, Progress, evaluate_registry
from api.services.matching.market import Market
from matcher.learning.answers import Goal, came_to
from matcher.learning.examples import Example, criteria_in_force, shares_of
from matcher.learning.propose import Learned, propose
from matcher.policy import Policy
from models.queries.outcomes import load_introductions


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned, and of how many introductions."""

    goal: Goal
    introductions: int
    unanswered: int  # no yes and no no, or for a reason that is not the pair's
    unread: int  # answered, but without the bars that are in force now
    learned: Learned


@dataclass(frozen=True, slots=True)
class GroupScores:
    """How one group of seekers fares by two policies: the mean of the best scores, hundredths."""

    key: str | None  # hardship category, division code or level; None for all groups that are too small
    students: int
    before: float | None  # None where nobody has an opening
    after: float | None


def learn_policy(session: Session, policy: Policy, goal: Goal) -> Lesson:
    """Propose other points by what came of introductions, or tell why none are proposed."""
    criteria = criteria_in_force(policy)
    introductions = load_introductions(session)
    examples, unanswered, unread = [], 0, 0
    for one in introductions:
        good = came_to(one.answer, goal)
        shares = shares_of(one.bars, criteria)
        if good is None:
            unanswered += 1
        elif shares is None:
            unread += 1
        else:
            examples.append(Example(one.student, shares, good))
    return Lesson(goal, len(introductions), unanswered, unread, propose(examples, policy))


def compare_groups(
    session: Session,
    before: Market,
    after: Market,
    *,
    as_of: date,
    progress: Progress | None = None,
) -> Mapping[Dimension, tuple[GroupScores, ...]]:
    """Make everybody's shortlist by both policies and tell how groups fare; none is smaller than is shown.

    Groups are for measuring only: what learns has never seen them.
    """
    was, now = (
        evaluate_registry(session, market, as_of=as_of, k=1, progress=progress).groups
        for market in (before, after)
    )
    return {
        dimension: tuple(
            GroupScores(old.key, old.figures.students, old.figures.best, new.figures.best)
            for old, new in zip(was[dimension], now[dimension], strict=True)  # the same seekers in both
        )
        for dimension in was
    }

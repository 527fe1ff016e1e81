"""What changes from one policy to another: in its figures, and in everybody's shortlists."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from api.services.matching.make_shortlist import shortlists_for_all
from api.services.matching.market import Market
from matcher.policy import PRIORITIES, Policy


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One figure that differs: points in hundredths, thresholds in their own unit, priorities as they are."""

    field: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of everybody's `k` best openings."""

    k: int
    students: int
    changed: int  # lists with another opening or another order
    first_changed: int  # of these, lists with another opening in the first place, or none any more
    entered: int  # proposals that were not among the k best before
    left: int  # proposals that are no longer


def policy_changes(before: Policy, after: Policy) -> tuple[PolicyChange, ...]:
    """Every figure that differs, in the order of the policy."""
    old, new = _figures(before), _figures(after)
    return tuple(PolicyChange(field, old[field], new[field]) for field in old if old[field] != new[field])


def policy_effect(
    session: Session,
    before: Market,
    after: Market,
    *,
    as_of: date,
    k: int = 20,
    progress: Callable[[int, int], None] | None = None,
) -> Effect:
    """Make everybody's shortlist by both policies and count what differs; nothing is written."""
    pairs = zip(
        shortlists_for_all(session, before, as_of=as_of, k=k),
        shortlists_for_all(session, after, as_of=as_of, k=k, progress=progress),
        strict=True,
    )
    students = changed = first_changed = entered = left = 0
    for old, new in pairs:
        was, now = ([match.opening for match in found.items] for found in (old, new))
        students += 1
        changed += was != now
        first_changed += was[:1] != now[:1]
        entered += len(set(now) - set(was))
        left += len(set(was) - set(now))
    return Effect(k, students, changed, first_changed, entered, left)


def _figures(policy: Policy) -> dict[str, int]:
    points = {
        f"points.{criterion}.{level}": value
        for criterion, levels in policy.points.items()
        for level, value in levels.items()
    }
    others = {"thresholds": asdict(policy.thresholds), PRIORITIES: asdict(policy.priorities)}
    return points | {
        f"{table}.{name}": value for table, told in others.items() for name, value in told.items()
    }

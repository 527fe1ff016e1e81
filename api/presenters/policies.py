"""A policy in words: its points and thresholds, and what changes between two."""

from dataclasses import asdict

from api.i18n import marked, say
from api.presenters.bars import criterion_name
from api.presenters.levels import level_meaning
from api.presenters.words import signed
from api.services.matching.compare_policies import Effect, PolicyChange
from matcher.criteria import CRITERIA
from matcher.policy import Policy

THRESHOLDS = {
    "school_horizon_months": marked("nearer than this to graduation, the expected education counts"),
    "experience_little_months": marked("a shortfall up to this lowers a little, beyond it much"),
    "experience_refusal_months": marked("a shortfall beyond this refuses"),
    "near_km": marked("so far is near"),
    "reach_km": marked("so far one goes to work each day: beyond it nobody is sent who will not move"),
    "reach_with_lodging_km": marked("the same, where there is lodging"),
    "skills_enough": marked(
        "weight of skills that is enough to count as all: 4 for a specific one, 2 for a generic, 1 for a soft"
    ),
    "skills_many_percent": marked("from this share of the wanted weight on, it is most of the skills"),
    "skills_related_percent": marked("so much of its weight a wanted skill counts for who has one near it"),
    "skills_read_percent": marked(
        "so much of its weight a skill counts that is only mentioned, where two texts are compared"
    ),
    "duties_related_percent": marked("words on experience and on duties this alike tell of related work"),
    "duties_close_percent": marked("this alike, of close work"),
    "common_ground_weight": marked("a shared skill of this weight tells what work a person does"),
    "occupation_confidence_percent": marked("a title coded less surely than this counts as not coded"),
    "occupation_sure_percent": marked("one coded less surely than this counts for less"),
    "occupation_unsure_weight_percent": marked(
        "so much of its points above or below silence such a code counts for"
    ),
    "wage_tolerance_percent": marked("a wage that misses the floor by no more than this reaches it partly"),
    "openings_several": marked("so many places left are several"),
    "openings_many": marked("so many places left are many"),
}

PRIORITIES = {
    "alone": marked("orphans, and children whom nobody in fact brings up"),
    "nobody_employed": marked("households without any employment"),
    "half_year_waiting": marked("for each half year since graduation"),
    "waiting_at_most": marked("for all of that time together, at most"),
}

UNITS = {
    "months": marked("%(value)s months"),
    "km": marked("%(value)s km"),
    "percent": marked("%(value)s %%"),
}


def policy_rows(policy: Policy) -> list[tuple[str, str, str, str]]:
    """Criterion, level, points and meaning of every level; a criterion is named in its first row.

    Levels whose points lie between two others have none of their own.
    """
    rows = []
    for criterion in CRITERIA:
        name = _named(criterion.name)
        for level in criterion.levels:
            points = policy.points[criterion.name].get(level)
            shown = "" if points is None else points_shown(points)
            rows.append((name, level, shown, level_meaning(criterion.name, level, policy)))
            name = ""
    return rows


def _named(criterion: str) -> str:
    """The name of a criterion, and in brackets the one in the policy where that is another."""
    name = criterion_name(criterion)
    return name if name.lower() == criterion else f"{name} ({criterion})"


def threshold_rows(policy: Policy) -> list[tuple[str, str, str]]:
    """Name, value with its unit, and meaning of every threshold."""
    return [
        (name, threshold_shown(name, value), say(THRESHOLDS[name]))
        for name, value in asdict(policy.thresholds).items()
    ]


def priority_rows(policy: Policy) -> list[tuple[str, str, str]]:
    """Name, value and meaning of what each reason adds to a student's priority."""
    return [(name, str(value), say(PRIORITIES[name])) for name, value in asdict(policy.priorities).items()]


def points_shown(points: int) -> str:
    """Hundredths as points."""
    return f"{points / 100:.2f}"


def threshold_shown(name: str, value: int) -> str:
    """A threshold with its unit, which is the last word of its name; others are mere numbers."""
    unit = name.rpartition("_")[2]
    return say(UNITS[unit], value=value) if unit in UNITS else str(value)


def change_row(change: PolicyChange) -> tuple[str, str, str, str]:
    """Field, before, after and the difference, in points or in the threshold's unit."""
    kind, _, name = change.field.partition(".")

    def shown(value: int) -> str:
        return points_shown(value) if kind == "points" else threshold_shown(name, value)

    difference = change.after - change.before
    return (
        change.field,
        shown(change.before),
        shown(change.after),
        signed(difference, shown(abs(difference))),
    )


def effect_sentences(effect: Effect) -> list[str]:
    """How much another policy changes of everybody's shortlists."""
    return [
        say(
            marked("%(changed)s of %(students)s lists change, %(first)s of them in the first place"),
            changed=effect.changed,
            students=effect.students,
            first=effect.first_changed,
        ),
        say(
            marked("Proposals that are new: %(entered)s, that are gone: %(left)s"),
            entered=effect.entered,
            left=effect.left,
        ),
    ]

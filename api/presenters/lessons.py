"""What was learned of recorded answers: as a document, in sentences, in tables and as a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from api.i18n import marked, say
from api.presenters.bars import criterion_name
from api.presenters.charts import Chart, Dot, curve_chart
from api.presenters.evaluation_tables import DIMENSIONS, Cell, Column, Section
from api.presenters.evaluations import group_name, rounded, score
from api.presenters.policies import points_shown
from api.presenters.words import signed
from api.services.matching.compare_policies import policy_changes
from api.services.matching.evaluate import Dimension
from api.services.matching.learn_policy import GroupScores, Lesson
from matcher.evaluation.calibration import expected_calibration_error
from matcher.evaluation.groups import widest_gap
from matcher.learning.answers import Goal
from matcher.learning.propose import Unchanged
from matcher.learning.trial import Gain
from matcher.policy import Policy

Document = dict[str, Any]

GOALS = {
    Goal.INTERVIEW: marked(
        "Of %(introductions)s introductions %(good)s came to an interview and %(bad)s did not; "
        "%(unanswered)s say neither, of %(unread)s the bars are unknown"
    ),
    Goal.HIRED: marked(
        "Of %(introductions)s introductions %(good)s came to a hire and %(bad)s did not; "
        "%(unanswered)s say neither, of %(unread)s the bars are unknown"
    ),
    Goal.RETAINED: marked(
        "Of %(introductions)s introductions %(good)s came to three months of work and %(bad)s did not; "
        "%(unanswered)s say neither, of %(unread)s the bars are unknown"
    ),
}

UNCHANGED = {
    Unchanged.TOO_FEW_OUTCOMES: marked(
        "Nothing is proposed: there are too few outcomes. It takes %(wanted)s of each kind"
    ),
    Unchanged.TOO_FEW_STUDENTS: marked("Nothing is proposed: the outcomes are of too few students"),
    Unchanged.NO_SURE_GAIN: marked(
        "Nothing is proposed: on students whom they have not seen, other points may be no better than those "
        "in force"
    ),
    Unchanged.SAME_POINTS: marked("Nothing is proposed: the outcomes speak for the points in force"),
}


def lesson_document(
    lesson: Lesson, policy: Policy, groups: Mapping[Dimension, Sequence[GroupScores]]
) -> Document:
    """Everything as codes and numbers; `policy` is the one in force, `groups` is empty unless compared."""
    learned, proposed = lesson.learned, lesson.learned.policy
    return {
        "goal": lesson.goal.value,
        "policy": {"name": policy.name, "fingerprint": policy.fingerprint},
        "introductions": lesson.introductions,
        "unanswered": lesson.unanswered,
        "unread": lesson.unread,
        "basis": asdict(learned.basis),
        "unchanged": learned.unchanged,
        "proposed": None
        if proposed is None
        else {"fingerprint": proposed.fingerprint, "document": proposed.document()},
        "weights": [] if proposed is None else _weights(policy, proposed),
        "changes": [] if proposed is None else [asdict(one) for one in policy_changes(policy, proposed)],
        "log_loss": _gain(learned.log_loss),
        "auc": _gain(learned.auc),
        "calibration": [
            {"low": part.low, "high": part.high, "answers": part.answers}
            | {"chance": rounded(part.confidence), "came_true": rounded(part.right)}
            for part in learned.calibration
        ],
        "calibration_error": rounded(expected_calibration_error(learned.calibration))
        if learned.calibration
        else None,
        "groups": [_groups(dimension, scores) for dimension, scores in groups.items() if scores],
    }


def lesson_sentences(document: Document) -> list[str]:
    """What there was to learn from, and what came of it."""
    counted = {name: document[name] for name in ("introductions", "unanswered", "unread")}
    told = [say(GOALS[Goal(document["goal"])], **counted, **document["basis"])]
    if document["unchanged"] is not None:
        told.append(say(UNCHANGED[Unchanged(document["unchanged"])], wanted=document["basis"]["wanted"]))
    else:
        told.append(
            say(
                marked("Proposed, and not in use: %(name)s %(fingerprint)s"),
                name=document["proposed"]["document"]["name"],
                fingerprint=document["proposed"]["fingerprint"],
            )
        )
    return told


def lesson_sections(document: Document) -> list[Section]:
    """The tables that there are figures for."""
    found = []
    if document["weights"]:
        found.append(_weights_section(document["weights"]))
    if document["log_loss"] is not None:
        found.append(_gain_section(document))
        found.append(_calibration_section(document))
    return found + [_groups_section(groups) for groups in document["groups"]]


def calibration_chart(document: Document) -> Chart:
    """What a predicted chance was worth; for a document with figures."""
    parts = document["calibration"]
    most = max(part["answers"] for part in parts)
    return curve_chart(
        say(marked("What a predicted chance is worth")),
        [Dot(part["chance"], part["came_true"], part["answers"] / most) for part in parts],
        x_label=say(marked("chance that was predicted")),
        y_label=say(marked("how often it came true")),
        note=say(
            marked("Calibration error %(error)s; a dot grows with its outcomes"),
            error=f"{document['calibration_error']:.3f}",
        ),
    )


def _weights(before: Policy, after: Policy) -> list[Document]:
    return [
        {
            "criterion": criterion,
            "name": criterion_name(criterion),
            "before": before.of(criterion),
            "after": after.of(criterion),
        }
        for criterion in before.points
    ]


def _gain(gain: Gain | None) -> Document | None:
    return None if gain is None else {name: rounded(value) for name, value in asdict(gain).items()}


def _groups(dimension: Dimension, scores: Sequence[GroupScores]) -> Document:
    return {
        "dimension": dimension.value,
        "gap": {
            "before": score(widest_gap([group.before for group in scores])),
            "after": score(widest_gap([group.after for group in scores])),
        },
        "items": [
            {
                "key": group.key,
                "name": group_name(dimension, group.key),
                "students": group.students,
                "before": score(group.before),
                "after": score(group.after),
            }
            for group in scores
        ],
    }


def _weights_section(weights: Sequence[Document]) -> Section:
    def row(one: Document) -> tuple[Cell, ...]:
        change = one["after"] - one["before"]
        shown = signed(change, points_shown(abs(change))) if change else None
        return one["name"], points_shown(one["before"]), points_shown(one["after"]), shown

    headers = (marked("Criterion"), marked("In force"), marked("By the proposal"), marked("Change"))
    return Section(
        say(marked("How much each bar would weigh")),
        say(marked("Levels keep their proportions; `aixin policy diff` shows each of them")),
        tuple(Column(say(header)) for header in headers),
        tuple(map(row, weights)),
    )


def _gain_section(document: Document) -> Section:
    headers = (
        marked("In force"),
        marked("By the proposal"),
        marked("Gain"),
        marked("At least"),
        marked("At most"),
    )
    keys = ("before", "after", "gain", "low", "high")
    rows = ((say(marked("Log loss")), document["log_loss"]), ("AUC", document["auc"]))
    return Section(
        say(marked("What it would have gained")),
        say(
            marked(
                "On students whom the points were learned without; 19 times out of 20 the gain lies between "
                "the last two, and above 0 it is a gain"
            )
        ),
        (Column(say(marked("Figure"))), *(Column(say(header), _shown) for header in headers)),
        tuple((name, *(figures[key] for key in keys)) for name, figures in rows),
    )


def _calibration_section(document: Document) -> Section:
    headers = (marked("Outcomes"), marked("Mean chance"), marked("Came true"))
    forms = ("{:,}".format, "{:.1%}".format, "{:.1%}".format)
    return Section(
        say(marked("What a predicted chance is worth")),
        say(
            marked("Calibration error %(error)s: the mean distance between the last two columns"),
            error=f"{document['calibration_error']:.3f}",
        ),
        (
            Column(say(marked("Chance"))),
            *(Column(say(header), form) for header, form in zip(headers, forms, strict=True)),
        ),
        tuple(
            (f"{part['low']:.0%}–{part['high']:.0%}", part["answers"], part["chance"], part["came_true"])
            for part in document["calibration"]
        ),
    )


def _groups_section(groups: Document) -> Section:
    headers = (marked("In force"), marked("By the proposal"))
    gap = {name: "—" if value is None else f"{value:.2f}" for name, value in groups["gap"].items()}
    return Section(
        say(DIMENSIONS[groups["dimension"]]),
        say(
            marked(
                "Mean of the best scores; %(before)s lie between the best and the worst by the points in "
                "force, %(after)s by those proposed"
            ),
            **gap,
        ),
        (
            Column(say(marked("Group"))),
            Column(say(marked("Students")), "{:,}".format),
            *(Column(say(header), "{:.2f}".format) for header in headers),
        ),
        tuple((one["name"], one["students"], one["before"], one["after"]) for one in groups["items"]),
    )


def _shown(value: float) -> str:
    return f"{value:.4f}".replace("-", "−")

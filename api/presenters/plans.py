"""A plan as a document, and the words for it."""

from typing import Any

from api.i18n import marked, say
from api.presenters.words import number
from matcher.evaluation.congestion import Congestion
from matcher.plan.network import Objective
from matcher.plan.results import Outcome, Plan
from matcher.plan.spread import Listed, Spread
from matcher.vocabulary import Without

REASONS = {
    Without.NO_ELIGIBLE: marked("No opening that the rules allow"),
    Without.WISHES_EXCLUDE: marked("What the rules allow is out of reach: wishes for places exclude it"),
    Without.CONTESTED: marked("There are openings, and others need the places more"),
    Without.CAPPED: marked("There are places, and a cap keeps them free"),
    Without.BANNED: marked("Every opening is ruled out, by an officer or by an earlier refusal"),
}

Document = dict[str, Any]


def plan_document(plan: Plan) -> Document:
    """The plan; scores and regrets are points with two decimals.

    Priorities stand there only in sum: what one place would gain of them could tell of one student.
    """
    return {
        "students": plan.students,
        "placed": plan.objective.placed,
        "headcount": plan.headcount,
        "objective": _objective(plan.objective),
        "bound": _objective(plan.bound),
        "optimal": plan.optimal,
        "unplaced": [{"ref": none.student, "reason": none.reason.value} for none in plan.unplaced],
        "items": [
            {
                "student": proposal.student,
                "opening": proposal.opening,
                "score": proposal.score / 100,
                "rank_in_own_shortlist": proposal.rank,
                "regret": proposal.regret / 100,
            }
            for proposal in plan.proposals
        ],
        "congestion": {
            "wanted_by_others": sum(each.others > 0 for each in plan.sought),
            "full": sum(each.taken == each.places for each in plan.sought),
            "mean_rank": _rounded(plan.outcome.mean_rank),
            "mean_regret": _points(plan.outcome.mean_regret),
            "sought": [
                {
                    "opening": each.opening,
                    "places": each.places,
                    "others": each.others,
                    "gain": {"placed": each.gain.placed, "score": each.gain.score / 100},
                }
                for each in plan.most_sought
            ],
        },
    }


def reason_sentence(reason: str) -> str:
    """Why somebody has no proposal."""
    return say(REASONS[Without(reason)])


def sought_sentence(others: int) -> str:
    """How an opening is sought after; nothing where it is not."""
    if not others:
        return ""
    if others == 1:
        return say(marked("One other would rather have this place"))
    return say(marked("%(count)s others would rather have this place"), count=others)


def left_out_sentences(told: Document | None) -> list[str]:
    """What a plan leaves out because it was refused before; nothing where that is nothing or not known."""
    if told is None or not any(told.values()):
        return []
    words = marked(
        "Left out: %(declined)s pairs that one side declined within 12 months, %(dropped)s that an officer "
        "dropped from the newest list; pinned pairs are not left out"
    )
    return [say(words, declined=number(told["declined"]), dropped=number(told["dropped"]))]


def proof_sentence(document: Document) -> str:
    """Whether nothing is better, and how far it could be where that is not proven."""
    if document["optimal"]:
        return say(marked("Proven: no plan places more, heeds the priorities better or has a higher sum"))
    return say(
        marked("Not proven best: at most %(placed)s could be placed"), placed=document["bound"]["placed"]
    )


def outcome_document(outcome: Outcome) -> Document:
    """What came of a way to place everybody."""
    return {
        **_objective(outcome.objective),
        "mean_rank": _rounded(outcome.mean_rank),
        "mean_regret": _points(outcome.mean_regret),
    }


def congestion_document(crowd: Congestion) -> Document:
    """How proposals fall on openings."""
    return {
        "gini": None if crowd.gini is None else round(crowd.gini, 4),
        "never_proposed": None if crowd.never_proposed is None else round(crowd.never_proposed, 4),
        "highest_load": _rounded(crowd.crowded[0].load) if crowd.crowded else None,
    }


def spread_document(spread: Spread) -> Document:
    """What lists that spread cost and bring."""
    return {"before": _listed(spread.before), "after": _listed(spread.after)}


def spread_sentence(document: Document) -> str:
    """The same in a line."""
    before, after = document["before"], document["after"]
    told = marked(
        "Spread: mean score %(before)s → %(after)s, students on the most crowded place %(load_before)s → "
        "%(load_after)s, openings never proposed %(never_before)s %% → %(never_after)s %%"
    )
    figures = {
        "before": before["mean_score"],
        "after": after["mean_score"],
        "load_before": _short(before["highest_load"]),
        "load_after": _short(after["highest_load"]),
        "never_before": _percent(before["never_proposed"]),
        "never_after": _percent(after["never_proposed"]),
    }
    return say(told, **{name: "—" if value is None else value for name, value in figures.items()})


def _objective(objective: Objective) -> Document:
    return {
        "placed": objective.placed,
        "priority": objective.priority,
        "score": objective.score / 100,
    }


def _listed(listed: Listed) -> Document:
    return {
        "proposals": listed.congestion.proposals,
        "mean_score": _points(listed.mean_score),
        **congestion_document(listed.congestion),
    }


def _short(load: float | None) -> str | None:
    return None if load is None else f"{load:g}"


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _points(hundredths: float | None) -> float | None:
    return None if hundredths is None else _rounded(hundredths / 100)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)

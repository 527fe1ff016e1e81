"""Plans that were ordered: how far they are, what came of them as a whole, and of each student."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.i18n import marked, say
from api.presenters.holdings import holdings_sentences
from api.presenters.jobs import job_document
from api.presenters.pages import envelope
from api.presenters.plans import left_out_sentences, proof_sentence, reason_sentence, sought_sentence
from api.presenters.words import number
from api.services.name_subjects import OpeningFace, StudentFace
from matcher.vocabulary import Without
from models.job import Job, JobState
from models.plan import DistrictPlan, PlanItem
from models.queries.pages import Page

Document = dict[str, Any]
Students = Mapping[str, StudentFace]
Openings = Mapping[str, OpeningFace]

GAINS = {
    True: marked("another place would let %(count)s more be placed"),
    False: marked("another place would add %(points)s points"),
}

STEPS = {
    "waiting": marked("Waiting until a worker is free"),
    "lists": marked("Everybody's shortlist is made: %(done)s of %(total)s"),
    "solving": marked("All shortlists are made; now the best plan for all together is worked out"),
    "over": marked("Called off"),  # one that was made has figures, one that failed an error
}


def plan_document(plan: DistrictPlan, *, with_priority: bool) -> Document:
    """A plan in short; the sum of priorities is for those who see the whole district."""
    result = plan.job.result
    return {
        **job_document(plan.job),
        "progress": _progress(plan.job),
        "ordered_by": plan.job.actor,
        "as_of": plan.as_of.isoformat(),
        **{
            name: getattr(plan, name) for name in ("candidates", "per_company", "per_occupation", "hold_back")
        },
        **{name: getattr(plan, name) for name in ("policy", "snapshot", "code")},
        "figures": _figures(result, with_priority) if result else None,
    }


def plan_page_document(page: Page[DistrictPlan], *, with_priority: bool) -> Document:
    """A page of plans."""
    return envelope(page, [plan_document(plan, with_priority=with_priority) for plan in page.items])


def whole_plan_document(
    plan: DistrictPlan,
    without: Mapping[Without, int],
    openings: Openings,
    items: Document,
    *,
    with_priority: bool,
) -> Document:
    """A plan with its orders and who has no proposal; `items` is what `item_page_document` gives."""
    return {
        **plan_document(plan, with_priority=with_priority),
        **ordered_refs(plan),
        "unplaced": [
            {"code": reason, "message": reason_sentence(reason), "students": count}
            for reason, count in without.items()
        ],
        "sought": [
            _sought(each, openings)
            for each in plan.job.result.get("sought", ())
            if each["opening"] in openings  # else an import that brought it was undone
        ],
        "held": [
            {**each, "opening": _opening(openings[each["opening"]])}
            for each in _held(plan.job.result)
            if each["opening"] in openings
        ],
        "items": items,
    }


def openings_told(plan: DistrictPlan) -> set[str]:
    """The openings that the figures of a plan name, by reference."""
    result = plan.job.result
    return {each["opening"] for each in (*result.get("sought", ()), *_held(result))}


def item_page_document(page: Page[PlanItem], students: Students, openings: Openings) -> Document:
    """A page of what a plan has for students."""
    return envelope(page, [_item(item, students[item.student.ref], openings) for item in page.items])


def plan_sentences(figures: Document) -> list[str]:
    """What a plan that was made is worth, in words; `figures` are those of its document."""
    placed = say(
        marked("%(placed)s of %(students)s students have a proposal; %(headcount)s places are free"),
        placed=number(figures["objective"]["placed"]),
        students=number(figures["students"]),
        headcount=number(figures["headcount"]),
    )
    held = [] if figures["held_back"] is None else holdings_sentences(figures["held_back"])
    left_out = left_out_sentences(figures["left_out"])
    if figures["mean_rank"] is None:
        return [placed, proof_sentence(figures), *left_out, *held]
    own = say(
        marked("On average a proposal is number %(rank)s of the own list, %(regret)s points below its first"),
        rank=figures["mean_rank"],
        regret=figures["mean_regret"],
    )
    return [placed, proof_sentence(figures), own, *left_out, *held]


def progress_sentence(plan: Document) -> str:
    """How far a plan is that has no figures yet, or why it will have none."""
    if plan["error"] is not None:
        return str(plan["error"]["message"])
    told = plan["progress"]
    if told["step"] == "lists" and told["total"] is None:
        return say(marked("The registry is read"))
    return say(STEPS[told["step"]], done=number(told["done"]), total=number(told["total"] or 0))


def ordered_pairs(plan: DistrictPlan, students: Students, openings: Openings) -> dict[str, list[Document]]:
    """Who was pinned to what, and ruled out from what, by name; `pins` and `bans`."""
    return {name: pair_documents(pairs, students, openings) for name, pairs in ordered_refs(plan).items()}


def ordered_refs(plan: DistrictPlan) -> dict[str, list[Document]]:
    """The same by reference."""
    return {
        name: [
            {"student": order.student.ref, "opening": order.opening.ref}
            for order in plan.orders
            if order.pinned is pinned
        ]
        for name, pinned in (("pins", True), ("bans", False))
    }


def pair_documents(pairs: Sequence[Document], students: Students, openings: Openings) -> list[Document]:
    """Pairs of references by name, each with its place among them; of what is not known none."""
    return [
        {
            "number": number,
            "student": {"ref": pair["student"], "name": students[pair["student"]].name},
            "opening": _opening(openings[pair["opening"]]),
        }
        for number, pair in enumerate(pairs)
        if pair["student"] in students and pair["opening"] in openings
    ]


def _item(item: PlanItem, student: StudentFace, openings: Openings) -> Document:
    others = sought_sentence(item.others or 0)
    return {
        "student": {"ref": student.ref, "name": student.name},
        "opening": None if item.opening is None else _opening(openings[item.opening.ref]),
        "score": _points(item.score),
        "rank_in_own_shortlist": item.rank,
        "regret": _points(item.regret),
        "pinned": item.pinned,
        "reason": item.reason,
        "message": others if item.reason is None else reason_sentence(item.reason),
    }


def _progress(job: Job) -> Document:
    """How many lists are made; the solver works while none is missing."""
    if job.ended_at is not None:
        step, percent = "over", 100 if job.state is JobState.DONE else None
    elif job.state is JobState.QUEUED:
        step, percent = "waiting", 0
    elif job.total is None or job.done < job.total:
        step, percent = "lists", 90 * job.done // job.total if job.total else 0
    else:
        step, percent = "solving", 90
    return {"done": job.done, "total": job.total, "step": step, "percent": percent}


def _figures(result: Document, with_priority: bool) -> Document:
    def worth(told: Mapping[str, int]) -> Document:
        priority = told["priority"] if with_priority else None
        return {"placed": told["placed"], "priority": priority, "score": told["score"] / 100}

    regret = result["mean_regret"]
    return {
        "students": result["students"],
        "headcount": result["headcount"],
        "objective": worth(result["objective"]),
        "bound": worth(result["bound"]),
        "weights": result["weights"] if with_priority else None,
        "optimal": result["objective"] == result["bound"],
        "mean_rank": None if result["mean_rank"] is None else round(result["mean_rank"], 2),
        "mean_regret": None if regret is None else round(regret / 100, 2),
        "left_out": result.get("left_out"),  # a plan that was made before does not tell
        "held_back": _holdings(result.get("held_back")),
    }


def _held(result: Document) -> list[Document]:
    held: list[Document] = (result.get("held_back") or {}).get("held", [])
    return held


def _holdings(told: Document | None) -> Document | None:
    """What is held back in sum; a plan that was made before this could be ordered tells nothing of it."""
    if told is None:
        return None
    return {
        **{name: told[name] for name in ("until", "arrivals")},
        "absent": round(told["absent"], 4),
        "places": sum(each["places"] for each in told["held"]),
        "cost": told["cost"] / 100,
    }


def _sought(told: Document, openings: Openings) -> Document:
    gain = {"placed": told["gain"]["placed"], "score": told["gain"]["score"] / 100}
    more = say(GAINS[gain["placed"] > 0], count=gain["placed"], points=gain["score"])
    return {
        "opening": _opening(openings[told["opening"]]),
        "places": told["places"],
        "others": told["others"],
        "gain": gain,
        "message": say(marked("%(others)s; %(more)s"), others=sought_sentence(told["others"]), more=more),
    }


def _opening(face: OpeningFace) -> Document:
    return {"ref": face.ref, "title": face.title, "company": face.company_name}


def _points(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100

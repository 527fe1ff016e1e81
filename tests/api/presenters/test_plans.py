"""A plan is told without what would tell of one student's hardship."""

from api.presenters.plans import plan_document
from matcher.plan.network import Objective
from matcher.plan.results import Plan, Sought


def test_what_another_place_adds_is_told_without_the_priority_of_the_one_it_would_go_to() -> None:
    best = Objective(placed=0, priority=0, score=0)
    gain = Objective(placed=1, priority=11, score=6_250)
    sought = Sought(opening="o1", places=2, taken=2, others=1, gain=gain)
    plan = Plan(
        students=1,
        headcount=2,
        objective=best,
        bound=best,
        longest=1,
        proposals=(),
        unplaced=(),
        sought=(sought,),
    )
    told = plan_document(plan)["congestion"]["sought"]
    assert told == [{"opening": "o1", "places": 2, "others": 1, "gain": {"placed": 1, "score": 62.5}}]

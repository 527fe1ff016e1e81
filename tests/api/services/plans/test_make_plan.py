"""The district's plan: from the registries as they stand, with the officer's priorities."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from api.services.matching.market import Market
from api.services.plans.make_plan import plan_district
from api.services.plans.plan_orders import PlanOrders, bound_name, check_orders
from api.services.plans.priorities import priorities
from matcher.plan.caps import CapsCross
from matcher.plan.orders import InvalidOrder
from matcher.policy import STANDARD, Priorities
from matcher.reference.occupations import UNCLASSIFIED, name_of
from matcher.vocabulary import HardshipCategory, StudentState, Without
from models.hardship import Hardship
from models.queries.snapshots import load_students
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_company, a_student, an_opening

TODAY = date(2026, 11, 1)


def seeker(vault: Vault, number: int, *categories: HardshipCategory, **facts: object) -> Student:
    hardships = [Hardship(category=category) for category in categories]
    known = {"state": StudentState.SEEKING, "place": "320205", "hardships": hardships}
    return a_student(vault, id_number=f"3202052003040{number:04}X", **known | facts)


def placed(session: Session, market: Market, ordered: PlanOrders) -> int:
    return plan_district(session, market, as_of=TODAY, ordered=ordered).objective.placed


def test_the_one_place_is_for_whom_the_officer_puts_first(
    session: Session, market: Market, vault: Vault
) -> None:
    people = [
        seeker(vault, 0, HardshipCategory.MINIMUM_LIVING),
        seeker(vault, 1, HardshipCategory.ORPHAN),
        seeker(vault, 2, HardshipCategory.ZERO_EMPLOYMENT),
        seeker(vault, 3, HardshipCategory.ORPHAN, state=StudentState.EMPLOYED),
    ]
    session.add_all([*people, an_opening(a_company(), "会计", place="320205")])
    session.flush()
    plan = plan_district(session, market, as_of=TODAY)
    assert (plan.students, plan.headcount, plan.objective.placed, plan.optimal) == (3, 1, 1, True)
    assert [proposal.student for proposal in plan.proposals] == [people[1].ref]
    assert {none.reason for none in plan.unplaced} == {Without.CONTESTED}


def test_no_company_is_sent_more_than_is_asked_for(session: Session, market: Market, vault: Vault) -> None:
    companies = [a_company("一号公司"), a_company("二号公司")]
    session.add_all([an_opening(company, "会计", headcount=3, place="320205") for company in companies])
    session.add_all([seeker(vault, number) for number in range(3)])
    session.flush()
    assert placed(session, market, PlanOrders(per_company=1)) == 2
    assert placed(session, market, PlanOrders(per_company=0)) == 0
    assert placed(session, market, PlanOrders()) == 3


def test_no_occupation_is_sent_more_than_is_asked_for(session: Session, market: Market, vault: Vault) -> None:
    sure = {"headcount": 2, "place": "320205", "occupation_confidence": 0.9}
    company = a_company()
    openings = [
        an_opening(company, "会计", occupation="2-06-03-00", **sure),
        an_opening(company, "收银员", occupation="4-01-02-04", **sure),
        an_opening(company, "文员", occupation=UNCLASSIFIED, **sure),
        an_opening(company, "普工", occupation="6-31-01-01", **sure | {"occupation_confidence": 0.1}),
    ]
    session.add_all([*openings, *(seeker(vault, number) for number in range(9))])
    session.flush()
    assert placed(session, market, PlanOrders()) == 8
    assert placed(session, market, PlanOrders(per_occupation=1)) == 6
    assert placed(session, market, PlanOrders(per_occupation=0)) == 4  # of what no occupation is known
    within = PlanOrders(per_occupation=1, per_company=5)  # each occupation lies in the one company
    assert placed(session, market, within) == 5


def test_caps_on_companies_and_occupations_that_cross_are_refused(
    session: Session, market: Market, vault: Vault
) -> None:
    both = {"headcount": 2, "place": "320205", "occupation_confidence": 0.9}
    for name in ("一号公司", "二号公司"):
        company = a_company(name)
        session.add_all(
            an_opening(company, title, occupation=code, **both)
            for title, code in (("会计", "2-06-03-00"), ("收银员", "4-01-02-04"))
        )
    session.flush()
    crossing = PlanOrders(per_company=1, per_occupation=1)
    for refuse in (plan_district, check_orders):
        with pytest.raises(CapsCross) as refused:
            refuse(session, market, as_of=TODAY, ordered=crossing)
        names = {bound_name(session, str(name)) for name in refused.value.params.values()}
        assert names & {"一号公司", "二号公司"}
        assert names & {name_of("2-06-03-00"), name_of("4-01-02-04")}


def test_pins_and_bans_are_heeded_or_refused_before_anything_is_worked_out(
    session: Session, market: Market, vault: Vault
) -> None:
    near, far = an_opening(a_company(), "会计", place="320205"), an_opening(a_company("别处"), "会计")
    people = [seeker(vault, number) for number in range(2)]
    placed_one = seeker(vault, 2, state=StudentState.EMPLOYED)
    session.add_all([near, far, *people, placed_one])
    session.flush()
    first, second = people
    pins = PlanOrders(pins={second.ref: near.ref}, bans=frozenset({(first.ref, far.ref)}))
    check_orders(session, market, ordered=pins, as_of=TODAY)
    plan = plan_district(session, market, ordered=pins, as_of=TODAY)
    assert {each.student: (each.opening, each.pinned) for each in plan.proposals} == {
        second.ref: (near.ref, True)
    }
    for pinned, reason in (
        ({placed_one.ref: near.ref}, "NO_PARTICIPANT"),
        ({first.ref: near.ref, second.ref: near.ref}, "FULL"),
    ):
        with pytest.raises(InvalidOrder) as refused:
            check_orders(session, market, ordered=PlanOrders(pins=pinned), as_of=TODAY)
        assert refused.value.params["reason"] == reason


def test_the_policy_says_whom_the_officer_puts_first(session: Session, vault: Vault, tmp_path: Path) -> None:
    people = [seeker(vault, 1, HardshipCategory.ORPHAN), seeker(vault, 2, HardshipCategory.ZERO_EMPLOYMENT)]
    session.add_all([*people, an_opening(a_company(), "会计", place="320205")])
    session.flush()
    for weights, first in ((Priorities(), 0), (Priorities(alone=1), 1)):
        market = Market(tmp_path, replace(STANDARD, priorities=weights))
        plan = plan_district(session, market, as_of=TODAY)
        assert [proposal.student for proposal in plan.proposals] == [people[first].ref]


def test_priorities_add_up_and_tell_nothing_of_what_is_behind(session: Session, vault: Vault) -> None:
    both = (HardshipCategory.UNSUPPORTED_CHILD, HardshipCategory.ORPHAN, HardshipCategory.ZERO_EMPLOYMENT)
    past = Hardship(category=HardshipCategory.ORPHAN, valid_to=date(2026, 10, 31))
    people = [
        seeker(vault, 0),
        seeker(vault, 1, *both),
        seeker(vault, 2, graduation=date(2025, 6, 30)),
        seeker(vault, 3, graduation=date(2000, 6, 30)),
        seeker(vault, 4, graduation=date(2027, 6, 30)),
        seeker(vault, 5, hardships=[past]),
    ]
    session.add_all(people)
    session.flush()
    found = priorities(session, load_students(session), TODAY, Priorities())
    assert [found[student.ref] for student in people] == [0, 11, 2, 4, 0, 0]
    others = priorities(session, load_students(session), TODAY, Priorities(alone=1, nobody_employed=0))
    assert others[people[1].ref] == 1

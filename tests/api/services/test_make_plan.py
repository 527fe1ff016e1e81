"""The district's plan: from the registries as they stand, with the officer's priorities."""

from datetime import date

from sqlalchemy.orm import Session

from api.services.make_plan import plan_district
from api.services.market import Market
from api.services.priorities import Weights, priorities
from matcher.plan.results import Without
from matcher.vocabulary import HardshipCategory, StudentState
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
    assert plan_district(session, market, as_of=TODAY, per_company=1).objective.placed == 2
    assert plan_district(session, market, as_of=TODAY, per_company=0).objective.placed == 0
    assert plan_district(session, market, as_of=TODAY).objective.placed == 3


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
    found = priorities(session, load_students(session), TODAY)
    assert [found[student.ref] for student in people] == [0, 11, 2, 4, 0, 0]
    others = priorities(session, load_students(session), TODAY, Weights(alone=1, nobody_employed=0))
    assert others[people[1].ref] == 1

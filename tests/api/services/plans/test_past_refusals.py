"""What was refused before is in no plan unless it is pinned."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.matching.edit_shortlist import drop_item
from api.services.matching.market import Market
from api.services.placing.answer_referral import decline
from api.services.plans.make_plan import plan_district
from api.services.plans.past_refusals import LeftOut, leave_out_refused
from api.services.plans.plan_orders import PlanOrders
from matcher.vocabulary import DeclineReason, DropReason, Side, StudentState
from models.opening import Opening
from models.principal import Principal, Role
from models.shortlist import Shortlist
from models.student import Student
from models.vault import Vault
from tests.models.samples import NOW, a_company, a_referral, a_shortlist, a_student, an_opening

TODAY = NOW.date()
OFFICER = Principal(Role.OFFICER, "account:a")


class Two(NamedTuple):
    """A student, and two openings that fit as well as each other."""

    student: Student
    openings: list[Opening]

    @property
    def first(self) -> tuple[str, str]:
        return self.student.ref, self.openings[0].ref


@pytest.fixture
def two(session: Session, vault: Vault) -> Two:
    student = a_student(vault, state=StudentState.SEEKING, place="320205")
    company = a_company()
    openings = [an_opening(company, "会计", external_ref=str(n), place="320205") for n in range(2)]
    session.add_all([student, *openings])
    session.flush()
    return Two(student, openings)


def kept(session: Session, two: Two, *, dropped: bool = False, approved: bool = False) -> Shortlist:
    standing = {} if approved else {"approved_at": None, "approved_by": None}
    made = a_shortlist(two.student, *two.openings, **standing)
    session.add(made)
    session.flush()
    if dropped:
        drop_item(Acting(session, OFFICER, NOW), made.items[0], DropReason.DISTANCE)
    return made


def declined(session: Session, two: Two) -> None:
    referral = a_referral(kept(session, two, approved=True).items[0])
    session.add(referral)
    session.flush()
    decline(Acting(session, OFFICER, NOW), referral, Side.STUDENT, DeclineReason.WAGE)


def left_out(
    session: Session, market: Market, ordered: PlanOrders | None = None, as_of: date = TODAY
) -> tuple[frozenset[tuple[str, str]], LeftOut]:
    found, counted = leave_out_refused(session, market, ordered or PlanOrders(), as_of=as_of)
    return found.bans, counted


def test_what_was_declined_is_left_out_and_another_opening_is_proposed(
    session: Session, market: Market, two: Two
) -> None:
    declined(session, two)
    bans, counted = left_out(session, market)
    assert (bans, counted) == ({two.first}, LeftOut(declined=1, dropped=0))
    plan = plan_district(session, market, as_of=TODAY, ordered=PlanOrders(bans=bans))
    assert [each.opening for each in plan.proposals] == [two.openings[1].ref]


def test_a_refusal_counts_for_twelve_months(session: Session, market: Market, two: Two) -> None:
    declined(session, two)
    for opening in two.openings:
        opening.valid_to = TODAY + timedelta(days=800)
    session.flush()
    last = TODAY.replace(year=TODAY.year + 1)
    assert left_out(session, market, as_of=last)[1] == LeftOut(1, 0)
    assert left_out(session, market, as_of=last + timedelta(days=1))[1] == LeftOut(0, 0)


def test_what_is_pinned_or_ruled_out_anyhow_is_not_left_out(
    session: Session, market: Market, two: Two
) -> None:
    declined(session, two)
    assert left_out(session, market, PlanOrders(pins=dict([two.first]))) == (frozenset(), LeftOut(0, 0))
    banned = left_out(session, market, PlanOrders(bans=frozenset([two.first])))
    assert banned == ({two.first}, LeftOut(0, 0))


def test_what_was_dropped_counts_in_the_newest_list_alone(session: Session, market: Market, two: Two) -> None:
    kept(session, two, dropped=True)
    assert left_out(session, market) == ({two.first}, LeftOut(declined=0, dropped=1))
    kept(session, two)
    assert left_out(session, market)[1] == LeftOut(0, 0)


def test_what_is_declined_and_dropped_counts_once(session: Session, market: Market, two: Two) -> None:
    declined(session, two)
    kept(session, two, dropped=True)
    assert left_out(session, market) == ({two.first}, LeftOut(declined=1, dropped=0))


def test_what_no_plan_could_propose_is_not_counted(session: Session, market: Market, two: Two) -> None:
    declined(session, two)
    two.openings[0].valid_to = TODAY - timedelta(days=1)
    session.flush()
    assert left_out(session, market) == (frozenset(), LeftOut(0, 0))
    two.openings[0].valid_to = TODAY
    two.student.state = StudentState.EMPLOYED
    session.flush()
    assert left_out(session, market) == (frozenset(), LeftOut(0, 0))

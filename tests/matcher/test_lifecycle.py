"""The legal moves: nothing begins again, everything can end, and evidence has an order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.lifecycle import (
    BEFORE_SENDING,
    EVIDENCE,
    NAMED,
    OVER,
    REFERRAL_MOVES,
    due_on,
    last_start_due,
    may_move,
    may_sign,
    outweighs,
)
from matcher.vocabulary import Evidence, ReferralState, Signer


def reachable(state: ReferralState) -> set[ReferralState]:
    found, left = set[ReferralState](), [state]
    while left:
        for following in REFERRAL_MOVES[left.pop()] - found:
            found.add(following)
            left.append(following)
    return found


def test_every_state_has_its_moves_and_is_reached_from_the_first() -> None:
    assert set(REFERRAL_MOVES) == set(ReferralState)
    assert reachable(ReferralState.PROPOSED) == set(ReferralState) - {ReferralState.PROPOSED}


def test_whatever_is_over_stays_over_and_whatever_is_not_can_be_withdrawn() -> None:
    assert {ReferralState.HIRED, ReferralState.DECLINED, ReferralState.WITHDRAWN} == OVER
    for state in set(ReferralState) - OVER:
        assert may_move(state, ReferralState.WITHDRAWN)


def test_a_company_learns_of_nobody_who_has_not_consented() -> None:
    for state in set(ReferralState) - BEFORE_SENDING - {ReferralState.SENT} - OVER:
        before = {each for each in ReferralState if may_move(each, state)}
        assert not before & BEFORE_SENDING
    assert [each for each in ReferralState if may_move(each, ReferralState.SENT)] == [ReferralState.CONSENTED]
    assert not any(may_move(each, ReferralState.HIRED) for each in BEFORE_SENDING)


def test_a_company_knows_a_name_from_the_sending_until_somebody_says_no() -> None:
    assert not NAMED & BEFORE_SENDING
    assert {ReferralState.DECLINED, ReferralState.WITHDRAWN} == OVER - NAMED
    assert set(ReferralState) == NAMED | BEFORE_SENDING | OVER


def test_evidence_grows_from_a_word_to_a_year() -> None:
    assert EVIDENCE[0] is Evidence.SELF_REPORT
    assert EVIDENCE[-1] is Evidence.RETAINED_12
    assert outweighs(Evidence.CONTRACT, Evidence.AGREEMENT)
    assert not outweighs(Evidence.CONTRACT, Evidence.CONTRACT)


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2025, 3, 15), 3, date(2025, 6, 15)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 1), 12, date(2025, 12, 1)),
    ],
)
def test_months_are_those_of_the_calendar(start: date, months: int, due: date) -> None:
    assert due_on(start, months) == due


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 24))
def test_months_never_run_back(start: date, months: int) -> None:
    assert due_on(start, months) >= start
    assert due_on(start, months) < due_on(start, months + 1)


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.sampled_from([3, 6, 12]))
def test_the_last_start_whose_months_are_full_is_the_last(today: date, months: int) -> None:
    start = last_start_due(today, months)
    assert due_on(start, months) <= today < due_on(start + timedelta(days=1), months)


@pytest.mark.parametrize(
    ("age", "alone", "with_guardian"),
    [(13, False, False), (14, False, True), (17, False, True), (18, True, True)],
)
def test_who_may_sign_by_age(age: int, alone: bool, with_guardian: bool) -> None:
    assert may_sign(Signer.STUDENT, age) is alone
    assert may_sign(Signer.STUDENT_AND_GUARDIAN, age) is with_guardian

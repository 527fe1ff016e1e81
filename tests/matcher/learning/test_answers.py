from datetime import date

import pytest

from matcher.learning.answers import ABOUT_THE_PAIR, Answer, Goal, Stay, came_to
from matcher.vocabulary import DeclineReason, EndReason, ReferralState

S = ReferralState
START = date(2026, 1, 31)
BEFORE = [S.PROPOSED, S.CONSENTED, S.SENT]


def answer(*states: ReferralState, **known: object) -> Answer:
    return Answer(frozenset([*BEFORE, *states]), **known)  # type: ignore[arg-type]


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("states", [(), (S.EXPIRED,), (S.WITHDRAWN,)])
def test_silence_and_withdrawal_are_neither_yes_nor_no(goal: Goal, states: tuple[ReferralState, ...]) -> None:
    assert came_to(answer(*states), goal) is None


def test_an_interview_is_not_yet_a_hire() -> None:
    waiting = answer(S.INTERVIEW, S.OFFER)
    assert [came_to(waiting, goal) for goal in Goal] == [True, None, None]
    no = answer(S.INTERVIEW, S.DECLINED, declined=DeclineReason.SKILLS)
    assert [came_to(no, goal) for goal in Goal] == [True, False, False]


@pytest.mark.parametrize("reason", DeclineReason)
def test_a_no_counts_against_the_pair_only_for_a_reason_of_the_pair(reason: DeclineReason) -> None:
    expected = False if reason in ABOUT_THE_PAIR else None
    assert came_to(answer(S.DECLINED, declined=reason), Goal.HIRED) is expected


def test_health_family_and_full_places_are_nobodys_fault() -> None:
    outside = set(DeclineReason) - ABOUT_THE_PAIR
    assert outside == {
        DeclineReason.HEALTH,
        DeclineReason.FAMILY,
        DeclineReason.OTHER_JOB,
        DeclineReason.STUDY,
        DeclineReason.NOT_MET,
        DeclineReason.FILLED,
    }


@pytest.mark.parametrize(
    ("ended", "reason", "seen", "retained"),
    [
        (None, None, False, None),  # nobody has asked
        (None, None, True, True),
        (date(2026, 4, 29), EndReason.STUDENT_LEFT, False, False),
        (date(2026, 4, 30), EndReason.STUDENT_LEFT, False, True),  # the last of a month that is too short
        (date(2026, 2, 1), EndReason.COMPANY_CLOSED, False, None),
        (date(2026, 2, 1), EndReason.BETTER_JOB, False, None),
        (date(2026, 2, 1), EndReason.UNKNOWN, False, False),
        (date(2026, 12, 1), EndReason.DISMISSED, True, True),
    ],
)
def test_who_stays_is_known_by_asking_or_by_the_end(
    ended: date | None, reason: EndReason | None, seen: bool, retained: bool | None
) -> None:
    stay = Stay(START, ended, reason, seen)
    assert came_to(answer(S.HIRED, stay=stay), Goal.RETAINED) is retained
    assert came_to(answer(S.HIRED, stay=stay), Goal.HIRED) is True


def test_of_a_hire_without_a_placement_nothing_is_known() -> None:
    assert came_to(answer(S.HIRED), Goal.RETAINED) is None

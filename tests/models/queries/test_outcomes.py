from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matcher.learning.answers import Answer, Stay
from matcher.results import Bar
from matcher.vocabulary import DeclineReason, EndReason, Evidence, ReferralState, Side
from models.placement import Placement, Retention, RetentionCheck
from models.queries.outcomes import Introduction, load_introductions
from models.referral import Referral, ReferralMove
from models.vault import Vault
from tests.models.samples import NOW, a_company, a_consent, a_referral, a_shortlist, a_student, an_opening

S = ReferralState
START = date(2026, 3, 2)
BARS = [{"criterion": "wage", "level": "PARTLY", "points": 405, "of": 540, "params": {"low": 5000}}]


def referrals(
    session: Session, vault: Vault, number: int, *, bars: Sequence[dict[str, Any]] = BARS
) -> list[Referral]:
    """So many referrals of one student, each at the beginning."""
    company, student = a_company(), a_student(vault)
    kept = a_shortlist(student, *(an_opening(company, f"焊工{one}", headcount=9) for one in range(number)))
    for item in kept.items:
        item.explanation = {"bars": bars, "openings_left": 1, "distance_km": None} if bars else {}
    session.add_all([kept, a_consent(student, company)])
    session.flush()
    made = [a_referral(item) for item in kept.items]
    session.add_all(made)
    session.flush()
    for referral in made:
        session.add(ReferralMove(referral=referral, state=S.PROPOSED, at=NOW, actor="account:a"))
    return made


def go(session: Session, referral: Referral, *states: ReferralState, **facts: Any) -> None:
    for number, state in enumerate(states):
        referral.state = state
        if state is S.SENT:
            referral.sent_at = NOW
        if state in {S.HIRED, S.DECLINED}:
            referral.ended_at = NOW
            for name, value in facts.items():
                setattr(referral, name, value)
        at = NOW + timedelta(minutes=number)
        session.add(ReferralMove(referral=referral, state=state, at=at, actor="account:a"))
        session.flush()


def place(session: Session, referral: Referral, *checks: tuple[int, Retention], **facts: Any) -> None:
    go(session, referral, S.CONSENTED, S.SENT, S.HIRED)
    recorded = {"recorded_at": datetime(2026, 3, 2, tzinfo=UTC), "recorded_by": "account:a"}
    placement = Placement(
        student=referral.student,
        opening=referral.opening,
        referral=referral,
        started=START,
        evidence=Evidence.SELF_REPORT,
        **recorded,
        **facts,
    )
    placement.checks = [
        RetentionCheck(months=months, outcome=outcome, checked_on=START, recorded_by="account:a")
        for months, outcome in checks
    ]
    session.add(placement)
    session.flush()


def test_an_introduction_tells_all_that_it_came_through(session: Session, vault: Vault) -> None:
    silent, declined, met = referrals(session, vault, 3)
    go(session, silent, S.CONSENTED, S.SENT, S.EXPIRED)
    no = {"declined_by": Side.STUDENT, "decline_reason": DeclineReason.WAGE}
    go(session, declined, S.CONSENTED, S.SENT, S.INTERVIEW, S.DECLINED, **no)
    session.commit()
    ref = met.student.ref
    bars = (Bar("wage", "PARTLY", 405, 540, {"low": 5000}),)
    before = {S.PROPOSED, S.CONSENTED, S.SENT}
    assert load_introductions(session) == [
        Introduction(ref, bars, Answer(frozenset(before | {S.EXPIRED}))),
        Introduction(ref, bars, Answer(frozenset(before | {S.INTERVIEW, S.DECLINED}), DeclineReason.WAGE)),
        Introduction(ref, bars, Answer(frozenset({S.PROPOSED}))),
    ]


OVER = {"ended": date(2026, 4, 1), "end_reason": EndReason.PROBATION}


@pytest.mark.parametrize(
    ("facts", "checks", "stay"),
    [
        ({}, (), Stay(START, None, None, seen=False)),
        ({}, ((3, Retention.UNKNOWN),), Stay(START, None, None, seen=False)),
        ({}, ((3, Retention.UNKNOWN), (6, Retention.EMPLOYED)), Stay(START, None, None, seen=True)),
        (OVER, ((3, Retention.LEFT),), Stay(START, date(2026, 4, 1), EndReason.PROBATION, seen=False)),
    ],
)
def test_a_placement_tells_how_long_it_lasted(
    session: Session, vault: Vault, facts: Any, checks: Any, stay: Stay
) -> None:
    (referral,) = referrals(session, vault, 1)
    place(session, referral, *checks, **facts)
    session.commit()
    (found,) = load_introductions(session)
    assert found.answer.stay == stay
    assert S.HIRED in found.answer.states


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_shortlist_that_kept_no_bars_tells_none(session: Session, vault: Vault) -> None:
    referrals(session, vault, 1, bars=[])
    session.commit()
    assert [one.bars for one in load_introductions(session)] == [()]


def test_there_is_no_place_for_who_somebody_is() -> None:
    assert [field.name for field in fields(Introduction)] == ["student", "bars", "answer"]
    assert [field.name for field in fields(Answer)] == ["states", "declined", "stay"]

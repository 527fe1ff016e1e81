"""One student's way through the door: from a kept shortlist to twelve months of employment."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from matcher.vocabulary import Evidence, ReferralState, StudentState
from models.audit import find_break
from models.engine import make_session
from models.opening import Opening
from models.placement import PlacementProof, Retention, RetentionCheck
from models.principal import Principal
from models.referral import Referral, ReferralMove
from models.student import Student
from tests.api.rest.officer_door import OFFICER, STREET, Door
from tests.api.rest.referral_desk import STUDENT, Desk


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 3, 2, 1, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.mark.parametrize("who", [OFFICER, STREET], ids=lambda who: str(who.role))
def test_a_student_is_referred_hired_and_stays(
    door: Door, who: Principal, clock: time_machine.Traveller
) -> None:
    desk = Desk(door)
    door.ask_as(who)
    referral = desk.proposed()
    other = desk.proposed(item=1)
    assert (referral["state"]["code"], referral["consent_until"]) == ("proposed", None)
    assert desk.refused(f"/referrals/{referral['ref']}/send", version=referral["version"]) == "NO_CONSENT"
    consent = desk.agreed(until="2026-08-01")
    assert (consent["live"], consent["until"], consent["way"]["code"]) == (True, "2026-08-01", "officer")
    referral = desk.get(f"/referrals/{referral['ref']}")
    assert (referral["state"]["code"], referral["consent_until"]) == ("consented", "2026-08-01")
    referral = desk.act(referral, "send")
    clock.shift(8 * 86400)
    (silent,) = desk.get("/referrals?unanswered_days=7")["items"]
    assert (silent["ref"], silent["student"]["name"]) == (referral["ref"], STUDENT)
    referral = desk.act(referral, "chase")
    assert desk.get("/referrals?unanswered_days=7")["total"] == 0
    referral = desk.act(referral, "interview", at="2026-03-12T09:30:00+08:00", place="东亭街道1号二楼")
    interview = {"at": "2026-03-12T09:30:00+08:00", "place": "东亭街道1号二楼"}
    assert referral["interview"] == interview | {"told_at": None}
    assert desk.get("/work-lists/interviews-to-tell")["total"] == 1
    referral = desk.act(referral, "interview/told")
    assert referral["interview"]["told_at"] is not None
    assert desk.get("/work-lists/interviews-to-tell")["total"] == 0
    referral = desk.act(referral, "offer")
    placement = desk.act(referral, "hire", started="2026-03-31", evidence="agreement", wage=5200)
    assert (placement["employer"], placement["evidence"]["code"]) == ("锡东暖心机械厂", "agreement")
    assert desk.get(f"/referrals/{other['ref']}")["state"]["code"] == "withdrawn"
    clock.move_to(datetime(2026, 5, 1, 1, tzinfo=UTC))
    for evidence in ("contract", "insurance"):
        placement = desk.act(placement, "proofs", evidence=evidence, seen_on="2026-05-01", words="原件已核")
    for months, due in ((3, "2026-06-30"), (6, "2026-09-30"), (12, "2027-03-31")):
        clock.move_to(datetime.fromisoformat(f"{due}T01:00+00:00"))
        (asked,) = desk.get("/placements?active=true&check_due=true")["items"]
        assert (asked["ref"], asked["next_check"]) == (placement["ref"], due)
        placement = desk.act(placement, "checks", months=months, outcome="employed")
        assert placement["evidence"]["code"] == f"retained_{months}"
        assert desk.get("/placements?check_due=true")["total"] == 0
    assert [check["outcome"]["code"] for check in placement["checks"]] == ["employed"] * 3

    with make_session(door.engine, door.vault, read_only=True) as session:
        student = session.scalars(select(Student).where(Student.ref == desk.student)).one()
        assert student.state is StudentState.EMPLOYED
        hired = session.scalars(select(Referral).where(Referral.ref == referral["ref"])).one()
        assert session.scalars(
            select(ReferralMove.state).where(ReferralMove.referral_id == hired.id).order_by(ReferralMove.id)
        ).all() == [
            ReferralState.PROPOSED,
            ReferralState.CONSENTED,
            ReferralState.SENT,
            ReferralState.INTERVIEW,
            ReferralState.OFFER,
            ReferralState.HIRED,
        ]
        proofs = select(PlacementProof.evidence).order_by(PlacementProof.id)
        assert session.scalars(proofs).all() == [each for each in Evidence if each != "self_report"]
        checks = select(RetentionCheck.months, RetentionCheck.outcome).order_by(RetentionCheck.months)
        assert [tuple(row) for row in session.execute(checks)] == [
            (months, Retention.EMPLOYED) for months in (3, 6, 12)
        ]
        assert hired.opening.filled == 1
        assert sum(session.scalars(select(Opening.filled))) == 1
        assert find_break(session) is None

"""Whoever left after the day that was asked about was employed on it, and is not any more."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.placing.place_student import check_retention
from matcher.vocabulary import EndReason, Evidence, StudentState
from models.placement import Placement, Retention
from models.principal import Principal
from models.vault import Vault
from tests.models.samples import NOW, a_student

STARTED, DUE = date(2026, 1, 5), date(2026, 4, 5)


@pytest.fixture
def placement(session: Session, vault: Vault) -> Placement:
    told = {"employer": "别处公司", "started": STARTED, "evidence": Evidence.CONTRACT}
    placement = Placement(student=a_student(vault), recorded_at=NOW, recorded_by="account:a", **told)
    session.add(placement)
    session.commit()
    return placement


@pytest.mark.parametrize(
    ("left_on", "outcome", "evidence"),
    [
        (date(2026, 4, 4), Retention.LEFT, Evidence.CONTRACT),
        (DUE, Retention.EMPLOYED, Evidence.RETAINED_3),
        (date(2026, 10, 30), Retention.EMPLOYED, Evidence.RETAINED_3),
    ],
)
def test_who_has_left(
    session: Session, placement: Placement, left_on: date, outcome: Retention, evidence: Evidence
) -> None:
    acting, asked_on = Acting(session, Principal.operator("test"), NOW), date(2026, 11, 1)
    check = check_retention(
        acting, placement, 3, Retention.LEFT, asked_on, left_on=left_on, reason=EndReason.STUDENT_LEFT
    )
    session.commit()
    assert (check.outcome, check.checked_on, placement.evidence) == (outcome, asked_on, evidence)
    assert (placement.ended, placement.end_reason) == (left_on, EndReason.STUDENT_LEFT)
    assert placement.student.state is StudentState.SEEKING
    assert [proof.seen_on for proof in placement.proofs] == ([left_on] if left_on >= DUE else [])

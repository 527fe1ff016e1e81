"""From a proposal to the end of a placement, in any order that people come up with."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Engine

from models.vault import Vault
from tests.api.services.placing.placing_machine import Placing
from tests.conftest import FULL_FIGURES

WALKS = 5_000 if FULL_FIGURES else 20  # on each of the two databases


OFTEN = {
    *("somebody named", "referral.sent", "referral.hired", "referral.withdrawn", "referral.declined"),
    *("consent.withdrawn", "company.suspended", "placement.recorded", "placement.ended", "placement.checked"),
    *("NO_CONSENT", "NOT_ELIGIBLE", "ALREADY_PLACED", "GUARDIAN_MISSING", "NO_SUCH_MOVE"),
}
SELDOM = {
    *("referral.interview", "referral.offer", "referral.expired", "known by retained_12"),
    *("NO_VACANCY", "HAZARDS_UNCONFIRMED", "NOT_DECLINED_BY_STUDENT", "ALREADY_CHECKED"),
}
"""What walks must come to, or they prove nothing."""


@pytest.mark.slow
def test_no_walk_over_fills_names_or_counts_anybody_wrongly(engine: Engine, vault: Vault) -> None:
    chosen = settings(
        max_examples=WALKS,
        stateful_step_count=30,
        derandomize=not FULL_FIGURES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    reached = Counter[str]()
    run_state_machine_as_test(lambda: Placing(engine, vault, reached), settings=chosen)
    expected = OFTEN | SELDOM if FULL_FIGURES else OFTEN
    assert expected - set(reached) == set()

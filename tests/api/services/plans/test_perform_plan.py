"""A plan as a job: what the registry lost while it was worked out is left out, and the rest is kept."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.imports.uploads import Uploads
from api.services.jobs import order
from api.services.matching.market import Market
from api.services.perform_job import Performer
from api.services.plans import perform_plan
from api.services.plans.plan_orders import PlanOrders
from matcher.policy import STANDARD
from models.engine import make_session
from models.job import Job, JobKind, JobState
from models.opening import Opening
from models.plan import DistrictPlan, PlanItem
from models.principal import Principal, Role
from models.vault import Vault
from tests.small_district import fill

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OFFICER = Principal(Role.OFFICER, "officer:1")


@pytest.fixture
def performer(engine: Engine, vault: Vault, tmp_path: Path) -> Performer:
    market = Market(tmp_path / "market", STANDARD)
    return Performer(engine, vault, market, Uploads(tmp_path / "uploads", vault), "320205", {})


def ordered(performer: Performer) -> str:
    with make_session(performer.engine, performer.vault) as session:
        job = order(Acting(session, OFFICER, NOW), JobKind.PLAN, {})
        asked = PlanOrders()
        plan = DistrictPlan(job=job, as_of=date(2026, 11, 23), candidates=asked.candidates, at=NOW)
        session.add(plan)
        session.commit()
        return job.ref


def test_an_opening_whose_import_is_undone_meanwhile_is_left_out(
    performer: Performer, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = fill(performer.engine, performer.vault)
    ref = ordered(performer)
    plan_as_ordered = perform_plan.plan_as_ordered

    def plan_and_lose(session: Session, *rest: Any, **named: Any) -> Any:
        made = plan_as_ordered(session, *rest, **named)
        assert [each.opening for each in made[0].proposals] == [refs["会计"]]
        with make_session(performer.engine, performer.vault) as other:
            other.execute(delete(Opening).where(Opening.ref == refs["会计"]))
            other.commit()
        return made

    monkeypatch.setattr(perform_plan, "plan_as_ordered", plan_and_lose)
    performer.perform(ref)
    with make_session(performer.engine, performer.vault, read_only=True) as session:
        job = session.scalars(select(Job)).one()
        assert (job.state, job.error) == (JobState.DONE, None)
        assert list(session.scalars(select(PlanItem))) == []

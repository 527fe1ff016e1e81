"""The past of a demo: as many placements as it is to have, whatever the day, and all of them lawful."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import CompoundSelect, Engine, extract, func, literal, select, union_all

from api.clock import CLOCK
from api.services.imports.import_registry import import_registry
from api.services.matching.market import Market
from matcher.policy import STANDARD
from matcher.vocabulary import ReferralState
from models.audit import find_break
from models.company import Company
from models.consent import Consent
from models.engine import make_session
from models.opening import Opening
from models.placement import Placement, RetentionCheck
from models.queries.relief import fund_figures
from models.queries.study_aid import aid_figures, load_terms
from models.referral import Referral
from models.schooling_event import LeavingReason, SchoolingEvent, SchoolingKind
from models.service_event import ServiceEvent
from models.student import Student
from models.vault import Vault
from scripts.district import generate_district, write_files
from scripts.history import act_out, invent_past

STUDENTS, COMPANIES, OPENINGS, SEED = 60, 60, 240, 7
SIZE = {"students": STUDENTS, "companies": COMPANIES, "openings": OPENINGS, "seed": SEED}
DAYS = (datetime(2026, 11, 23, 9, tzinfo=CLOCK), datetime(2027, 2, 3, 9, tzinfo=CLOCK))


def make(engine: Engine, vault: Vault, folder: Path, now: datetime) -> int:
    last = 0
    present = generate_district(**SIZE, today=now.date())
    for district in (present, invent_past(present, seed=SEED, today=now.date())):
        with make_session(engine, vault, read_only=True) as session:
            last = session.scalar(select(func.max(Student.id))) or 0
        for kind, path in write_files(district, folder).items():
            import_registry(engine, vault, kind, path, now=now, actor="test", within="320205")
    with make_session(engine, vault) as session:
        alumni = session.scalars(select(Student).where(Student.id > last).order_by(Student.id)).all()
        market = Market(folder / "market", STANDARD)
        events = act_out(
            session, market, alumni, students=STUDENTS, seed=SEED, now=now, progress=lambda *_: None
        )
        session.commit()
    return events


def oddities() -> CompoundSelect[Any]:
    """Whatever of anybody happens in an order in which it cannot happen."""
    sent, work = Referral.sent_at, Placement
    day_sent = func.date(sent)
    found = {
        "work before the end of school": select(work.id)
        .join(work.student)
        .where(Student.graduation >= work.started),
        "work before one was sent there": select(work.id)
        .join(work.referral)
        .where(func.date(work.started) < day_sent),
        "work on record before it was found": select(work.id)
        .join(work.referral)
        .where(work.recorded_at < sent),
        "served before they were registered": select(ServiceEvent.id)
        .join(ServiceEvent.student)
        .where(ServiceEvent.at < Student.created_at),
        "sent to a company before it was registered": select(Referral.id)
        .join(Referral.company)
        .where(sent < Company.created_at),
        "an end before the beginning": select(work.id).where(work.ended < work.started),
        "sent before it was proposed": select(Referral.id).where(sent < Referral.proposed_at),
        "sent without having agreed before": select(Referral.id).where(
            sent.is_not(None),
            ~select(Consent.id)
            .where(Consent.student_id == Referral.student_id, Consent.given_at <= sent)
            .exists(),
        ),
        "proposed without a service before": select(Referral.id).where(
            Referral.student_id.in_(select(ServiceEvent.student_id)),
            ~select(ServiceEvent.id)
            .where(ServiceEvent.student_id == Referral.student_id, ServiceEvent.at <= Referral.proposed_at)
            .exists(),
        ),
        "a check before it was due": select(RetentionCheck.id)
        .join(RetentionCheck.placement)
        .where(RetentionCheck.checked_on < work.started),
        "at school after its end": select(SchoolingEvent.id)
        .join(SchoolingEvent.student)
        .where(SchoolingEvent.day > Student.graduation, SchoolingEvent.kind != SchoolingKind.GRADUATED),
    }
    return union_all(*(each.add_columns(literal(what).label("what")) for what, each in found.items()))


@pytest.mark.slow
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("now", DAYS, ids=lambda now: f"{now:%Y-%m}")
def test_a_past_has_its_placements_and_no_law_is_broken(
    engine: Engine, vault: Vault, tmp_path: Path, now: datetime
) -> None:
    assert make(engine, vault, tmp_path, now) > 100
    with make_session(engine, vault, read_only=True) as session:
        year = extract("year", Placement.started)
        placed = dict(map(tuple, session.execute(select(year, func.count()).group_by(year))))
        assert placed[now.year - 1] == round(STUDENTS * 85 / 600)
        assert placed[now.year - 2] == round(STUDENTS * 63 / 600)
        states = set(session.scalars(select(Referral.state)))
        assert {ReferralState.HIRED, ReferralState.DECLINED} <= states
        assert session.scalars(select(Placement).where(Placement.internship)).all() == []
        assert session.scalars(select(Opening).where(Opening.filled > Opening.headcount)).all() == []
        assert all(placement.proofs for placement in session.scalars(select(Placement)))
        assert find_break(session) is None
        terms = aid_figures(load_terms(session))
        assert terms.due > terms.gap > 0  # a few gaps are open, for the work lists
        assert fund_figures(session, now.date()).balance > 0
        assert list(session.execute(oddities())) == []
        left = select(SchoolingEvent.reason).where(SchoolingEvent.kind == SchoolingKind.LEFT_SCHOOL)
        assert LeavingReason.FEES not in session.scalars(left).all()
